"""What the log says of an error: of what kind it is and where it happened. Never its message: that may hold what
somebody sent, or who they are (DESIGN 6)."""

import logging
import traceback

from flask import Flask, Response, request

#: when the page that says what happened cannot be drawn either
LAST_WORDS = "Something went wrong here. What you sent may not have been saved: go back and look."


class Site(Flask):
    """Our Flask app, which keeps what people send out of its log."""

    def log_exception(self, exc_info) -> None:
        """Neither the address nor the query is named: they may hold a token or a search."""
        self.logger.error("%s %s\n%s", request.method, request.endpoint or "no page", trace(exc_info[1]))

    def handle_exception(self, e: Exception) -> Response:
        """The error page; when that fails too, a plain one: the server would print the message of what came out."""
        try:
            return super().handle_exception(e)  # type: ignore[return-value]
        except Exception as worse:
            if worse is e:  # tests want to see it
                raise
            self.log_exception((type(worse), worse, worse.__traceback__))
            plain = Response(LAST_WORDS, 500, mimetype="text/plain")
            return self.finalize_request(plain, from_error_handler=True)  # type: ignore[return-value]


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
