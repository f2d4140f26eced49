"""One line at the top of the next page."""

from flask import flash


def say(kind: str, words: str) -> None:
    """:param kind: "saved" for what went well, "note" for what the reader should know"""
    flash(words, kind)
