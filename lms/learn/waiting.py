"""Rule 6: answers of a session that ended wait with the sign-in form; only their owner can then save them."""

import secrets
from typing import Any
from uuid import UUID

from flask import Response, make_response, redirect, render_template, request, url_for

from lms.assessment.draws import type_of
from lms.assessment.queries import my_attempt
from lms.curriculum.document import ModuleDocument
from lms.learn.papers import Paper, paper_of
from lms.people.models import Person
from lms.registry import Registries
from lms.web.waiting import sign_in_first

PAGE = "attempt"


def plug_in(registries: Registries) -> None:
    registries.waiting_pages.add(PAGE, page_for)


def let_wait(attempt: UUID) -> Response:
    """The answers of this request wait with the sign-in form."""
    back = url_for("learn.attempt", attempt=attempt)
    return sign_in_first(PAGE, {"attempt": str(attempt), "fields": sent_fields()}, back)


def page_for(person: Person, kept: dict[str, Any]) -> Response | None:
    """The answers that waited, to be looked at and saved; None when the attempt is not this person's."""
    found = my_attempt(person.id, UUID(kept["attempt"]))
    if found is None or kept["fields"].get("enrolment") != [str(found[1].id)]:
        return None
    return waiting_page(paper_of(*found), kept["fields"])


def waiting_page(paper: Paper, fields: dict[str, list[str]]) -> Response:
    """The answers that wait, and one button that saves them."""
    rows = _rows(paper, fields)
    if not rows:
        return redirect(url_for("learn.attempt", attempt=paper.attempt.id), 303)  # type: ignore[return-value]
    hidden = [(name, value) for name, values in fields.items() for value in values]
    page = render_template(
        "lms/account/waiting.html",
        rows=rows,
        hidden=[*hidden, ("form", secrets.token_hex(8))],
        action=url_for("learn.save_answers", attempt=paper.attempt.id),
        back=url_for("learn.attempt", attempt=paper.attempt.id),
    )
    return make_response(page)


def sent_fields() -> dict[str, list[str]]:
    """What this request sent, without what must be made anew."""
    return {name: values for name, values in request.form.lists() if _is_ours(name)}


def _is_ours(name: str) -> bool:
    return name.startswith("q-") or name in ("enrolment", "seen")


def _rows(paper: Paper, fields: dict[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The prompt and the chosen words of each answer that differs from the one that stands."""
    module, answers = paper.wording.module, paper.answers
    rows = []
    for key in paper.attempt.questions:
        response = _response(module, key, fields.get(f"q-{key}", []))
        stands = answers[key].payload["response"] if key in answers else None
        if response is not None and response != stands:
            question = module.questions[key]
            text = paper.wording.text(question)[0]
            rows.append((text.prompt, type_of(question).said(question, text, response)))
    return tuple(rows)


def _response(module: ModuleDocument, key: str, values: list[str]) -> Any:
    try:
        return type_of(module.questions[key]).read(module.questions[key], values)
    except ValueError:
        return None
