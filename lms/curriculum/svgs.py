"""What a drawing may hold: shapes and words, nothing that acts or leads outside."""

import re
from collections.abc import Iterator
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = set(
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath marker "
    "pattern linearGradient radialGradient stop clipPath mask style filter feGaussianBlur feOffset feMerge "
    "feMergeNode feFlood feComposite feBlend feColorMatrix switch".split()
)
_OUTSIDE = re.compile(r"@import|url\(\s*[\"']?(?!\s*[\"']?#)|\\", re.I)  # a backslash could hide either


class _Found(Exception):
    """The first thing that may not be there."""


def fault_of(content: bytes) -> tuple[int, str] | None:
    """The line and the words of what is wrong with the drawing, when something is."""
    reader = expat.ParserCreate(encoding="UTF-8", namespace_separator=" ")
    reader.StartElementHandler = lambda name, attributes: _judge(_of_element(name, attributes))
    reader.CharacterDataHandler = lambda words: _judge(_of_words(words))
    reader.StartDoctypeDeclHandler = lambda *_: _judge(iter(["a document type"]))
    reader.ProcessingInstructionHandler = lambda name, _: _judge(iter([f"<?{name}?>"]))
    reader.buffer_text = True
    try:
        reader.Parse(content, True)
    except _Found as found:
        return reader.CurrentLineNumber, f"The drawing holds {found}: take it out."
    except expat.ExpatError as error:
        return (
            error.lineno,
            f"The drawing cannot be read ({expat.ErrorString(error.code)}): save it again as plain SVG.",
        )
    return None


def _judge(found: Iterator[str]) -> None:
    for words in found:
        raise _Found(words)


def _of_element(full_name: str, attributes: dict[str, str]) -> Iterator[str]:
    space, _, name = full_name.rpartition(" ")
    if space != SVG or name not in ELEMENTS:
        yield f"<{name}>"
    for full, value in attributes.items():
        attribute = full.rpartition(" ")[2].lower()
        if attribute.startswith("on"):
            yield f"an event handler, {attribute}"
        if attribute in ("href", "src") and not value.strip().startswith("#") or _OUTSIDE.search(value):
            yield f"a link to something outside, {attribute}"


def _of_words(words: str) -> Iterator[str]:
    if _OUTSIDE.search(words):
        yield "a link to something outside"
