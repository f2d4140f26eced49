"""Our Flask app: what it does otherwise than Flask, so that nothing of a request gets out by a side door."""

from typing import NoReturn

from flask import Flask, Request, Response, request
from werkzeug.routing import RequestRedirect

from lms.web.logs import trace

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

    def raise_routing_exception(self, request: Request) -> NoReturn:
        """An address without its last slash, or with two where one is meant, leads to the right one. Werkzeug names in
        it the host of the request, which anybody can write, and its scheme, which a proxy may have changed."""
        error = request.routing_exception
        if isinstance(error, RequestRedirect):
            error.new_url = "/" + error.new_url.partition("://")[2].partition("/")[2].lstrip("/")
        super().raise_routing_exception(request)
