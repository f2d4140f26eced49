"""For those who write plug-ins: contract checks, to be called from their own tests."""

from lms.testing.question_types import check_question_type

__all__ = ["check_question_type"]
