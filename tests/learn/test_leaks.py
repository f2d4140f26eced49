"""Rule 8: nothing that comes before the close of an attempt tells which option is right."""

import re
import shutil
from random import Random
from uuid import uuid4

import pytest

import lms
from lms.curriculum import services as curriculum_services
from lms.db import db, migrations, saving
from lms.db.days import today
from lms.learn import quizzes
from lms.people import secrecy, services
from lms.registry import registries
from tests.conftest import PASSPHRASE, TINY, settings_for
from tests.learn.conftest import QUIZ, finish_address, questions_on
from tests.pages import Visitor

OTHER_KEYS = {
    "    right: b\n    section: lighting#what-you-need": "    right: c\n    section: lighting#what-you-need",
    "right: [a, c]": "right: [a, b, d]",
    "right: false": "right: true",
    "right: c\n    points: 2": "right: a\n    points: 2",
    "    right: a\n    section: carrying#hold": "    right: b\n    section: carrying#hold",
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

    def played(name: str, changes: dict[str, str], close: bool = False) -> list[str]:
        folder = tmp_path / name
        shutil.copytree(TINY, folder / "course")
        questions = folder / "course" / "lanterns" / "questions.yaml"
        text = questions.read_text()
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new, 1)
        questions.write_text(text)
        monkeypatch.setattr(quizzes, "chance", Random(5))
        app = lms.create_app(settings_for(folder))
        with app.app_context():
            migrations.upgrade()
            with saving():
                curriculum_services.load(folder / "course", registries(), today())
                passphrase_hash = secrecy.hashed(PASSPHRASE)
                services.join("calm-river-7", passphrase_hash, passphrase_hash, "en", today())
        bodies = _walk(Visitor(app.test_client()), close)
        with app.app_context():
            db.engine.dispose()
        return bodies

    return played


def _walk(visit: Visitor, close: bool) -> list[str]:
    bodies: list[str] = []

    @visit.client.application.after_request
    def _keep(response):
        if response.is_json or response.mimetype == "text/html":
            bodies.append(f"{response.status} {sorted(response.headers.keys())} {response.get_data(as_text=True)}")
        return response

    visit("/en/sign-in").send("sign-in", handle="calm-river-7", passphrase=PASSPHRASE)
    visit("/en/courses/t1").send("enrol")
    page = visit(QUIZ).send("attempts")
    keys = questions_on(page)
    page.send("answers", **{f"q-{keys[0]}": _first(page, keys[0])})
    _tap(visit, page, keys[1])
    page = visit(page.url)
    asked = page.send("answers", to=finish_address(page))
    for address in (QUIZ, "/en/", "/en/courses/t1", "/en/courses/t1/m1", "/en/account/receipts"):
        visit(address)
    if close:
        asked.send("finish")
    return [without_the_random(body) for body in bodies]


def _tap(visit: Visitor, page, key: str) -> None:
    """What the script sends."""
    (form,) = page.tree.xpath("//form[@data-attempt]")
    first = _first(page, key)
    several = page.tree.xpath(f"//input[@name='q-{key}']/@type")[0] == "checkbox"
    record = {
        "id": str(uuid4()),
        "kind": "answer_given",
        "step": form.get("data-step"),
        "revision": int(form.get("data-revision")),
        "attempt": form.get("data-attempt"),
        "seq": int(form.get("data-seq")) + 9,
        "payload": {"question": key, "response": [first] if several else first},
    }
    token = dict(form.form_values())["csrf_token"]
    call = {"enrolment": form.get("data-enrolment"), "records": [record]}
    reply = visit.client.post(form.get("data-records"), json=call, headers={"X-CSRFToken": token})
    assert "receipt" in reply.json["records"][0]


def _first(page, key: str) -> str:
    return page.tree.xpath(f"//input[@name='q-{key}']/@value")[0]


def test_no_response_before_the_close_gives_away_an_answer(play):
    one, other = play("one", {}), play("other", OTHER_KEYS)
    assert len(one) > 8
    assert one == other


def test_the_comparison_would_see_a_leak(play):
    """The result page does tell the answers: with it the two plays differ."""
    assert play("one", {}, close=True) != play("other", OTHER_KEYS, close=True)


def test_a_question_left_open_keeps_its_key_even_in_the_result(learner, begin):
    page = begin(learner)
    result = page.send("answers", to=finish_address(page), anyway="1")
    assert "You left this one open." in result.text
    assert "Feedback on" not in result.text
    assert not result.tree.xpath("//*[contains(@class, 'option') and contains(@class, 'right')]")
