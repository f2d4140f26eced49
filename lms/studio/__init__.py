"""Pages of trainers: what readers reported about the pages of their courses."""

from lms.studio import reports
from lms.studio.blueprint import bp

__all__ = ["bp", "reports"]
