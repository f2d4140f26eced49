"""The built-in blocks of a lesson, one file each. A block is a pure object: it sees no request and no database."""

from lms.blocks.check import Check
from lms.blocks.named import KeyPoint, Law, Safety, Story
from lms.blocks.picture import Picture
from lms.blocks.reflection import Reflection
from lms.registry import Registries


def plug_in(registries: Registries) -> None:
    for kind in (Story(), Law(), Safety(), KeyPoint(), Picture(), Check(), Reflection()):
        registries.block_kinds.add(kind.name, kind)
