"""How long a step takes, computed: nobody has to keep it true."""

import math

from lms.curriculum.document import ModuleDocument
from lms.curriculum.markdown import count_words
from lms.curriculum.segments import parsed

WORDS_A_MINUTE = 110  #: a second-language reader who thinks while reading
MINUTES_A_QUESTION = 1.5


def minutes(module: ModuleDocument, step_key: str, language: str) -> int:
    """Whole minutes, at least 1: words ÷ 110, plus 1.5 a question."""
    step = next(step for step in module.steps if step.key == step_key)
    questions = step.draw or 0
    words = 0
    source = module.texts[language].lessons.get(step_key) or module.texts[module.base].lessons.get(step_key)
    if source:
        lesson = parsed(source)
        words = count_words(lesson)
        questions = sum(piece.kind == "check" for piece in lesson.pieces)
    return max(1, math.ceil(words / WORDS_A_MINUTE + MINUTES_A_QUESTION * questions))
