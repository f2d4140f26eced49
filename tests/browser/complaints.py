"""What pages complain of: errors, refusals by the content policy, failed requests, requests to another host."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

#: what the content policy of a page refuses is told on its console, also where the browser would keep silent
TELL_REFUSALS = """
addEventListener("securitypolicyviolation", refused => console.error(
    `policy: ${refused.effectiveDirective} refuses ${refused.blockedURI} ${refused.sample} at ${refused.sourceFile}`))
"""


class Complaints:
    """None is the rule; what a test provokes on purpose it expects beforehand, and then it must come."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.expected: list[str] = []

    def expect(self, *words: str) -> None:
        """There will be complaints with these words in them."""
        self.expected.extend(words)

    def listen(self, context: BrowserContext, address: str) -> None:
        """Every page of the profile is listened to."""
        host = urlsplit(address).netloc

        def note_request(request: Request) -> None:
            if urlsplit(request.url).netloc not in (host, ""):
                self.found.append(f"a request to {request.url}")

        context.add_init_script(TELL_REFUSALS)
        context.on("request", note_request)
        context.on("requestfailed", self._note_failure)
        context.on("weberror", lambda error: self.found.append(f"a script: {error.error}"))
        context.on("console", self._note_message)

    def _note_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before it came
            self.found.append(f"{request.failure} for {request.url}")

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.found.append(f"{message.text} at {message.location.get('url', '')}")

    def check(self) -> None:
        unexpected = [each for each in self.found if not any(words in each for words in self.expected)]
        assert unexpected == [], unexpected
        missing = [words for words in self.expected if not any(words in each for each in self.found)]
        assert missing == [], f"expected, and did not come: {missing}"
