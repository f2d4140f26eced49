"""Templates are compiled once for all apps of a test run: each test has an app of its own."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from lms.web.app import Site


class InMemory(BytecodeCache):
    """By the template's name and file; what was compiled of another text counts for nothing."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if known := self.compiled.get(bucket.key):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


def share() -> None:
    """From now on."""
    Site.jinja_options = {**Site.jinja_options, "bytecode_cache": InMemory()}
