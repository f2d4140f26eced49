"""The example package: installed by pip, it brings a type of question and a block, with pages and words of its own."""

import shutil
from importlib import import_module

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

import lms
from lms.curriculum import files
from lms.curriculum.document import Question, QuestionText
from lms.registry import filled
from lms.testing import check_question_type
from tests.conftest import PASSPHRASE
from tests.pages import Visitor
from tests.plugins.conftest import visitor
from tests.plugins.installing import WINDS

LESSON, QUIZ = "/en/courses/w9/m1/s1", "/en/courses/w9/m1/s2"


@pytest.fixture
def learner(with_scales) -> Visitor:
    """Takes the course."""
    visit = visitor(with_scales)
    visit("/en/join").send("/join", handle="calm-river-7", passphrase=PASSPHRASE).send("/join")
    visit("/en/courses/w9").send("/enrol")
    return visit


def scale(right: str) -> Question:
    given = {"key": "q-one", "type": "scale", "use": "a-quiz", "outcome": "an-outcome", "source": "A law"}
    return Question(**given, detail={"steps": ["low", "middle", "high"], "right": right})


def test_the_type_keeps_the_contract(with_scales):
    kind = with_scales.extensions["lms"].registries.question_types.get("scale")
    words = {key: f"The words for {key}" for key in ("low", "middle", "high")}
    why = {key: f"The feedback on {key}" for key in words}
    text = QuestionText(prompt="How far?", after="So far.", parts={"steps": words, "feedback": why})
    with with_scales.app_context():
        check_question_type(kind, scale("low"), text, [["low"], ["middle"], ["high"], []], [scale("high")])
    assert [kind.points(scale("low"), step) for step in words] == [2, 1, 0]


def test_the_block_is_drawn_in_the_lesson_in_each_language_of_its_catalogue(with_scales):
    visit = visitor(with_scales)
    block = visit(LESSON).tree.xpath("//aside[@id='any-day']")[0]
    assert " ".join(block.text_content().split()) == "People say Any day is a day for kites."
    assert "Choose a step of the scale." in visit(LESSON).text
    assert "اختر درجة من السلّم." in visit("/ar/courses/w9/m1/s1").text


def test_a_plug_in_changes_no_word_and_no_page_of_ours(on_the_path, settings, tmp_path, monkeypatch):
    """Also when it brings what is named like ours."""
    folder = tmp_path / "greedy"
    (folder / "templates" / "lms").mkdir(parents=True)
    (folder / "templates" / "lms" / "error.html").write_text("mine")
    catalogue = folder / "translations" / "fr" / "LC_MESSAGES"
    catalogue.mkdir(parents=True)
    words = Catalog(locale="fr")
    words.add("There is no such page", "mine")
    with (catalogue / "messages.mo").open("wb") as file:
        write_mo(file, words)
    plug_in = import_module("lms_scales")
    monkeypatch.setattr(plug_in, "plug_in", lambda registries: registries.folders.add("greedy", folder))
    assert visitor(lms.create_app(settings))("/fr/nowhere", status=404).heading == "Cette page n’existe pas"


def test_a_check_and_a_quiz_are_answered_without_a_script(learner):
    page = learner(LESSON)
    field = page.tree.xpath("//form[contains(@class, 'check')]//input[@type='radio']/@name")[0]
    assert "It rises and stays." in page.send("/checks", **{field: "breeze"}).text
    assert "Partly right." in learner(LESSON).send("/checks", **{field: "storm"}).text
    attempt = learner(QUIZ).send("/attempts")
    result = attempt.send("/answers", to=attempt.form("/answers").action.replace("/answers", "/finish"), **{
        "q-q-string": "long", "q-q-rain": "false"
    })  # fmt: skip
    assert "100 %" in result.heading
    assert "This is the right step." in result.text
    assert "Up where the wind is." in result.text


def test_what_is_wrong_in_its_questions_and_blocks_is_told_as_of_ours(on_the_path, tmp_path):
    shutil.copytree(WINDS, tmp_path / "winds")
    questions, lesson = (tmp_path / "winds" / "kites" / name for name in ("questions.yaml", "en/days.md"))
    questions.write_text(questions.read_text().replace("right: breeze", "right: gale"))
    lesson.write_text(lesson.read_text().replace("Any day is a day for kites.\n", ""))
    assert list(map(str, files.check(tmp_path / "winds", filled(lms.BUILT_IN)))) == [
        "kites/en/days.md:5: The block “any-day” has no words: write what people say.",
        "kites/questions.yaml:8: “c-breeze”: Mark one of the steps as right: right: <its key>.",
    ]
