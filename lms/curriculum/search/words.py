"""Words as search compares them: stemmed first, then folded (a folded ة would be no ending to the stemmer).

A word has several forms, and is found by any of them: people type French without accents and Arabic without tashkeel,
and the stem of “employe” is not the stem of “employé”. Nothing here remembers what was searched for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import snowballstemmer

from lms.letters import folded

VERSION = 1  #: raise it when words come out differently: the index is then made anew
MOST_LETTERS, MOST_WORDS = 200, 8  #: of a query
SHORTEST_BEGINNING = 2

STEMMERS = {"ar": "arabic", "en": "english", "fr": "french"}  #: other languages are folded only
#: what stands before a word and is written together with it: “l’employeur”, “والعمال”
PARTICLES = {
    "ar": re.compile(r"^[وف](?=ال\w{2})"),
    "fr": re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)"),
}
#: the stemmer takes endings off a word with an article that it leaves on one without: القانون becomes قان, قانون stays
ARTICLES = {"ar": re.compile(r"^(?:[بك]?ال|لل)(?=\w{2})")}
#: words that say nothing alone, folded; left out of a query that has others
SMALL = {
    "ar": frozenset("ان او الي التي الذي الذين عن علي في كيف لا ما ماذا متي من هذا هذه هل هو هي و".split()),
    "en": frozenset("a an and are can do does for how i if in is it my of on or that the they to what who".split()),
    "fr": frozenset("a au aux ce comment d de des du elle en est et il je l la le les ou par pour que qui un".split()),
}

#: tashkeel, accents that stand alone, and marks that nobody sees, all within a word
_MARKS = "[\u00ad\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069]"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|{_MARKS})*(?:['’][^\W_](?:[^\W_]|{_MARKS})*)*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_lock = Lock()  # a stemmer works on one word at a time
_stemmers = {language: snowballstemmer.stemmer(name) for language, name in STEMMERS.items()}


@dataclass(frozen=True)
class Token:
    """A word of a text, and where it stands in it."""

    start: int
    end: int
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """A word to find: as one of its forms, or, when it is the last one typed, by how a word begins."""

    forms: tuple[str, ...]
    beginnings: tuple[str, ...] = ()

    def fits(self, token: Token) -> bool:
        return any(form in self.forms or form.startswith(self.beginnings) for form in token.forms)


Sought = dict[str, tuple[Word, ...]]  #: language → what to find in texts of that language


def tokens(text: str, language: str) -> Iterator[Token]:
    """The words of a text of ours, in order."""
    for found in _WORD.finditer(text):
        if known := _known_forms(found.group(), language):
            yield Token(found.start(), found.end(), known)


def sought(query: str, languages: tuple[str, ...]) -> Sought:
    """What a query asks for, in each language; empty when it has no word in it."""
    typed = [found.group() for found in _WORD.finditer(query[:MOST_LETTERS])]
    return {language: words for language in languages if (words := _words(typed, language))}


def forms(word: str, language: str) -> tuple[str, ...]:
    """The word itself, its stem, the stem of it without accents, and itself without article; without doubles."""
    bare = _INVISIBLE.sub("", word).lower().replace("’", "'")
    code = language.partition("-")[0]
    if code in PARTICLES:
        bare = PARTICLES[code].sub("", bare)
    plain = folded(bare)
    found = [plain, folded(_stem(bare, code)), folded(_stem(plain, code))]
    if code in ARTICLES:
        found.append(ARTICLES[code].sub("", plain))
    return tuple(dict.fromkeys(form for each in found if (form := _letters(each))))


def _words(typed: list[str], language: str) -> tuple[Word, ...]:
    small = SMALL.get(language.partition("-")[0], frozenset())
    telling: list[Word] = []
    others: list[Word] = []
    for number, each in enumerate(typed, start=1):
        if known := forms(each, language):
            word = Word(known, _beginnings(known) if number == len(typed) else ())
            (others if known[0] in small else telling).append(word)
    return tuple(telling or others)[:MOST_WORDS]


def _beginnings(known: tuple[str, ...]) -> tuple[str, ...]:
    """Not all stems: “parties” would find “participants”. Only one that begins otherwise, as كفا does of الكفا."""
    itself, *stems = known
    return tuple(
        form for form in (itself, *(stem for stem in stems if not itself.startswith(stem)))
        if len(form) >= SHORTEST_BEGINNING
    )  # fmt: skip


def _stem(word: str, code: str) -> str:
    if code not in _stemmers:
        return word
    with _lock:
        return _stemmers[code].stemWord(word)


def _letters(text: str) -> str:
    """Without what a database could take for the end of a word."""
    return re.sub(r"[\W_]", "", text)


_known_forms = lru_cache(maxsize=32_768)(forms)  # for words of ours alone
