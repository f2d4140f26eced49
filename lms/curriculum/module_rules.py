"""What must hold between the parts of a module: keys, addresses, outcomes, draws, sections."""

from collections.abc import Iterator

from lms.curriculum.document import CourseDocument, ModuleDocument, Question
from lms.curriculum.folders import Folder
from lms.curriculum.markdown import LEAD, Lesson, nested_blocks
from lms.curriculum.yamls import Marked

MOST_DOCUMENT_BYTES = 1024 * 1024
CHECK = "check"
Place = tuple[str, int, str]  #: file, line, key


def check_module(
    folder: Folder,
    module: ModuleDocument,
    marked: Marked,
    questions: Marked | None,
    lessons: dict[tuple[str, str], Lesson],
) -> None:
    """The faults between the parts of a module are in the folder."""
    file = f"{module.key}/module.yaml"
    _check_keys(folder, module, list(_keys(module, marked, questions, lessons)))
    _check_addresses(folder, module, marked, file)
    _check_steps(folder, module, marked, file)
    if questions is not None:
        for number, question in enumerate(module.questions.values()):
            _check_question(folder, module, question, questions, number, lessons)
    _check_outcomes(folder, module, marked, file)
    if len(module.model_dump_json().encode()) > MOST_DOCUMENT_BYTES:
        folder.faults.add(file, 1, "The module is larger than 1 MB: split it into two.")


def _keys(
    module: ModuleDocument, marked: Marked, questions: Marked | None, lessons: dict[tuple[str, str], Lesson]
) -> Iterator[Place]:
    """Every key of the module with its place, in the order in which a second use is a fault."""
    file = f"{module.key}/module.yaml"
    for number, step in enumerate(module.steps):
        yield file, marked.line(("steps", number, "key")), step.key
    for number, key in enumerate(module.outcomes):
        yield file, marked.line(("outcomes", number)), key
    for number, key in enumerate(module.questions):
        yield f"{module.key}/questions.yaml", questions.line(("questions", number, "key")) if questions else 1, key
    for (language, step), lesson in lessons.items():
        if language == module.base:
            for line, key in _keys_in(lesson):
                yield f"{module.key}/{language}/{step}.md", line, key


def _keys_in(lesson: Lesson) -> Iterator[tuple[int, str]]:
    for piece in lesson.pieces:
        if piece.kind not in ("prose", CHECK) and piece.key:
            yield piece.line, piece.key
        for name, key, line in nested_blocks(piece):
            if key and name != CHECK:
                yield line, key


def _check_keys(folder: Folder, module: ModuleDocument, places: list[Place]) -> None:
    seen: set[str] = {LEAD}
    for file, line, key in places:
        if key in seen:
            folder.faults.add(file, line, f"The key “{key}” is used twice in this module: give this its own.")
        if key in module.retired:
            folder.faults.add(file, line, f"The key “{key}” is retired: keys are never used again, take a new one.")
        seen.add(key)


def _check_addresses(folder: Folder, module: ModuleDocument, marked: Marked, file: str) -> None:
    addresses = [step.address for step in module.steps]
    for number, address in enumerate(addresses):
        if address in addresses[:number]:
            line = marked.line(("steps", number, "address"))
            folder.faults.add(file, line, f"The address “{address}” is used twice: give this step its own.")


def _check_steps(folder: Folder, module: ModuleDocument, marked: Marked, file: str) -> None:
    if all(step.optional for step in module.steps):
        folder.faults.add(file, marked.line(("steps",)), "Every step is optional: at least one must be required.")
    for number, step in enumerate(module.steps):
        for name in ("draw", "pass_percent"):
            line = marked.line(("steps", number, name))
            if step.kind == "quiz" and getattr(step, name) is None:
                folder.faults.add(file, line, f"The quiz “{step.key}” needs {name}: add it.")
            if step.kind != "quiz" and getattr(step, name) is not None:
                folder.faults.add(file, line, f"“{step.key}” is no quiz, so {name} means nothing here: take it out.")
        if step.kind == "quiz" and step.draw:
            in_bank = sum(question.use == step.key for question in module.questions.values())
            if in_bank < step.draw:
                line = marked.line(("steps", number, "draw"))
                folder.faults.add(
                    file, line, f"“{step.key}” draws {step.draw} of {in_bank} questions: write more, or draw fewer."
                )


def _check_question(
    folder: Folder,
    module: ModuleDocument,
    question: Question,
    marked: Marked,
    number: int,
    lessons: dict[tuple[str, str], Lesson],
) -> None:
    file, at = f"{module.key}/questions.yaml", ("questions", number)
    quizzes = [step.key for step in module.steps if step.kind == "quiz"]
    if question.use != CHECK and question.use not in quizzes:
        known = ", ".join([*quizzes, CHECK])
        folder.faults.add(file, marked.line((*at, "use")), f"There is no quiz “{question.use}”: use {known}.")
    if question.outcome not in module.outcomes:
        message = f"There is no outcome “{question.outcome}” in module.yaml: use one of them."
        folder.faults.add(file, marked.line((*at, "outcome")), message)
    if question.section is None:
        if question.use != CHECK:
            message = f"“{question.key}” has no section to read again: add section: <lesson>#<heading>."
            folder.faults.add(file, marked.line(at), message)
        return
    step, _, section = question.section.partition("#")
    lesson = lessons.get((module.base, step))
    if lesson is None or section not in dict(lesson.sections()):
        message = f"There is no section {question.section}: write <lesson>#<heading key>."
        folder.faults.add(file, marked.line((*at, "section")), message)


def _check_outcomes(folder: Folder, module: ModuleDocument, marked: Marked, file: str) -> None:
    graded = {question.outcome for question in module.questions.values() if question.use != CHECK}
    has_quiz = any(step.kind == "quiz" for step in module.steps)
    for number, outcome in enumerate(module.outcomes):
        if has_quiz and outcome not in graded:
            message = f"No graded question asks for the outcome “{outcome}”: write one."
            folder.faults.add(file, marked.line(("outcomes", number)), message)


def check_sources(folder: Folder, course: CourseDocument, module: ModuleDocument, questions: Marked | None) -> None:
    """A question that cites a fact cites one that exists."""
    for number, question in enumerate(module.questions.values()):
        kind, colon, key = question.source.partition(":")
        if kind == "fact" and colon and key not in course.facts and questions is not None:
            line = questions.line(("questions", number, "source"))
            message = f"There is no fact “{key}” in facts.yaml: write it there, or cite in words."
            folder.faults.add(f"{module.key}/questions.yaml", line, message)
