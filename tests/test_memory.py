"""What is kept in memory."""

from lms.memory import Kept


def test_what_was_not_asked_for_the_longest_goes_first():
    kept, made = Kept(2), []

    def make(key):
        return kept.get(key, lambda: made.append(key) or key)

    for key in ("a", "b", "a", "c", "a", "b"):
        assert make(key) == key
    assert made == ["a", "b", "c", "b"]
    assert kept.values() == ["a", "b"]


def test_what_is_not_there_yet_is_asked_for_again():
    kept, answers = Kept(2), iter([None, "now"])
    assert [kept.get("a", lambda: next(answers)) for _ in range(2)] == [None, "now"]
