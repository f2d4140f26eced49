"""A question answered on a scale, and a block for a saying."""

from pathlib import Path

from lms_scales.saying import Saying
from lms_scales.scale import Scale


def plug_in(registries):
    registries.question_types.add(Scale.name, Scale())
    registries.block_kinds.add(Saying.name, Saying())
    registries.folders.add("lms_scales", Path(__file__).parent)  # templates/ and translations/
