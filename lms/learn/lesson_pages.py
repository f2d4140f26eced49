"""The page of a lesson, drawn for one reader, or kept for all who see the same."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from flask import render_template, request

from lms.learn.loaders import StepPlace, urls_in
from lms.learn.questions import CheckView, Wording, check_view
from lms.learn.reflections import ReflectionView, reflection_view
from lms.learn.route import ModuleView, StepView, module_view
from lms.progress.reflections import REFLECTION
from lms.web.drawing import DrawnLesson, draw
from lms.web.host import is_framed
from lms.web.kept_pages import TOKEN, hole, page_for_all
from lms.web.language import current_language
from lms.web.login import actor
from lms.web.messages import something_to_say
from lms.web.templating import form_token, ways_in

ENROLMENT = "enrolment"
KNOWN_PARTS = {None, "check", REFLECTION}  #: parts of a lesson whose templates say nothing of who reads


def lesson_page(here: StepPlace) -> str:
    """The lesson with what its reader answered so far."""
    standing = here.standing
    own = standing.checks or standing.texts or something_to_say() or is_framed()  # a host's layout is for its reader
    if own or not {part.kind for part in drawn(here).parts} <= KNOWN_PARTS:
        return drawn_page(here, standing.checks)
    place = cast(UUID, hole(ENROLMENT))  # templates only write it down
    of_anyone = replace(standing, enrolment=standing.enrolment and place)
    return page_for_all(
        _all_it_depends_on(here),
        lambda: drawn_page(replace(here, standing=of_anyone), {}),
        {TOKEN: form_token(), ENROLMENT: str(standing.enrolment)},
    )


def drawn_page(
    here: StepPlace,
    answers: Mapping[str, Any],
    just_answered: str = "",
    receipt: str = "",
    reflection: ReflectionView | None = None,
) -> str:
    """The lesson for its reader alone.

    :param answers: question key of a check → response
    :param just_answered: the check this request answered, with the code of its receipt
    :param reflection: the one this request could not keep, as it was typed
    """
    lesson = drawn(here)
    keys = [part.key for part in lesson.parts if part.kind == "check" and part.key]
    places = [part.key for part in lesson.parts if part.kind == REFLECTION and part.key]
    reflections = {key: reflection_view(here, key) for key in places}
    if reflection:
        reflections[reflection.key] = reflection
    module, this, previous, following = around(here)
    return render_template(
        "lms/learn/lesson.html",
        module=module,
        step=this,
        lesson=lesson,
        previous=previous,
        next=following,
        checks={key: one_check(here, key, answers.get(key), just_answered, receipt) for key in keys},
        reflections=reflections,
        enrolment=here.standing.enrolment,
        number=[each.key for each in module.steps if each.kind == "lesson"].index(this.key) + 1,
    )


def one_check(here: StepPlace, key: str, response: Any, just_answered: str, receipt: str) -> CheckView:
    wording = Wording(
        here.outline, here.course, here.module, here.place.address, here.place.revision_id, current_language()
    )
    view = check_view(wording, key, here.step.address, response, here.standing.enrolment)
    if key != just_answered:
        return view
    return replace(view, missing=not view.answered, receipt=receipt)


def around(here: StepPlace) -> tuple[ModuleView, StepView, StepView | None, StepView | None]:
    """The module, this step, and the ones before and after it in the module."""
    module = module_view(here.outline, here.place, here.standing.done, current_language())
    at = [each.key for each in module.steps].index(here.step.key)
    before = module.steps[at - 1] if at else None
    after = module.steps[at + 1] if at + 1 < len(module.steps) else None
    return module, module.steps[at], before, after


def drawn(here: StepPlace) -> DrawnLesson:
    urls = urls_in(here.outline, here.module, here.place.address)
    return draw(here.place.revision_id, here.step.key, current_language(), here.course, urls)


def _all_it_depends_on(here: StepPlace) -> tuple:
    """Days of other steps are not among it: the page shows which steps are done, and the day of this one alone."""
    who, done = actor(), here.standing.done
    return (
        request.script_root,
        request.path,
        ways_in(),
        here.outline.revision_id,
        here.place.revision_id,
        who is not None and who.roles,
        here.standing.enrolment is not None,
        frozenset(name for name in done if name.partition("/")[0] == here.module.key),
        done.get(here.name),
    )
