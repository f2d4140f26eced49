"""The API: what scripts and other programs send; `docs/api.md` describes it."""

from lms.api import views
from lms.api.blueprint import bp

__all__ = ["bp", "views"]
