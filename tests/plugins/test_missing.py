"""A plug-in that is not there any more is said aloud to learners and to staff; two of one name are refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select

import lms
from lms.assessment.models import Attempt
from lms.cli import main
from lms.db import db
from lms.doctor import courses, looking
from lms.ledger.models import Record
from tests import databases
from tests.conftest import PASSPHRASE
from tests.pages import Page, Visitor
from tests.plugins.conftest import visitor
from tests.plugins.installing import WINDS

MODULE = "/en/courses/w9/m1"
MISSING = "Something is missing here"


@pytest.fixture
def learner(with_scales) -> Visitor:
    """Takes the course, has answered a check, has one attempt sent in and another open."""
    visit = visitor(with_scales)
    visit("/en/join").send("/join", handle="calm-river-7", passphrase=PASSPHRASE).send("/join")
    visit("/en/courses/w9").send("/enrol")
    lesson = visit(f"{MODULE}/s1")
    lesson.send("/checks", **{"q-c-breeze": "breeze"})
    lesson.send("/done")
    attempt = begun(visit)
    to_finish = attempt.form("/answers").action.replace("/answers", "/finish")
    attempt.send("/answers", to=to_finish, **{"q-q-string": "long", "q-q-rain": "false"})
    return visit


@pytest.fixture
def attempt(learner) -> Page:
    """Open, with one answer kept."""
    page = begun(learner)
    return page.send("/answers", **{"q-q-string": "middle"})


@pytest.fixture
def again(taken_away, learner) -> Visitor:
    """The same browser, at the site without the package."""
    return visitor_like(learner, taken_away)


def begun(visit: Visitor) -> Page:
    return visit(f"{MODULE}/s2").send("/attempts")


def visitor_like(before: Visitor, app: Flask) -> Visitor:
    now = visitor(app)
    now.client.set_cookie("notebook", before.client.get_cookie("notebook").value)
    return now


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table))


def test_a_learner_is_told_and_never_given_half_a_lesson_or_half_a_quiz(attempt, learner, taken_away):
    visit = visitor_like(learner, taken_away)
    for address in (f"{MODULE}/s1", attempt.url):
        page = visit(address, status=500)
        assert page.heading == MISSING
        assert "Nothing is lost." in page.text
        assert not page.tree.xpath("//fieldset | //article")
    before = count(taken_away, Record)
    token = visit("/en/account").tree.xpath("string(//input[@name='csrf_token']/@value)")
    fields = {**dict(attempt.form("/answers").form_values()), "csrf_token": token, "q-q-rain": "true"}
    assert visit.post(f"{attempt.url}/answers", fields).heading == MISSING
    assert visit.post(f"{attempt.url}/finish", {**fields, "anyway": "yes"}).heading == MISSING
    assert count(taken_away, Record) == before


def test_no_quiz_begins_from_whose_bank_a_type_is_missing(again, taken_away):
    """Not even when today's draw would do without it."""
    attempts = count(taken_away, Attempt)
    for _ in range(5):  # one of four questions is drawn, and one of the four is of that type
        assert again(f"{MODULE}/s3").send("/attempts").heading == MISSING
    assert count(taken_away, Attempt) == attempts


def test_what_does_not_need_it_goes_on(again, taken_away):
    for address in ("/en/", "/en/courses/w9", MODULE, f"{MODULE}/s2", "/en/courses/t1/m1/s1", "/en/account/receipts"):
        assert again(address).heading
    assert "complete" in again("/en/courses/w9/why").text.lower()


def test_the_copy_of_my_data_comes_all_the_same_and_erasing_too(again, taken_away):
    form = again("/en/account/export").form("/export")
    reply = again.client.post(form.action, data=dict(form.form_values()))
    assert (reply.status_code, reply.mimetype) == (200, "application/zip")
    page = again("/en/account/erase").send("/erase", passphrase=PASSPHRASE, understood="y")
    assert page.heading == "Your account is erased"
    assert count(taken_away, Record) == 0


def test_back_again_everything_is_as_it_was(attempt, learner, taken_away, installed, settings, monkeypatch):
    monkeypatch.syspath_prepend(str(installed))
    page = visitor_like(learner, lms.create_app(settings))(attempt.url)
    assert page.tree.xpath("//input[@name='q-q-string' and @checked]/@value") == ["middle"]


@pytest.fixture
def lms_says(settings, monkeypatch) -> Callable[..., Result]:
    """What `lms …` says, with the packages of a folder installed or without."""

    def run(*words: str, path: Path | None = None) -> Result:
        with monkeypatch.context() as for_now:
            for name, value in databases.environment_of(settings.data_dir).items():
                for_now.setenv(name, value)
            if path:
                for_now.syspath_prepend(str(path))
            return CliRunner().invoke(main, words)

    return run


def test_staff_are_told_by_doctor(with_scales, taken_away, settings):
    looks = (courses.question_types, courses.blocks)
    assert set(looks) < {look for together in looking.INSIDE for look in together}
    with taken_away.app_context():
        found = [finding for look in looks for finding in look(settings)]
    assert all(finding.stops and finding.mend for finding in found)
    assert [finding.what for finding in found] == [
        "The question type “scale” is not installed; kites cannot be taken without it.",
        "The block “saying” is not installed; kites cannot be read without it.",
    ]
    with with_scales.app_context():
        assert [finding for look in looks for finding in look(settings)] == []


def test_staff_are_told_by_check(taken_away, lms_says, installed):
    ran = lms_says("courses", "check", str(WINDS))
    assert ran.exit_code == 1
    assert "“scale”" in ran.stdout
    assert "There is no block “saying”" in ran.stdout
    assert lms_says("courses", "check", str(WINDS), path=installed).stdout == "No faults.\n"


def package(folder: Path, name: str, code: str) -> Path:
    """Another package with an entry point, as pip would leave it in the folder."""
    (folder / f"{name}.py").write_text(code)
    about = folder / f"{name}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[lms.plugins]\n{name} = {name}:plug_in\n")
    return folder


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("def plug_in(registries):\n    registries.question_types.add('numeric', object())",
         "Two plug-ins bring the question type “numeric”: uninstall one of them. The second is of the package again."),
        ("import no_such_module",
         "The plug-in of the package again cannot be loaded (ModuleNotFoundError: No module named 'no_such_module'): "
         "install a version of it that fits, or uninstall it."),
    ],
    ids=["doubled", "broken"],
)  # fmt: skip
def test_the_app_refuses_to_start_with_two_of_one_name_or_a_broken_one(lms_says, tmp_path, code, told):
    path = package(tmp_path, f"again_{len(code)}", code)
    told = told.replace("again", f"again_{len(code)}")
    for words in (("serve", "--port", "1"), ("courses", "check", str(WINDS)), ("courses", "list")):
        ran = lms_says(*words, path=path)
        assert (ran.exit_code, ran.stderr.strip()) == (1, told), words
    ran = lms_says("doctor", path=path)
    assert ran.exit_code == 1
    assert told in ran.stdout
