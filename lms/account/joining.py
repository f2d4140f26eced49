"""Joining: a handle and a passphrase, then the recovery words; for whom a host knows, one button."""

import secrets

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms.account.blueprint import bp
from lms.account.forms import JoinForm
from lms.account.returning import asked_for, way_back
from lms.account.six_words import forget_words, keep_until_written, words_page
from lms.db import db, saving
from lms.db.days import today
from lms.people import host_people, secrecy, services
from lms.people.handles import suggested
from lms.web import limits
from lms.web.forms import page_expired
from lms.web.gate import begins_itself, keeps_what_was_typed, open_to_all, token_failed
from lms.web.host import entrance, host_person, people_of_host
from lms.web.language import current_language
from lms.web.limits import limiter
from lms.web.login import me, remember_device


@bp.get("/join")
@open_to_all
def join():
    """A handle and a passphrase; for who has just joined, the recovery words until they are written down."""
    if me() is not None:
        return words_page(url_for("account.join")) or redirect(way_back(), 303)
    if people_of_host():
        return _start_page() if host_person() else redirect(entrance(asked_for()), 303)
    return render_template("lms/account/join.html", form=JoinForm(handle=suggested()), next=asked_for())


@bp.post("/join")
@open_to_all
@begins_itself
@keeps_what_was_typed
@limiter.limit(limits.JOIN, key_func=limits.by_address)
def join_or_confirm():
    """An account, signed in; or, from the page of the words, on to where the person came from."""
    if me() is not None:
        if "written" in request.form and not token_failed():
            forget_words()
        return redirect(way_back(), 303)
    if people_of_host():
        return _start()
    form = JoinForm()
    if token_failed():
        form.trouble.append(page_expired())
    if form.validate() and _joined(form):
        return redirect(url_for("account.join", next=asked_for()), 303)
    return make_response(render_template("lms/account/join.html", form=form, next=asked_for()), 422)


def _joined(form: JoinForm) -> bool:
    """Whether there is a new account now; if not, the form says why."""
    words = secrecy.new_recovery_words()
    hashes = secrecy.hashed(form.passphrase.data), secrecy.hashed(" ".join(words))
    try:
        with saving():
            person = services.join(form.handle.data, *hashes, current_language(), today())
            device = services.sign_in(person.id, today())
    except services.HandleTaken:
        form.handle.errors = [_("Somebody has this handle. Choose another, or sign in if it is yours.")]
        return False
    remember_device(person, device)
    keep_until_written(person, words)
    return True


def _start() -> Response:
    """Who is signed in to the site around ours has an account here, and goes back to where they came from."""
    host_id = host_person()
    if host_id is None:
        return redirect(entrance(asked_for()), 303)  # type: ignore[return-value]
    if token_failed():
        return make_response(_start_page(page_expired()), 422)
    unknown = secrecy.hashed(secrets.token_urlsafe())  # nobody knows what it is the hash of
    db.session.rollback()  # what was read to know who it is; writing begins anew
    with saving():
        host_people.start(host_id, unknown, current_language(), today())
    return redirect(way_back(), 303)  # type: ignore[return-value]


def _start_page(trouble: str = "") -> str:
    return render_template("lms/account/start.html", next=asked_for(), trouble=trouble)
