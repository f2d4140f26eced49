"""Rule 8: nothing that comes before the close of an attempt tells which option is right."""

import re
import shutil
from random import Random
from uuid import uuid4

import pytest

import lms
from lms.assessment.draws import type_of
from lms.curriculum import services as curriculum_services
from lms.curriculum.queries import module_document
from lms.db import db, migrations, saving
from lms.db.days import today
from lms.learn import quizzes
from lms.people import secrecy, services
from lms.registry import registries
from tests import databases
from tests.conftest import PASSPHRASE, TINY, settings_for
from tests.learn.conftest import QUIZ, WORKSHOP, finish_address, questions_on
from tests.pages import Visitor

OTHER_KEYS = {
    "    right: b\n    section: lighting#what-you-need": "    right: c\n    section: lighting#what-you-need",
    "right: [a, c]": "right: [a, b, d]",
    "right: false": "right: true",
    "right: c\n    points: 2": "right: a\n    points: 2",
    "    right: a\n    section: carrying#hold": "    right: b\n    section: carrying#hold",
    "[holds, burns, shields, sings]": "[sings, shields, burns, holds]",
    "{glass: shields, wick: burns, ring: holds}": "{ring: sings, wick: shields, glass: holds}",
    "[lift, light, lower]": "[lower, lift, light]",
    "right: 12.5\n    tolerance: 0.5": "right: 1250\n    tolerance: 3",
    "{en: [the ring, ring], ar: [الحلقة, بالحلقة]}": "{en: [sings], ar: [اليد]}",
}
#: an answer to each question that is not chosen from inputs: partly filled, doubled, ambiguous, another word
SOME = {
    "q-parts": ["glass:shields", "", ""],
    "q-steps": ["lift:1", "light:1", ""],
    "q-share": ["1,250"],
    "q-holder": ["Sings"],
}
#: ids, tokens and the codes made from them: random, so different even between two equal attempts
RANDOM = (
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    r'(?<=name="csrf_token" value=")[^"]+',
    r'(?<=name="form" value=")[0-9a-f]{16}',
    r"(?<=<code>)[0-9A-Z]{4}-[0-9A-Z]{4}",
    r'(?<=":")[0-9A-Z]{8}(?=")',
)


def without_the_random(body: str) -> str:
    for pattern in RANDOM:
        body = re.sub(pattern, "…", body)
    return body


@pytest.fixture
def play(tmp_path, monkeypatch):
    """Every response before the close of an attempt, over a course with these keys."""

    def played(name: str, changes: dict[str, str], close: bool = False, quiz: str = QUIZ) -> list[str]:
        folder = tmp_path / name
        shutil.copytree(TINY, folder / "course")
        questions = folder / "course" / "lanterns" / "questions.yaml"
        text = questions.read_text()
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new, 1)
        questions.write_text(text)
        monkeypatch.setattr(quizzes, "chance", Random(5))
        databases.make(folder)
        app = lms.create_app(settings_for(folder))
        with app.app_context():
            migrations.upgrade()
            with saving():
                curriculum_services.load(folder / "course", registries(), today())
                passphrase_hash = secrecy.hashed(PASSPHRASE)
                services.join("calm-river-7", passphrase_hash, passphrase_hash, "en", today())
        bodies = _walk(Visitor(app.test_client()), close, quiz)
        with app.app_context():
            db.engine.dispose()
        return bodies

    return played


def _walk(visit: Visitor, close: bool, quiz: str) -> list[str]:
    bodies: list[str] = []

    @visit.client.application.after_request
    def _keep(response):
        if response.is_json or response.mimetype == "text/html":
            bodies.append(f"{response.status} {sorted(response.headers.keys())} {response.get_data(as_text=True)}")
        return response

    visit("/en/sign-in").send("sign-in", handle="calm-river-7", passphrase=PASSPHRASE)
    visit("/en/courses/t1").send("enrol")
    page = visit(quiz).send("attempts")
    keys = questions_on(page)
    page.send("answers", **{f"q-{keys[0]}": _first(page, keys[0])})
    for number, key in enumerate(keys[1 : len(keys) if quiz == WORKSHOP else 2]):
        _tap(visit, page, key, number)
    page = visit(page.url)
    asked = page.send("answers", to=finish_address(page))
    for address in (quiz, "/en/", "/en/courses/t1", "/en/courses/t1/m1", "/en/account/receipts"):
        visit(address)
    if close:
        asked.send("finish")
    return [without_the_random(body) for body in bodies]


def _tap(visit: Visitor, page, key: str, number: int) -> None:
    """What the script sends."""
    (form,) = page.tree.xpath("//form[@data-attempt]")
    values = _first(page, key)
    with visit.client.application.app_context():
        question = module_document(int(form.get("data-revision"))).questions[key]
        response = type_of(question).read(question, values if isinstance(values, list) else [values])
    record = {
        "id": str(uuid4()),
        "kind": "answer_given",
        "step": form.get("data-step"),
        "revision": int(form.get("data-revision")),
        "attempt": form.get("data-attempt"),
        "seq": int(form.get("data-seq")) + 9 + number,
        "payload": {"question": key, "response": response},
    }
    token = dict(form.form_values())["csrf_token"]
    call = {"enrolment": form.get("data-enrolment"), "records": [record]}
    reply = visit.client.post(form.get("data-records"), json=call, headers={"X-CSRFToken": token})
    assert "receipt" in reply.json["records"][0]


def _first(page, key: str) -> str | list[str]:
    return SOME[key] if key in SOME else page.tree.xpath(f"//input[@name='q-{key}']/@value")[0]


@pytest.mark.parametrize("quiz", [QUIZ, WORKSHOP])
def test_no_response_before_the_close_gives_away_an_answer(play, quiz):
    one, other = play("one", {}, quiz=quiz), play("other", OTHER_KEYS, quiz=quiz)
    assert len(one) > 8
    assert one == other


@pytest.mark.parametrize("quiz", [QUIZ, WORKSHOP])
def test_the_comparison_would_see_a_leak(play, quiz):
    """The result page does tell the answers: with it the two plays differ."""
    assert play("one", {}, True, quiz) != play("other", OTHER_KEYS, True, quiz)


@pytest.mark.parametrize("quiz", [QUIZ, WORKSHOP])
def test_a_question_left_open_keeps_its_key_even_in_the_result(learner, begin, quiz):
    page = begin(learner, quiz)
    result = page.send("answers", to=finish_address(page), anyway="1")
    assert "You left this one open." in result.text
    assert "Feedback on" not in result.text
    assert not result.tree.xpath("//*[contains(@class, 'option') and contains(@class, 'right')]")
