"""What must hold between the parts of a module: keys, addresses, outcomes, draws, sections."""

from collections.abc import Iterator

from lms.curriculum.course_files import FACTS
from lms.curriculum.document import CourseDocument, ModuleDocument, Question
from lms.curriculum.folders import Folder
from lms.curriculum.markdown import LEAD, Lesson, nested_blocks
from lms.curriculum.question_files import Bank
from lms.curriculum.yamls import Marked

MOST_DOCUMENT_BYTES = 1024 * 1024
CHECK = "check"
WHY = "why"  #: no step or module has this address: the page that explains progress stands there
Place = tuple[str, int, str]  #: file, line, key


def check_module(
    folder: Folder,
    module: ModuleDocument,
    marked: Marked,
    bank: Bank,
    lessons: dict[tuple[str, str], Lesson],
) -> None:
    """The faults between the parts of a module are in the folder."""
    file = f"{module.key}/module.yaml"
    _check_keys(folder, module, list(_keys(module, marked, bank, lessons)))
    _check_addresses(folder, module, marked, file)
    _check_steps(folder, module, marked, file)
    for question in module.questions.values():
        _check_question(folder, module, question, bank, lessons)
    if bank.file not in folder.broken:
        _check_draws(folder, module, marked, file)
        _check_outcomes(folder, module, marked, file)
    if len(module.model_dump_json().encode()) > MOST_DOCUMENT_BYTES:
        folder.faults.add(file, 1, "The module is larger than 1 MB: split it into two.")


def _keys(
    module: ModuleDocument, marked: Marked, bank: Bank, lessons: dict[tuple[str, str], Lesson]
) -> Iterator[Place]:
    """Every key of the module with its place, in the order in which a second use is a fault."""
    file = f"{module.key}/module.yaml"
    for number, step in enumerate(module.steps):
        yield file, marked.line(("steps", number, "key")), step.key
    for number, outcome in enumerate(module.outcomes):
        yield file, marked.line(("outcomes", number)), outcome
    for key in module.questions:
        yield bank.file, bank.line(key), key
    for (language, lesson_key), lesson in lessons.items():
        if language == module.base:
            for line, key in _keys_in(lesson):
                yield f"{module.key}/{language}/{lesson_key}.md", line, key


def _keys_in(lesson: Lesson) -> Iterator[tuple[int, str]]:
    for piece in lesson.pieces:
        if piece.kind not in ("prose", CHECK) and piece.key:
            yield piece.line, piece.key
        for block in nested_blocks(piece):
            if block.key and block.kind != CHECK:
                yield block.line, block.key


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
    places = [(module.address, ("address",)), *((each, ("steps", at, "address")) for at, each in enumerate(addresses))]
    for address, place in places:
        if address == WHY:
            folder.faults.add(
                file,
                marked.line(place),
                f"The address “{WHY}” is taken by the page that explains progress: give another.",
            )
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


def _check_draws(folder: Folder, module: ModuleDocument, marked: Marked, file: str) -> None:
    for number, step in enumerate(module.steps):
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
    bank: Bank,
    lessons: dict[tuple[str, str], Lesson],
) -> None:
    quizzes = [step.key for step in module.steps if step.kind == "quiz"]
    if question.use != CHECK and question.use not in quizzes:
        known = ", ".join([*quizzes, CHECK])
        folder.faults.add(bank.file, bank.line(question.key, "use"), f"There is no quiz “{question.use}”: use {known}.")
    if question.outcome not in module.outcomes:
        message = f"There is no outcome “{question.outcome}” in module.yaml: use one of them."
        folder.faults.add(bank.file, bank.line(question.key, "outcome"), message)
    if question.section is None:
        if question.use != CHECK:
            message = f"“{question.key}” has no section to read again: add section: <lesson>#<heading>."
            folder.faults.add(bank.file, bank.line(question.key), message)
        return
    step, _, section = question.section.partition("#")
    lesson = lessons.get((module.base, step))
    if lesson is None and f"{module.key}/{module.base}/{step}.md" in folder.broken:
        return
    if lesson is None or section not in dict(lesson.sections()):
        message = f"There is no section {question.section}: write <lesson>#<heading key>."
        folder.faults.add(bank.file, bank.line(question.key, "section"), message)


def _check_outcomes(folder: Folder, module: ModuleDocument, marked: Marked, file: str) -> None:
    graded = {question.outcome for question in module.questions.values() if question.use != CHECK}
    has_quiz = any(step.kind == "quiz" for step in module.steps)
    for number, outcome in enumerate(module.outcomes):
        if has_quiz and outcome not in graded:
            message = f"No graded question asks for the outcome “{outcome}”: write one."
            folder.faults.add(file, marked.line(("outcomes", number)), message)


def check_sources(folder: Folder, course: CourseDocument, module: ModuleDocument, bank: Bank) -> None:
    """A question that cites a fact cites one that exists."""
    for question in module.questions.values() if FACTS not in folder.broken else ():
        kind, colon, key = question.source.partition(":")
        if kind == "fact" and colon and key not in course.facts:
            message = f"There is no fact “{key}” in facts.yaml: write it there, or cite in words."
            folder.faults.add(bank.file, bank.line(question.key, "source"), message)
