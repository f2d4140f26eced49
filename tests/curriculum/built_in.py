"""The built-in course, read once for all that look at it."""

from functools import cache

import yaml

from lms.curriculum import files
from lms.curriculum.document import ModuleDocument
from lms.paths import COURSES
from tests.curriculum.cases import REGISTRIES

COURSE = COURSES / "migrant-workers-rights"
MODULES = yaml.safe_load((COURSE / "course.yaml").read_text(encoding="utf-8"))["modules"]


@cache
def bundle() -> files.Bundle:
    """:raises CourseFault: with every fault of its files"""
    return files.read(COURSE, REGISTRIES)


def module_of(key: str) -> ModuleDocument:
    return next(module for module in bundle().modules if module.key == key)
