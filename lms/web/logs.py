"""What the log says of an error: of what kind it is and where it happened. Never its message: that may hold what
somebody sent, or who they are (DESIGN 6)."""

import logging
import traceback


class QuietFormatter(logging.Formatter):
    """No library's error brings a value into the log either."""

    def formatException(self, ei) -> str:  # noqa: N802
        return trace(ei[1])


#: of `lms serve` and its workers: one way out for whatever is logged
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": QuietFormatter, "fmt": "[%(levelname)s] %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"_granian": {}, "granian.access": {}},
}


def trace(error: BaseException | None) -> str:
    """Kind and places of the error and of those it came from, the first one first."""
    told = ("".join(traceback.format_tb(each.__traceback__)) + type(each).__name__ for each in _chain(error))
    return "\n".join(told)


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.insert(0, error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found
