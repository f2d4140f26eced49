"""Receipts: what was received from a person."""

from flask import abort, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from lms.account.blueprint import bp
from lms.curriculum import queries as curriculum
from lms.ledger.models import Record
from lms.ledger.queries import newest_records
from lms.ledger.receipts import readable
from lms.ledger.services import receipt_of
from lms.web.language import current_language
from lms.web.login import myself

RECEIPTS_A_PAGE = 50
DONE_WORDS = {
    "step_done": _l("Lesson done"),
    "check_answered": _l("Check answered"),
    "answer_given": _l("Quiz answer"),
    "attempt_finished": _l("Quiz sent in"),
}


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


def _receipt_row(record: Record) -> tuple[str, str, str, object]:
    """Code, what it was, where, and the day."""
    module = curriculum.module_document(record.revision_id)
    text = module.texts.get(current_language()) or module.texts[module.base]
    step = text.steps.get(record.step.partition("/")[2], "")
    return readable(receipt_of(record).code), str(DONE_WORDS.get(record.kind, record.kind)), step, record.received_on
