"""Joining: a handle and a passphrase, then the recovery words."""

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms.account.blueprint import bp
from lms.account.forms import JoinForm
from lms.account.returning import asked_for, way_back
from lms.account.six_words import forget_words, keep_until_written, words_page
from lms.db import saving
from lms.db.days import today
from lms.people import secrecy, services
from lms.people.handles import suggested
from lms.web import limits
from lms.web.forms import page_expired
from lms.web.gate import begins_itself, keeps_what_was_typed, open_to_all, token_failed
from lms.web.language import current_language
from lms.web.limits import limiter
from lms.web.login import me, remember_device


@bp.get("/join")
@open_to_all
def join():
    """A handle and a passphrase; for who has just joined, the recovery words until they are written down."""
    if me() is not None:
        return words_page(url_for("account.join")) or redirect(way_back(), 303)
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
