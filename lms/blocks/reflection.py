"""A question to oneself, with a place to write; kept only when the reader says so."""

from flask_babel import lazy_gettext as _l

from lms.blocks.named import Named


class Reflection(Named):
    """The words of the block are the question."""

    name = "reflection"
    title = _l("For yourself")
    live = True  #: filled in for each request: it has a form
    template = "lms/blocks/reflection.html"
