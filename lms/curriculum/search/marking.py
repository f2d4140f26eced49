"""Texts with the found words marked, and cut down to the part that has most of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.curriculum.search.words import Token, Word, tokens

WORDS_SHOWN, WORDS_BEFORE = 40, 8


@dataclass(frozen=True)
class Stretch:
    """A part of a text."""

    text: str
    marked: bool = False


def marked(text: str, language: str, words: Sequence[Word]) -> tuple[Stretch, ...]:
    """The whole text."""
    return _stretches(text, list(tokens(text, language)), words, 0, len(text))


def passage(text: str, language: str, words: Sequence[Word]) -> tuple[Stretch, ...]:
    """About WORDS_SHOWN words of the text, with as many of those sought as can be had at once."""
    every = list(tokens(text, language))
    fitting = [at for at, token in enumerate(every) if any(word.fits(token) for word in words)]
    best = max(fitting, key=lambda at: (_different(every[at : at + WORDS_SHOWN], words), -at), default=0)
    first = max(0, min(best - WORDS_BEFORE, len(every) - WORDS_SHOWN))
    shown = every[first : first + WORDS_SHOWN]
    start = shown[0].start if first else 0
    end = shown[-1].end if first + WORDS_SHOWN < len(every) else len(text)
    cut = _stretches(text, shown, words, start, end)
    before, after = (Stretch("… "),) if start else (), (Stretch(" …"),) if end < len(text) else ()
    return (*before, *cut, *after)


def _different(shown: Sequence[Token], words: Sequence[Word]) -> int:
    """How many of the words are among the tokens."""
    return sum(any(word.fits(token) for token in shown) for word in words)


def _stretches(text: str, every: Sequence[Token], words: Sequence[Word], start: int, end: int) -> tuple[Stretch, ...]:
    made, at = [], start
    for token in every:
        if any(word.fits(token) for word in words):
            made += [Stretch(text[at : token.start]), Stretch(text[token.start : token.end], marked=True)]
            at = token.end
    return tuple(each for each in (*made, Stretch(text[at:end])) if each.text)
