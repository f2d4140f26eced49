"""Receipts: what was received from a person, and the search by code."""

from dataclasses import dataclass
from datetime import date

from flask import abort, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from lms.account.blueprint import bp
from lms.curriculum import queries as curriculum
from lms.ledger.kinds import COUNTED, LATE, WAITING
from lms.ledger.models import Record
from lms.ledger.queries import newest_records, record_with_code
from lms.ledger.receipts import CODE_LENGTH, readable, typed
from lms.ledger.services import is_as_it_came, receipt_of
from lms.web.forms import Form
from lms.web.language import current_language
from lms.web.login import myself

RECEIPTS_A_PAGE = 50
LONGEST_TYPED = 40  #: letters of what is typed that are looked at
DONE_WORDS = {
    "step_done": _l("Lesson done"),
    "check_answered": _l("Check answered"),
    "answer_given": _l("Quiz answer"),
    "attempt_finished": _l("Quiz sent in"),
    "reflection_kept": _l("A text of your own"),
}
OUTCOME_WORDS = {
    COUNTED: _l("It was received and took effect."),
    WAITING: _l("It was received, and waited for answers that were still on their way."),
    LATE: _l("It was received after the quiz had been sent in: it is kept, and changes nothing."),
}


class CodeForm(Form):
    code = StringField(_l("Code of a receipt"))


@dataclass(frozen=True)
class ReceiptView:
    code: str
    what: str
    where: str  #: title of the step
    day: date


@dataclass(frozen=True)
class FoundView:
    """What a code proves."""

    receipt: ReceiptView
    outcome: str
    is_unchanged: bool


@bp.get("/account/receipts")
def receipts():
    """What was received from this person, the newest day first; or what a code proves."""
    asked = request.args.get("code", "").strip()[:LONGEST_TYPED]
    form = CodeForm(code=asked)
    if asked:
        code = typed(asked)
        record = record_with_code(myself().id, code) if len(code) == CODE_LENGTH else None
        found = _found(record) if record else None
        return render_template("lms/account/receipts.html", form=form, asked=asked, found=found, rows=())
    page = _page_number()
    rows = newest_records(myself().id, page, RECEIPTS_A_PAGE) if page else ()
    if not rows and page != 1:
        abort(404)
    return render_template(
        "lms/account/receipts.html",
        form=form,
        asked="",
        rows=tuple(_view(record) for record in rows[:RECEIPTS_A_PAGE]),
        newer_url=url_for("account.receipts", page=page - 1) if page > 1 else None,
        older_url=url_for("account.receipts", page=page + 1) if len(rows) > RECEIPTS_A_PAGE else None,
    )


def _page_number() -> int:
    """From 1; 0 for what is no number of a page."""
    asked = request.args.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0


def _found(record: Record) -> FoundView:
    return FoundView(_view(record), str(OUTCOME_WORDS.get(record.outcome, record.outcome)), is_as_it_came(record))


def _view(record: Record) -> ReceiptView:
    module = curriculum.module_document(record.revision_id)
    text = module.texts.get(current_language()) or module.texts[module.base]
    return ReceiptView(
        code=readable(receipt_of(record).code),
        what=str(DONE_WORDS.get(record.kind, record.kind)),
        where=text.steps.get(record.step.partition("/")[2], ""),
        day=record.received_on,
    )
