"""Signing in and out, and the devices that are signed in."""

from uuid import UUID

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms.account.blueprint import bp
from lms.account.returning import asked_for, way_back
from lms.db import db, saving
from lms.db.days import today
from lms.people import proofs, queries, services
from lms.people.erasing import kept_until
from lms.people.models import Person
from lms.web import limits
from lms.web.forms import SignInForm, page_expired
from lms.web.gate import (
    begins_itself,
    keeps_what_was_typed,
    open_to_all,
    token_failed,
    where_people_sign_in_with_us,
)
from lms.web.headers import ask_to_forget
from lms.web.host import entrance, people_of_host
from lms.web.language import format_day
from lms.web.limits import limiter
from lms.web.login import forget_device, me, my_device, myself, oldest_day, remember_device, session_hours
from lms.web.messages import say
from lms.web.waiting import page_for, sign_in_there


@bp.get("/sign-in")
@open_to_all
def sign_in():
    if me() is not None:
        return redirect(way_back(), 303)
    if people_of_host():
        return redirect(entrance(asked_for()), 303)
    return render_template("lms/account/sign_in.html", form=SignInForm(), next=asked_for(), waiting=None)


@bp.post("/sign-in", endpoint="sign_in_now")
@open_to_all
@begins_itself
@keeps_what_was_typed
@limiter.limit(limits.SIGN_IN_BY_ADDRESS, key_func=limits.by_address)
@limiter.limit(limits.SIGN_IN_BY_HANDLE, key_func=limits.by_handle, deduct_when=limits.was_refused)
def sign_in_now():
    """Signed in, and back to where the person came from; what waited is shown to its owner."""
    form, waiting = SignInForm(), request.form.get("waiting")
    if people_of_host():
        return _came_back(waiting)
    if token_failed():
        form.trouble.append(page_expired())
    person = services.proven(form.handle.data, form.passphrase.data) if form.validate() else None
    if person is None or not _signed_in_here(person):
        if not form.errors and not form.trouble:
            form.trouble.append(_("This handle and this passphrase do not belong together. Look at both once more."))
        page = render_template("lms/account/sign_in.html", form=form, next=asked_for(), waiting=waiting)
        return make_response(page, 422)
    return (page_for(person, waiting) if waiting else None) or redirect(way_back(), 303)


@bp.post("/sign-out")
@where_people_sign_in_with_us
def sign_out():
    """This device is signed out, and the browser asked to forget what it kept of this site."""
    with saving():
        services.sign_out(myself().id, my_device())
    forget_device()
    return ask_to_forget(redirect(url_for("learn.home"), 303))


@bp.get("/account/sessions")
@where_people_sign_in_with_us
def sessions():
    """The devices that are signed in: all we know of them is the day."""
    devices = queries.devices(myself().id, oldest_day())
    mine = [device for device in devices if device.id == my_device()]
    others = [device for device in devices if device.id != my_device()]
    return render_template("lms/account/sessions.html", mine=mine, others=others, hours=session_hours())


@bp.post("/account/sessions", endpoint="end_sessions")
@where_people_sign_in_with_us
def end_sessions():
    """One of the other devices is signed out, or all of them."""
    others, device = "others" in request.form, _device_named(request.form.get("device", ""))
    if not others and device is None:
        abort(400)
    with saving():
        if device is None:
            services.sign_out_others(myself(), myself().id, keep=my_device())
        else:
            services.sign_out_one(myself(), myself().id, device)
    say("saved", _("The device is signed out.") if device else _("All other devices are signed out."))
    return redirect(url_for("account.sessions"), 303)


def _came_back(waiting: str | None) -> Response:
    """From the sign-in page of the site around ours: what waited is shown to its owner."""
    person = me()
    if person is not None:
        shown = page_for(person, waiting) if waiting else None
        return shown or redirect(way_back(), 303)  # type: ignore[return-value]
    if waiting:
        return sign_in_there(waiting, way_back())
    return redirect(entrance(asked_for()), 303)  # type: ignore[return-value]


def _signed_in_here(person: Person) -> bool:
    """False when the passphrase was changed while it was looked at."""
    person_id, proven = person.id, person.passphrase_hash
    db.session.rollback()  # what was read to prove the passphrase; writing begins anew
    try:
        with saving():
            proofs.still_stands(person_id, passphrase_hash=proven)
            services.forget_ended(person_id, before=oldest_day())
            device = services.sign_in(person_id, today())
            until = kept_until(db.session.get_one(Person, person_id))
    except proofs.ProofOutdated:
        return False
    remember_device(person, device)
    words = _("You are signed in. Without another sign-in, the account is kept until %(day)s.", day=format_day(until))
    say("note", words)
    return True


def _device_named(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
