"""The contract of a question type (lms/curriculum/question_type.py), checked on one question of it.

def test_our_type_keeps_the_contract(app):
    with app.app_context():  # for words of the interface
        check_question_type(OurType(), question, text, sendings=[["a"], ["b"], []], others=[the_same_with_another_key])
"""

import json
from collections.abc import Iterable, Sequence
from copy import deepcopy
from random import Random
from typing import Any

from lms.curriculum.document import Question, QuestionText
from lms.curriculum.question_type import QuestionType

#: what no form of ours sends, and a record may try to hold
STRANGERS: tuple[Any, ...] = (
    *(True, False, 0, 1, -1, 10**30, 1.5, "", " ", "a", "\x00", "\ud800", "a\nb", "x" * 201, "١", "true"),
    *([], [None], ["a", "a"], [["a"]], {}, {"a": None}, {"a": True}, {"a": []}, {"a": 1}, {"": ""}, {"a": {"b": 1}}),
)


def check_question_type(
    kind: QuestionType,
    question: Question,
    text: QuestionText,
    sendings: Iterable[Sequence[str]],
    others: Iterable[Question] = (),
) -> None:
    """Nothing is wrong with the type, as far as this question shows.

    :param question: of this type, without faults, with every part of its text in `text`
    :param sendings: what its form can send as values of `q-<key>`; one of them earns all points
    :param others: the same question with something else right, to prove that nobody can tell before the close
    :raises AssertionError: with a sentence that says which promise is broken
    """
    before = deepcopy(question)
    _check_files(kind, question, text)
    _check_no_answer(kind, question, text)
    responses = [_read(kind, question, values) for values in sendings]
    for response in responses:
        _check_response(kind, question, text, response)
    full = [each for each in responses if kind.points(question, each) == kind.maximum(question)]
    assert full, f"{kind.name}: one of the sendings must earn the maximum, {kind.maximum(question)}."
    _check_strangers(kind, question, text)
    _check_order(kind, question)
    for other in others:
        _check_secrecy(kind, question, other, text, responses)
    assert question == before, f"{kind.name}: the question was changed; a type only reads it."


def _check_files(kind: QuestionType, question: Question, text: QuestionText) -> None:
    assert kind.name == question.type, f"{kind.name}: the question is of the type {question.type}."
    assert kind.template.endswith(".html"), f"{kind.name}: `template` names an HTML template."
    assert list(kind.faults(question)) == [], f"{kind.name}: the question has faults: {list(kind.faults(question))}."
    nonsense = question.model_copy(update={"detail": {"no-such-detail": 1}})
    for sentence in kind.faults(nonsense):
        assert sentence.endswith("."), f"{kind.name}: a fault is a sentence: {sentence!r}."
    assert list(kind.faults(nonsense)), f"{kind.name}: a detail that means nothing is a fault."
    for part, keys in kind.texts(question).items():
        assert part not in ("prompt", "after"), f"{kind.name}: the part {part!r} is what every question has."
        assert set(text.parts.get(part, {})) == set(keys), f"{kind.name}: the text has not got just {part}: {keys}."
    assert type(kind.maximum(question)) is int and kind.maximum(question) > 0, f"{kind.name}: points are whole."


def _check_no_answer(kind: QuestionType, question: Question, text: QuestionText) -> None:
    assert kind.read(question, []) is None, f"{kind.name}: a form without values is no answer: read gives None."
    assert kind.accepts(question, None), f"{kind.name}: an answer can be taken back: accepts takes None."
    assert kind.points(question, None) == 0, f"{kind.name}: no answer is worth nothing."
    assert kind.is_answered(question, None) is False, f"{kind.name}: no answer is not answered."
    assert kind.remark(question, None) == "", f"{kind.name}: there is nothing to remark on no answer."
    assert kind.said(question, text, None) == (), f"{kind.name}: no answer has no words."
    _check_shown(kind, question, text, None)


def _read(kind: QuestionType, question: Question, values: Sequence[str]) -> Any:
    response = kind.read(question, values)
    assert kind.accepts(question, response), f"{kind.name}: read gives {response!r}, which accepts does not take."
    return response


def _check_response(kind: QuestionType, question: Question, text: QuestionText, response: Any) -> None:
    """What holds for every response that is accepted."""
    again = json.loads(json.dumps(response))
    assert again == response, f"{kind.name}: {response!r} is not plain JSON."
    points = kind.points(question, response)
    assert type(points) is int, f"{kind.name}: points are whole, not {points!r}."
    assert 0 <= points <= kind.maximum(question), f"{kind.name}: {points} points for {response!r}."
    assert kind.points(question, again) == points, f"{kind.name}: kept and read again it has other points."
    assert kind.is_answered(question, response) in (True, False), f"{kind.name}: is_answered says True or False."
    assert isinstance(kind.remark(question, response), str), f"{kind.name}: a remark is text."
    words = kind.said(question, text, response)
    assert isinstance(words, tuple) and all(isinstance(word, str) and word for word in words)
    assert bool(words) == (response is not None), f"{kind.name}: {response!r} in words is {words!r}."
    _check_shown(kind, question, text, response)


def _check_shown(kind: QuestionType, question: Question, text: QuestionText, response: Any) -> None:
    hidden = kind.show(question, text, response)
    hash(hidden)  # pages keep what is drawn from it
    assert hidden == kind.show(question, text, response), f"{kind.name}: the same is shown the same."
    hash(kind.show(question, text, response, (), True))
    for words in (*text.parts.get("feedback", {}).values(), text.after):
        assert not words or words not in repr(hidden), f"{kind.name}: feedback is shown before it may be: {words!r}."


def _check_strangers(kind: QuestionType, question: Question, text: QuestionText) -> None:
    for stranger in STRANGERS:
        accepted = kind.accepts(question, stranger)
        assert accepted in (True, False), f"{kind.name}: accepts says True or False of {stranger!r}."
        if accepted:
            _check_response(kind, question, text, stranger)


def _check_order(kind: QuestionType, question: Question) -> None:
    order = kind.order(question, lambda keys: None)
    assert all(isinstance(key, str) for key in order), f"{kind.name}: an order is a list of keys."
    assert len(set(order)) == len(order), f"{kind.name}: in the order {order} a key stands twice."
    for seed in range(5):
        mixed = kind.order(question, Random(seed).shuffle)
        assert sorted(mixed) == sorted(order), f"{kind.name}: {mixed} is no permutation of {order}."


def _check_secrecy(
    kind: QuestionType, question: Question, other: Question, text: QuestionText, responses: Iterable[Any]
) -> None:
    """Nothing that is said before the close depends on what is right."""
    for seed in range(5):
        order = kind.order(question, Random(seed).shuffle)
        assert order == kind.order(other, Random(seed).shuffle), f"{kind.name}: the order tells what is right."
        for response in responses:
            assert kind.accepts(other, response), f"{kind.name}: what is accepted tells what is right: {response!r}."
            assert kind.show(question, text, response, order) == kind.show(other, text, response, order), (
                f"{kind.name}: show tells what is right before the close, of {response!r}."
            )
            for ask in (kind.is_answered, kind.remark):
                assert ask(question, response) == ask(other, response), (
                    f"{kind.name}: {ask.__name__} tells what is right before the close, of {response!r}."
                )
