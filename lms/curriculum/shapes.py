"""The shape of each YAML file of a course, and what a fault against it says."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lms.curriculum.faults import Faults
from lms.curriculum.yamls import Marked, Path

KEY = r"^[a-z0-9-]{1,60}$"
Key = Annotated[str, Field(pattern=KEY)]
LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"
Language = Annotated[str, Field(pattern=LANGUAGE)]
Words = Annotated[str, Field(min_length=1, max_length=5000, pattern=r"\S")]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
PartialDay = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
Percent = Annotated[int, Field(ge=1, le=100)]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Versioned(Shape):
    schema_: Literal[1] = Field(alias="schema")


class CourseFile(Versioned):
    key: Key
    address: Key
    base: Language
    licence: Words
    modules: list[Key] = Field(min_length=1)


class CourseTextFile(Shape):
    title: Words
    summary: Words


class SourceEntry(Shape):
    title: Words
    symbol: str = ""
    url: str = Field("", pattern=r"^(https?://\S+)?$")


class FactEntry(Shape):
    key: Key
    text: dict[Language, Words]
    as_of: PartialDay
    source: SourceEntry
    review_by: Day
    value: str = ""
    reviewed_by: str = ""


class FactsFile(Versioned):
    facts: list[Any]  #: each a FactEntry


class TermEntry(BaseModel):
    """The languages stand beside the key."""

    model_config = ConfigDict(extra="allow", strict=True)
    key: Key


class TermTextEntry(Shape):
    term: Words
    text: Words


class GlossaryFile(Versioned):
    terms: list[Any]  #: each a TermEntry


class StepEntry(Shape):
    key: Key
    address: Key
    kind: Literal["lesson", "quiz"]
    optional: bool = False
    draw: Annotated[int, Field(ge=1, le=100)] | None = None
    pass_percent: Percent | None = None


class ModuleFile(Versioned):
    key: Key
    address: Key
    languages: list[Language] = Field(min_length=1)
    outcomes: list[Key] = Field(min_length=1)
    steps: list[StepEntry] = Field(min_length=1)
    retired: list[Key] = []


class QuestionEntry(BaseModel):
    """What belongs to the question's type stands beside the rest."""

    model_config = ConfigDict(extra="allow", strict=True)
    key: Key
    type: str
    use: Key
    outcome: Key
    source: Words
    section: str | None = None
    points: Annotated[int, Field(ge=1, le=100)] | None = None


class QuestionsFile(Versioned):
    questions: list[Any]  #: each a QuestionEntry


class ModuleTextFile(Shape):
    title: Words
    summary: Words
    outcomes: dict[str, Words]
    steps: dict[str, Words]


class QuestionTextEntry(BaseModel):
    """The parts a question type needs (options, feedback) stand beside the prompt."""

    model_config = ConfigDict(extra="allow", strict=True)
    prompt: Words
    after: str = ""


def shaped(shape: type[Any], marked: Marked, file: str, faults: Faults, at: Path = ()) -> Any:
    """The value as that shape; None, and a fault for each thing that does not fit, when it has another.

    :param at: where in the file the value stands
    """
    value = marked.value
    for part in at:
        value = value[part]
    if not isinstance(value, dict):
        faults.add(file, marked.line(at), "Here names with values are expected, as in “title: …”.")
        return None
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            place = tuple(part for part in (*at, *each["loc"]) if part != "[key]")
            name = next((str(part) for part in reversed(place) if isinstance(part, str)), "this")
            faults.add(file, marked.line(place), _words_for(each, name))
        return None


def _words_for(error: Any, name: str) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"“{name}” is missing: add it."
        case "extra_forbidden":
            return f"“{name}” means nothing here: look for a typing mistake, or take it out."
        case "string_type":
            return f"“{name}” must be text: put it in quotes."
        case "int_type" | "bool_type":
            kind = "a whole number" if error["type"] == "int_type" else "true or false"
            return f"“{name}” must be {kind}."
        case "list_type" | "dict_type":
            return f"“{name}” must be a {'list' if error['type'] == 'list_type' else 'map of names and values'}."
        case "literal_error":
            return f"“{name}” must be {context['expected']}."
        case "string_too_short" | "too_short":
            return f"“{name}” is empty: write something."
        case "string_too_long":
            return f"“{name}” is longer than {context['max_length']} letters: shorten it."
        case "string_pattern_mismatch" if context["pattern"] == r"\S":
            return f"“{name}” is empty: write something."
        case "string_pattern_mismatch":
            return f"“{name}” is not of the right form: {_form(context['pattern'])}."
        case "greater_than_equal" | "less_than_equal":
            bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
            return f"“{name}” must be {bound}."
    return f"“{name}”: {error['msg']}."


def _form(pattern: str) -> str:
    if "http" in pattern:
        return "write an address that begins with https://"
    if "[0-9]{4}" in pattern:
        return "write a day as 2027-05-31" + (", a month as 2027-05 or a year as 2027" if "?" in pattern else "")
    if "{1,60}" in pattern:
        return "use 1 to 60 of a-z, 0-9 and -"
    return "write a language as en, ar or fr"
