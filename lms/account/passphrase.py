"""Another passphrase, for who knows the one of today."""

from flask import make_response, redirect, render_template, url_for
from flask_babel import gettext as _

from lms.account.blueprint import bp
from lms.account.forms import PassphraseForm
from lms.db import db, saving
from lms.db.days import today
from lms.people import proofs, secrecy, services
from lms.web import limits
from lms.web.gate import begins_itself, where_people_sign_in_with_us
from lms.web.limits import limiter
from lms.web.login import myself, renew_device
from lms.web.messages import say


@bp.get("/account/passphrase")
@where_people_sign_in_with_us
def passphrase():
    return render_template("lms/account/passphrase.html", form=PassphraseForm())


@bp.post("/account/passphrase", endpoint="change_passphrase")
@where_people_sign_in_with_us
@begins_itself
@limiter.shared_limit(limits.PASSPHRASE, "passphrase", key_func=limits.by_person, deduct_when=limits.was_refused)
def change_passphrase():
    """A new passphrase; of all devices only this one is still signed in."""
    form = PassphraseForm(handle=myself().handle)
    if form.validate() and _changed(form):
        say("saved", _("Your new passphrase is set. All other devices are signed out."))
        return redirect(url_for("account.overview"), 303)
    return make_response(render_template("lms/account/passphrase.html", form=form), 422)


def _changed(form: PassphraseForm) -> bool:
    person = myself()
    if not form.proves(person):
        return False
    passphrase_hash = secrecy.hashed(form.new.data)
    person_id, proven = person.id, person.passphrase_hash
    db.session.rollback()  # what was read to prove the old one; writing begins anew
    try:
        with saving():
            proofs.change_passphrase(person, person_id, proven, passphrase_hash)
            device = services.sign_in(person_id, today())
    except proofs.ProofOutdated:
        form.say_outdated()
        return False
    renew_device(person, device)
    return True
