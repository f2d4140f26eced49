"""Progress: what is done, earned once and kept (DESIGN 4, rule 3)."""

from lms.progress.lessons import LessonDone
from lms.progress.personal_data import COMPLETIONS, TEXTS
from lms.progress.reflections import ReflectionKept
from lms.progress.sweep import judge_completions
from lms.registry import Registries


def plug_in(registries: Registries) -> None:
    registries.record_kinds.add("step_done", LessonDone())
    registries.record_kinds.add("reflection_kept", ReflectionKept())
    registries.personal_data.add("completions", COMPLETIONS)
    registries.personal_data.add("texts", TEXTS)
    registries.work.add("judge_completions", judge_completions)
