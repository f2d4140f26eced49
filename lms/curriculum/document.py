"""The shape of a published document, as every page and every rule reads it.

Structure stands once, texts per language; progress knows no language. A document is decoded once per revision
and process, and never changed.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Step(Frozen):
    """One thing to do in a module."""

    key: str
    address: str
    kind: Literal["lesson", "quiz"]
    optional: bool = False
    draw: int | None = None  #: quizzes only: how many questions are drawn
    pass_percent: int | None = None  #: quizzes only: whole percent


class Question(Frozen):
    """A question of the module's bank: structure only."""

    key: str
    type: str  #: a name in the registry `question_types`
    use: str  #: the key of the quiz it is graded in, or "check"
    outcome: str
    source: str  #: "fact:<key>" or a citation in words
    section: str | None = None  #: "<lesson key>#<section key>": where to read again; every graded question has one
    points: int | None = None  #: as written; the question type says what the question is worth
    detail: dict[str, Any] = Field(default_factory=dict)  #: what belongs to its type: options, right, …


class QuestionText(Frozen):
    prompt: str
    after: str = ""
    parts: dict[str, dict[str, str]] = Field(default_factory=dict)  #: e.g. {"options": {"a": …}, "feedback": {"a": …}}


class ModuleText(Frozen):
    """What a module says in one language; in another than the base, questions and lessons may be missing whole."""

    title: str
    summary: str
    outcomes: dict[str, str]
    steps: dict[str, str]
    questions: dict[str, QuestionText] = Field(default_factory=dict)
    lessons: dict[str, str] = Field(default_factory=dict)  #: step key → Markdown source


class MediaFile(Frozen):
    digest: str
    type: str
    licence: str


class ModuleDocument(Frozen):
    schema_: Literal[1] = Field(1, alias="schema")
    key: str
    address: str
    base: str
    languages: tuple[str, ...]  #: the base language first
    outcomes: tuple[str, ...]
    steps: tuple[Step, ...]
    retired: tuple[str, ...] = ()
    questions: dict[str, Question]  #: in the order of the file
    texts: dict[str, ModuleText]
    made_from: dict[str, dict[str, str]] = Field(default_factory=dict)  #: language → segment → 16 hex of its original
    media: dict[str, MediaFile] = Field(default_factory=dict)  #: file name (with its language, if it has one) → file


class Source(Frozen):
    title: str
    symbol: str = ""
    url: str = ""

    @property
    def named(self) -> str:
        """Its title, and its symbol unless the title says it."""
        return self.title if not self.symbol or self.symbol in self.title else f"{self.title}, {self.symbol}"


class Fact(Frozen):
    """A dated statement of law or number."""

    key: str
    text: dict[str, str]
    as_of: str
    source: Source
    review_by: str
    value: str = ""
    reviewed_by: str = ""


class TermText(Frozen):
    term: str
    text: str


class Term(Frozen):
    key: str
    texts: dict[str, TermText]


class CourseText(Frozen):
    title: str
    summary: str


class CourseDocument(Frozen):
    """A course's order of modules, its glossary and its facts: one document with revisions of its own."""

    schema_: Literal[1] = Field(1, alias="schema")
    key: str
    address: str
    base: str
    licence: str
    modules: tuple[str, ...]
    texts: dict[str, CourseText]
    terms: dict[str, Term] = Field(default_factory=dict)
    facts: dict[str, Fact] = Field(default_factory=dict)
