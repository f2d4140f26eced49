"""How long a step takes, computed: nobody has to keep it true."""

import math
from functools import lru_cache

from lms.curriculum.document import ModuleDocument
from lms.curriculum.markdown import count_words
from lms.curriculum.segments import parsed

WORDS_A_MINUTE = 110  #: a second-language reader who thinks while reading
MINUTES_A_QUESTION = 1.5


def minutes(module: ModuleDocument, step_key: str, language: str) -> int:
    """Whole minutes, at least 1: words ÷ 110, plus 1.5 a question."""
    step = next(step for step in module.steps if step.key == step_key)
    source = module.texts[language].lessons.get(step_key) or module.texts[module.base].lessons.get(step_key)
    words, questions = _counted(source) if source else (0, step.draw or 0)
    return max(1, math.ceil(words / WORDS_A_MINUTE + MINUTES_A_QUESTION * questions))


@lru_cache(maxsize=512)
def _counted(source: str) -> tuple[int, int]:
    """Words and checks of a lesson."""
    lesson = parsed(source)
    return count_words(lesson), sum(piece.kind == "check" for piece in lesson.pieces)
