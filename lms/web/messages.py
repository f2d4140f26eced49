"""One line at the top of the next page."""

from flask import flash, session


def say(kind: str, words: str) -> None:
    """:param kind: "saved" for what went well, "note" for what the reader should know"""
    flash(words, kind)


def something_to_say() -> bool:
    """Whether such a line waits for the next page."""
    return bool(session.get("_flashes"))
