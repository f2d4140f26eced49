"""The one rule of completion, as plain functions."""

from collections.abc import Collection

from lms.curriculum.document import ModuleDocument, Step


def name_of(module: ModuleDocument, step: Step) -> str:
    """How records and completions call a step: by keys, which are never used again."""
    return f"{module.key}/{step.key}"


def required(module: ModuleDocument) -> tuple[str, ...]:
    """The steps a module asks for, in order; `optional: true` takes a step out."""
    return tuple(name_of(module, step) for step in module.steps if not step.optional)


def is_complete(module: ModuleDocument, done: Collection[str]) -> bool:
    """All required steps are done, and there is at least one."""
    steps = required(module)
    return bool(steps) and all(step in done for step in steps)


def percent(done: int, of: int) -> int:
    """Whole percent of required steps: at least 1 once one is done, 100 only when all are."""
    return max(100 * done // of, 1 if done else 0) if of else 0
