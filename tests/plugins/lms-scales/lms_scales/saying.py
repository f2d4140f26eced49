"""What people say, set apart from what the lesson says."""

from flask_babel import lazy_gettext as _l


class Saying:
    name = "saying"
    title = _l("People say")
    live = False  # drawn once for everybody; a block with a form would be live
    template = "lms_scales/saying.html"

    def faults(self, piece):
        if not piece.source:
            yield f"The block “{piece.key}” has no words: write what people say."
