"""Whole pages that are alike for many people, drawn once and kept with holes for what belongs to one request.

A page is drawn for the first who asks, with a mark wherever a form token or an enrolment stands; each request puts its
own into the holes. So nothing with a token, an enrolment or an answer in it is kept (DESIGN 5).
"""

import re
from collections.abc import Callable, Hashable, Mapping

from flask import Flask, current_app, g
from markupsafe import Markup

from lms.memory import Kept

MOST_KEPT = 256  #: pages; one has about 30 KB
TOKEN = "token"
_HOLE = re.compile("\x02([a-z]+)\x03")  # control characters that no text of ours can hold


def init_kept_pages(app: Flask) -> None:
    #: texts and names of holes in turn, beginning and ending with a text
    app.extensions["lms.kept_pages"] = Kept[list[str]](MOST_KEPT)


def hole(name: str) -> Markup:
    """The mark of a place that each request fills with its own."""
    return Markup(f"\x02{name}\x03")


def drawing_for_all() -> bool:
    """Whether what is drawn now will be shown to others too."""
    return g.get("drawing_for_all", False)


def page_for_all(key: Hashable, draw: Callable[[], str], fill: Mapping[str, str]) -> str:
    """The page of that key with its holes filled.

    :param key: all that the page depends on
    :param draw: draws it, with `hole(…)` where something of `fill` belongs; called when no such page is kept
    :param fill: name of a hole → what this request puts there, as HTML
    """
    page = current_app.extensions["lms.kept_pages"].get(key, lambda: _HOLE.split(_drawn(draw)))
    return "".join(fill[part] if at % 2 else part for at, part in enumerate(page))


def _drawn(draw: Callable[[], str]) -> str:
    g.drawing_for_all = True
    try:
        return draw()
    finally:
        g.drawing_for_all = False
