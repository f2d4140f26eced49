"""The built-in course keeps what it promises, module by module; and each rule was seen to fail on a damaged copy.

Modules come from course.yaml, so a new one is covered by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from lms.curriculum.document import ModuleDocument
from tests.curriculum import course_rules as rules
from tests.curriculum.built_in import MODULES, bundle, module_of

FIRST = MODULES[0]


@pytest.fixture(params=MODULES)
def module(request) -> ModuleDocument:
    return module_of(request.param)


def test_every_outcome_has_at_least_four_graded_questions(module):
    assert list(rules.thin_outcomes(module)) == []


def test_the_first_bank_has_24_questions_and_the_others_30_of_five_types(module):
    """The first module was written when there were three types, with six outcomes to the bank."""
    fewest, fewest_types = (24, 3) if module.key == FIRST else (30, 5)
    assert list(rules.thin_bank(module, fewest, fewest_types)) == []


def test_every_lesson_has_two_checks(module):
    assert list(rules.lessons_without_two_checks(module)) == []


def test_every_lesson_has_700_to_900_words(module):
    assert list(rules.lessons_of_another_length(module)) == []


def test_the_right_option_is_seldom_the_longest(module):
    assert list(rules.telling_lengths(module)) == []


def test_the_right_option_has_no_favourite_place(module):
    assert list(rules.telling_positions(module)) == []


def test_every_option_has_feedback_of_its_own(module):
    assert list(rules.shared_feedback(module)) == []


def test_every_module_has_two_stories_and_a_reflection(module):
    assert list(rules.missing_blocks(module)) == []


def test_every_lesson_gives_something_to_do_tomorrow(module):
    assert list(rules.lessons_without_tomorrow(module)) == []


def test_every_module_shows_two_pictures_in_three_languages(module):
    assert list(rules.missing_pictures(module)) == []


def test_titles_are_there_in_three_languages_and_are_not_stale(module):
    assert list(rules.unfinished_titles(module)) == []


def test_a_translated_lesson_links_the_terms_of_its_original(module):
    assert list(rules.terms_of_another_original(module)) == []


def test_every_term_that_is_linked_exists(module):
    assert list(rules.unknown_terms(module, bundle().course)) == []


def test_the_glossary_has_60_terms_or_more_in_three_languages():
    assert list(rules.thin_glossary(bundle().course)) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("One two.\n\n## Three {#key}\n\n::: story {#other}\nFour <!-- FACTS A1 --> five.\n:::\n", 5),
        ("One.\n\n::: picture {#key}\n![Two three](four.svg)\nFive.\n:::\n", 2),
        ("One {{fact:two-three}} [four](step:five#six) [[seven|eight]].", 3),
        ("One.\n\n::: check {#two}\n:::\n", 1),
    ],
)
def test_words_are_those_of_prose_and_blocks(source, words):
    assert rules.words_of(source) == words


def in_lesson(step: str, old: str, new: str, language: str = "en") -> Callable:
    """The lesson reads otherwise."""

    def damage(module):
        source = module.texts[language].lessons[step]
        assert old in source
        module.texts[language].lessons[step] = source.replace(old, new)

    return damage


def without_question(module):
    module.questions.pop("q-who-counts")


def with_one_type(module):
    for key, question in module.questions.items():
        module.questions[key] = question.model_copy(update={"type": "true_false"})


def with_long_right_options(module):
    for question in rules.graded(module):
        if question.type == "single_choice":
            module.texts["fr"].questions[question.key].parts["options"][question.detail["right"]] += " " + "mot " * 50


def with_right_options_first(module):
    for question in module.questions.values():
        if question.type == "single_choice":
            question.detail["options"].sort(key=lambda option: option != question.detail["right"])


def with_one_feedback(module):
    feedback = module.texts["ar"].questions["q-who-counts"].parts["feedback"]
    feedback["a"] = feedback["b"]


def without_feedback(module):
    module.texts["en"].questions["q-who-counts"].parts["feedback"].pop("c")


def without_arabic_picture(module):
    module.media.pop("kafala-tie.ar.svg")


def without_pictures(module):
    module.media.clear()


def without_french(module):
    module.texts.pop("fr")


def with_another_title(module):
    module.texts["en"] = module.texts["en"].model_copy(update={"title": "Another title"})


KAFALA, WHO = "kafala-by-element", "who-is-a-migrant-worker"
CHECK = "::: check {#c-article-51}\n:::\n"


@dataclass(frozen=True)
class Damage:
    """What was done to a copy of the first module, and what its rule must say."""

    rule: Callable
    make: Callable
    says: str


DAMAGES = [
    Damage(rules.thin_outcomes, without_question, "apply-the-definition has 3 graded questions"),
    Damage(lambda module: rules.thin_bank(module, 24, 3), without_question, "the bank has 23 graded questions"),
    Damage(lambda module: rules.thin_bank(module, 24, 3), with_one_type, "the bank has 1 types: true_false"),
    Damage(rules.lessons_without_two_checks, in_lesson(KAFALA, CHECK, ""), f"{KAFALA} has 1 checks"),
    Damage(rules.lessons_without_two_checks, in_lesson(KAFALA, CHECK, CHECK * 2), f"{KAFALA} has 3 checks"),
    Damage(rules.lessons_of_another_length, in_lesson(KAFALA, "Countries differ", "word " * 300), f"{KAFALA} has 1"),
    Damage(rules.lessons_of_another_length, in_lesson(KAFALA, "Ask five questions.", "<!--"), f"{KAFALA} has"),
    Damage(rules.telling_lengths, with_long_right_options, "fr, graded: longest in 14 of 14"),
    Damage(rules.telling_positions, with_right_options_first, "graded: option 1 is right in 14 of 14"),
    Damage(rules.shared_feedback, with_one_feedback, "ar, q-who-counts: two options share their feedback"),
    Damage(rules.shared_feedback, without_feedback, "en, q-who-counts: no feedback for c"),
    Damage(rules.missing_blocks, in_lesson(KAFALA, "::: story", "::: law"), "the module has 1 of 2: story"),
    Damage(rules.missing_blocks, in_lesson(WHO, "::: reflection", "::: law"), "the module has 0 of 1: reflection"),
    Damage(rules.lessons_without_tomorrow, in_lesson(KAFALA, "{#tomorrow-", "{#later-"), f"{KAFALA} has no key point"),
    Damage(rules.missing_pictures, without_arabic_picture, "kafala-tie.svg is not there for ar"),
    Damage(rules.missing_pictures, without_pictures, "the module shows 0 pictures"),
    Damage(rules.unfinished_titles, without_french, "there is no title in fr"),
    Damage(rules.unfinished_titles, with_another_title, "ar: title is not stamped as made from the original"),
    Damage(
        rules.terms_of_another_original, in_lesson(KAFALA, "[[sponsor|", "[[kafala|", "ar"), f"{KAFALA}: sponsor is"
    ),
    Damage(
        lambda module: rules.unknown_terms(module, bundle().course),
        in_lesson(KAFALA, "[[sponsor|", "[[sponsors|", "fr"),
        f"fr, {KAFALA}: there is no term sponsors",
    ),
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.says)
def test_a_damaged_module_breaks_its_rule(damage):
    module = module_of(FIRST).model_copy(deep=True)
    damage.make(module)
    assert damage.says in "\n".join(damage.rule(module))


def test_a_damaged_glossary_breaks_its_rule():
    course = bundle().course.model_copy(deep=True)
    course.terms["kafala"].texts.pop("ar")
    for key in list(course.terms)[59:]:
        course.terms.pop(key)
    assert list(rules.thin_glossary(course)) == ["the glossary has 59 terms", "kafala is not there in ar"]
