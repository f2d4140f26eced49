"""The six words: they prove who one is when the passphrase is forgotten, and can be replaced."""

from flask import make_response, redirect, render_template, url_for
from flask_babel import gettext as _

from lms.account.blueprint import bp
from lms.account.forms import ProofForm, RecoverForm
from lms.account.returning import asked_for, way_back
from lms.account.six_words import forget_words, keep_until_written, words_page
from lms.db import db, saving
from lms.db.days import today
from lms.people import proofs, secrecy, services
from lms.web import limits
from lms.web.forms import page_expired
from lms.web.gate import (
    begins_itself,
    keeps_what_was_typed,
    open_to_all,
    token_failed,
    where_people_sign_in_with_us,
)
from lms.web.host import entrance, people_of_host
from lms.web.limits import limiter
from lms.web.login import me, my_device, myself, remember_device
from lms.web.messages import say


@bp.get("/recover")
@open_to_all
def recover():
    """Handle, six words and a new passphrase; also for who is signed in and has forgotten the passphrase."""
    if people_of_host():
        return redirect(entrance(asked_for()) if me() is None else way_back(), 303)
    return render_template("lms/account/recover.html", form=RecoverForm(), next=asked_for())


@bp.post("/recover", endpoint="recover_now")
@where_people_sign_in_with_us
@open_to_all
@begins_itself
@keeps_what_was_typed
@limiter.limit(limits.SIGN_IN_BY_ADDRESS, key_func=limits.by_address)
@limiter.limit(limits.SIGN_IN_BY_HANDLE, key_func=limits.by_handle, deduct_when=limits.was_refused)
def recover_now():
    """A new passphrase and new words, only this device signed in; then the words are shown."""
    form = RecoverForm()
    if token_failed():
        form.trouble.append(page_expired())
    if form.validate() and _recovered(form):
        say("saved", _("Your new passphrase is set. All other devices are signed out."))
        return redirect(url_for("account.words", next=way_back()), 303)
    return make_response(render_template("lms/account/recover.html", form=form, next=asked_for()), 422)


@bp.get("/account/words")
@where_people_sign_in_with_us
def words():
    """What waits to be written down; else a way to new words."""
    waiting = words_page(url_for("account.words_written"))
    return waiting or render_template("lms/account/new_words.html", form=ProofForm())


@bp.post("/account/words", endpoint="change_words")
@where_people_sign_in_with_us
@begins_itself
@limiter.shared_limit(limits.PASSPHRASE, "passphrase", key_func=limits.by_person, deduct_when=limits.was_refused)
def change_words():
    """New recovery words; those on the old paper are worth nothing."""
    form = ProofForm()
    if form.validate() and _words_changed(form):
        return redirect(url_for("account.words", next=url_for("account.overview")), 303)
    return make_response(render_template("lms/account/new_words.html", form=form), 422)


@bp.post("/account/words/written", endpoint="words_written")
@where_people_sign_in_with_us
def words_written():
    forget_words()
    return redirect(way_back(), 303)


def _recovered(form: RecoverForm) -> bool:
    """Whether the words proved the person; if not, the form says the same whatever the reason."""
    person = proofs.proven_by_words(form.handle.data, form.six_words())
    if person is None:
        return _not_together(form)
    new_words = secrecy.new_recovery_words()
    hashes = secrecy.hashed(form.passphrase.data), secrecy.hashed(" ".join(new_words))
    person_id, proven = person.id, person.recovery_hash
    visit = me()
    before = (visit.id, my_device()) if visit else None
    db.session.rollback()  # what was read to prove the words; writing begins anew
    try:
        with saving():
            proofs.recover(person_id, proven, *hashes)
            if before:  # who was signed in here may be somebody else
                services.sign_out(*before)
            device = services.sign_in(person_id, today())
    except proofs.ProofOutdated:
        return _not_together(form)
    remember_device(person, device)
    keep_until_written(person, new_words)
    return True


def _not_together(form: RecoverForm) -> bool:
    form.trouble.append(_("This handle and these words do not belong together. Look at both once more."))
    return False


def _words_changed(form: ProofForm) -> bool:
    person = myself()
    if not form.proves(person):
        return False
    new_words = secrecy.new_recovery_words()
    recovery_hash = secrecy.hashed(" ".join(new_words))
    person_id, proven, replaced = person.id, person.passphrase_hash, person.recovery_hash
    db.session.rollback()  # what was read to prove the passphrase; writing begins anew
    try:
        with saving():
            proofs.change_words(person, person_id, proven, replaced, recovery_hash)
    except proofs.ProofOutdated:
        form.say_outdated()
        return False
    keep_until_written(person, new_words)
    return True
