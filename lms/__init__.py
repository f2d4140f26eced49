"""lms: a residential training on migrant workers' rights, carried to the people who could not come."""

from lms import assessment, blocks, learn, ledger, people, progress, question_types
from lms.extension import LMS, FramedPage
from lms.settings import Settings
from lms.site import create_app

#: what this package itself brings, by the same door as everybody else's
BUILT_IN = (
    people.plug_in,
    ledger.plug_in,
    progress.plug_in,
    assessment.plug_in,
    question_types.plug_in,
    blocks.plug_in,
    learn.plug_in,
)

__all__ = ["BUILT_IN", "LMS", "FramedPage", "Settings", "create_app"]
