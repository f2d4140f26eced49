"""Keeping what was written in a reflection, and taking it away again."""

from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms.db import saving
from lms.db.days import today
from lms.learn.blueprint import bp
from lms.learn.lesson_pages import drawn_page
from lms.learn.lessons import lesson_of, not_mine
from lms.learn.loaders import StepPlace, number_or_400
from lms.learn.reflections import reflection_view
from lms.ledger.queries import enrolment_in
from lms.ledger.receipts import readable
from lms.ledger.services import receipt_of
from lms.people.models import Person
from lms.progress.reflections import LONGEST, keep_text
from lms.registry import Registries
from lms.web.gate import keeps_what_was_typed, token_failed
from lms.web.login import me, myself
from lms.web.messages import say
from lms.web.waiting import sign_in_first

PAGE = "reflection"
FIELDS = ("enrolment", "revision", "block", "text")


def plug_in(registries: Registries) -> None:
    registries.waiting_pages.add(PAGE, page_for)


@bp.post("/courses/<course>/<module>/<step>/reflections")
@keeps_what_was_typed
def keep_reflection(course, module, step):
    """The text is kept, or taken away; when it cannot be, it is still on the page."""
    kept = {name: request.form.get(name, "") for name in FIELDS}
    address = {"course": course, "module": module, "step": step}
    if me() is None:
        return sign_in_first(PAGE, {**kept, **address}, url_for("learn.step", **address))
    here = lesson_of(course, module, step)
    if (stranger := not_mine(here)) is not None:
        return stranger
    if token_failed():
        return _waiting(here, kept)
    return _keep(here, kept, "forget" in request.form)


def _keep(here: StepPlace, kept: dict[str, str], forget: bool) -> Any:
    enrolment = enrolment_in(myself().id, here.outline.course_id) or abort(404)
    block, text = kept["block"], "" if forget else kept["text"].replace("\r\n", "\n").strip()
    if error := _trouble(text, forget):
        view = reflection_view(here, block, typed=kept["text"], error=error)
        return make_response(drawn_page(here, here.standing.checks, reflection=view), 422)
    with saving():
        record = keep_text(myself(), enrolment, here.name, block, text, number_or_400(kept["revision"]), today())
        receipt = readable(receipt_of(record).code) if record else ""
    if forget:
        say("saved", _("It is no longer kept here."))
    else:
        say("saved", _("Kept for you. Receipt: %(code)s", code=receipt) if receipt else _("This is kept already."))
    return redirect(_place(here, block), 303)


def _trouble(text: str, forget: bool) -> str:
    if forget or (text and len(text) <= LONGEST):
        return ""
    if not text:
        return _("Write something first, or use “Delete it from here”.")
    return _("This is longer than %(most)s letters. It is not kept yet: make it shorter.", most=LONGEST)


def page_for(person: Person, kept: dict[str, Any]) -> Response | None:
    """The text that waited, shown to its owner."""
    here = lesson_of(kept["course"], kept["module"], kept["step"])
    if str(here.standing.enrolment) != kept["enrolment"]:
        return None
    return _waiting(here, kept)


def _waiting(here: StepPlace, kept: dict[str, Any]) -> Response:
    page = render_template(
        "lms/account/waiting.html",
        rows=((_("For yourself"), (kept["text"],)),),
        hidden=[(name, kept[name]) for name in FIELDS],
        action=reflection_view(here, kept["block"]).action,
        back=_place(here, kept["block"]),
    )
    return make_response(page)


def _place(here: StepPlace, block: str) -> str:
    course, module, step = here.outline.course_address, here.place.address, here.step.address
    return url_for("learn.step", course=course, module=module, step=step, _anchor=block)
