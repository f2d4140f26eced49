"""Errors that readers reported, for the trainers of the course: read them, and say what is done."""

from dataclasses import dataclass
from datetime import date

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms.curriculum import queries as curriculum
from lms.curriculum.queries import Outline
from lms.curriculum.reports import Report, reports, set_done
from lms.db import saving
from lms.db.days import today
from lms.people.access import Permission, may, require
from lms.people.roles import Place
from lms.studio.blueprint import bp
from lms.web.language import current_language
from lms.web.login import acting
from lms.web.messages import say

A_PAGE = 50


@dataclass(frozen=True)
class ReportView:
    id: int
    title: str  #: of the step
    language: str  #: of the title
    url: str | None  #: of the page as it is now; None when the step is gone
    read_in: str  #: the language the reader read in
    words: str
    day: date
    is_old: bool  #: the page was published anew since
    done_on: date | None


@bp.get("/reports")
def list_reports():
    """What waits, or with `?done=1` what is done; a page of 50."""
    courses = _courses()
    done, page = request.args.get("done") == "1", _page_number()
    found = reports(list(courses), done, page, A_PAGE)
    if not found and page != 1:
        abort(404)
    return render_template(
        "lms/studio/reports.html",
        rows=tuple(_view(courses[row.course_id], row) for row in found[:A_PAGE]),
        done=done,
        newer_url=url_for("studio.list_reports", done=int(done), page=page - 1) if page > 1 else None,
        older_url=url_for("studio.list_reports", done=int(done), page=page + 1) if len(found) > A_PAGE else None,
    )


@bp.post("/reports/<int(max=2147483647):report>")
def settle_report(report):
    """The report is done, or open again."""
    courses, done = list(_courses()), request.form.get("done") == "1"
    with saving():
        row = set_done(report, courses, today() if done else None)
        if row is None:
            abort(404)
    say("saved", _("Done. It is still in the list of what is done.") if done else _("It is open again."))
    return redirect(url_for("studio.list_reports", done=0 if done else 1), 303)


def _courses() -> dict[int, Outline]:
    """The courses whose reports this person may read, by id.

    :raises PermissionRefused: when there is none
    """
    who = acting()
    outlines = curriculum.outlines()
    mine = [each for each in outlines if may(who, Permission.COURSE_REPORTS_READ, place=Place(each.course_id))]
    if not mine:
        require(who, Permission.COURSE_REPORTS_READ)
    return {each.course_id: each for each in mine}


def _view(outline: Outline, row: Report) -> ReportView:
    document = curriculum.module_document(row.revision_id)
    shown = current_language() if current_language() in document.texts else document.base
    place = next((each for each in outline.modules if each.key == document.key), None)
    url = None
    if place is not None:
        now = curriculum.module_document(place.revision_id)
        step = next((each for each in now.steps if each.key == row.step), None)
        if step:
            course, module = outline.course_address, place.address
            url = url_for("learn.step", lang=row.language, course=course, module=module, step=step.address)
    return ReportView(
        id=row.id,
        title=document.texts[shown].steps.get(row.step, row.step),
        language=shown,
        url=url,
        read_in=row.language,
        words=row.words,
        day=row.reported_on,
        is_old=place is None or place.revision_id != row.revision_id,
        done_on=row.done_on,
    )


def _page_number() -> int:
    """From 1; 404 for what is no number of a page."""
    asked = request.args.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    return number or abort(404)
