"""Erasing the account: asked for with the passphrase and a tick, then nothing is left of it."""

from flask import make_response, render_template

from lms.account.blueprint import bp
from lms.account.forms import EraseForm
from lms.account.privacy import amount_of
from lms.db import db, saving
from lms.people.erasing import erase_account
from lms.people.models import Person
from lms.web import limits
from lms.web.gate import begins_itself
from lms.web.headers import ask_to_forget
from lms.web.limits import limiter
from lms.web.login import forget_device, myself


@bp.get("/account/erase")
def erase():
    return erase_page(EraseForm())


@bp.post("/account/erase", endpoint="erase_now")
@begins_itself
@limiter.shared_limit(limits.PASSPHRASE, "passphrase", key_func=limits.by_person, deduct_when=limits.was_refused)
def erase_now():
    """Everything of the person is gone, and the browser asked to forget this site."""
    form, person_id = EraseForm(), myself().id
    if not form.validate() or not form.proves(myself()):
        return make_response(erase_page(form), 422)
    db.session.rollback()  # what was read to prove the passphrase; writing begins anew
    with saving():
        if person := db.session.get(Person, person_id):  # none: another device was first
            erase_account(person, person_id)
    forget_device()
    return ask_to_forget(make_response(render_template("lms/account/erased.html")))


def erase_page(form: EraseForm) -> str:
    return render_template("lms/account/erase.html", form=form, counted=amount_of(myself()), since=myself().joined_on)
