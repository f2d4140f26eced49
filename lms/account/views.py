"""Joining, signing in and out, and the account."""

from flask import abort, make_response, redirect, render_template, request, session, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.account.blueprint import bp
from lms.account.forms import JoinForm
from lms.curriculum import queries as curriculum
from lms.db import db, saving
from lms.db.days import today
from lms.ledger.models import Record
from lms.ledger.queries import newest_records
from lms.ledger.receipts import readable
from lms.ledger.services import receipt_of
from lms.people import secrecy, services
from lms.people.erasing import kept_until
from lms.people.handles import suggested
from lms.web import limits
from lms.web.forms import SignInForm, page_expired, safe_next
from lms.web.gate import begins_itself, keeps_what_was_typed, open_to_all, token_failed
from lms.web.language import configured, current_language, format_day
from lms.web.limits import limiter
from lms.web.login import forget_device, me, my_device, myself, remember_device
from lms.web.messages import say
from lms.web.sealed import seal, unseal
from lms.web.waiting import page_for

WORDS = "recovery words"
RECEIPTS_A_PAGE = 50
DONE_WORDS = {
    "step_done": _l("Lesson done"),
    "check_answered": _l("Check answered"),
    "answer_given": _l("Quiz answer"),
    "attempt_finished": _l("Quiz sent in"),
}


@bp.get("/join")
@open_to_all
def join():
    """A handle and a passphrase; for who has just joined, the recovery words until they are written down."""
    if me() is not None:
        return _words_page() or redirect(_back(), 303)
    return render_template("lms/account/join.html", form=JoinForm(handle=suggested()), next=_next())


@bp.post("/join")
@open_to_all
@begins_itself
@keeps_what_was_typed
@limiter.limit(limits.JOIN, key_func=limits.by_address)
def join_or_confirm():
    """An account, signed in; or, from the page of the words, on to where the person came from."""
    if me() is not None:
        if "written" in request.form and not token_failed():
            session.pop("words", None)
        return redirect(_back(), 303)
    form = JoinForm()
    if token_failed():
        form.trouble.append(page_expired())
    if form.validate() and _joined(form):
        return redirect(url_for("account.join", next=_next()), 303)
    return make_response(render_template("lms/account/join.html", form=form, next=_next()), 422)


@bp.get("/sign-in")
@open_to_all
def sign_in():
    if me() is not None:
        return redirect(_back(), 303)
    return render_template("lms/account/sign_in.html", form=SignInForm(), next=_next(), waiting=None)


@bp.post("/sign-in", endpoint="sign_in_now")
@open_to_all
@begins_itself
@keeps_what_was_typed
@limiter.limit(limits.SIGN_IN_BY_ADDRESS, key_func=limits.by_address)
@limiter.limit(limits.SIGN_IN_BY_HANDLE, key_func=limits.by_handle, deduct_when=lambda reply: reply.status_code == 422)
def sign_in_now():
    """Signed in, and back to where the person came from; what waited is shown to its owner."""
    form, waiting = SignInForm(), request.form.get("waiting")
    if token_failed():
        form.trouble.append(page_expired())
    person = services.proven(form.handle.data, form.passphrase.data) if form.validate() else None
    if person is None:
        if not form.errors and not form.trouble:
            form.trouble.append(_("This handle and this passphrase do not belong together. Look at both once more."))
        page = render_template("lms/account/sign_in.html", form=form, next=_next(), waiting=waiting)
        return make_response(page, 422)
    _sign_in_here(person)
    return (page_for(person, waiting) if waiting else None) or redirect(_back(), 303)


@bp.post("/sign-out")
def sign_out():
    """This device is signed out, and the browser asked to forget what it kept of this site."""
    with saving():
        services.sign_out(myself().id, my_device())
    forget_device()
    response = redirect(url_for("learn.home"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@bp.get("/account")
def overview():
    return render_template("lms/account/overview.html", chosen=myself().language)


@bp.post("/account", endpoint="choose_language")
def choose_language():
    language = request.form.get("language")
    if language not in configured():
        abort(400)
    with saving():
        services.choose_language(myself(), language)
    with force_locale(language):  # the language of the page that says it
        say("saved", _("Saved."))
    return redirect(url_for("account.overview", lang=language), 303)


@bp.get("/account/receipts")
def receipts():
    """What was received from this person, the newest day first."""
    asked = request.args.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    found = newest_records(myself().id, page, RECEIPTS_A_PAGE) if page else ()
    if not found and page != 1:
        abort(404)
    newer = url_for("account.receipts", page=page - 1) if page > 1 else None
    older = url_for("account.receipts", page=page + 1) if len(found) > RECEIPTS_A_PAGE else None
    rows = tuple(_receipt_row(record) for record in found[:RECEIPTS_A_PAGE])
    return render_template("lms/account/receipts.html", rows=rows, newer_url=newer, older_url=older)


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
    session["words"] = seal(WORDS, words)
    return True


def _sign_in_here(person) -> None:
    person_id = person.id
    db.session.rollback()  # what was read to prove the passphrase; writing begins anew
    with saving():
        device = services.sign_in(person_id, today())
        until = kept_until(person)
    remember_device(person, device)
    say(
        "note",
        _("You are signed in. Without another sign-in, the account is kept until %(day)s.", day=format_day(until)),
    )


def _words_page() -> str | None:
    words = unseal(WORDS, session.get("words", ""))
    return render_template("lms/account/words.html", words=words, next=_next()) if words else None


def _receipt_row(record: Record) -> tuple[str, str, str, object]:
    """Code, what it was, where, and the day."""
    module = curriculum.module_document(record.revision_id)
    text = module.texts.get(current_language()) or module.texts[module.base]
    step = text.steps.get(record.step.partition("/")[2], "")
    return readable(receipt_of(record).code), str(DONE_WORDS.get(record.kind, record.kind)), step, record.received_on


def _next() -> str | None:
    return safe_next(request.values.get("next"))


def _back() -> str:
    return _next() or url_for("learn.home")
