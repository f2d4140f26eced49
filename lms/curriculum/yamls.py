"""YAML as course authors write it, with the line of everything.

Scalars are text unless they are plain true, false or a plain whole number: none of YAML 1.1's traps (no is Norway,
012 is not 10, a date stays text). Doubled keys, aliases and several documents are faults.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

DEEPEST = 12
#: control characters, and what YAML or an editor takes for the end of a line
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
INVISIBLE_FOUND = "A character here cannot be seen: write the line again."
Path = tuple[str | int, ...]
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})\Z")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlFault(Exception):
    """This is no YAML of ours."""

    def __init__(self, line: int, message: str):
        self.line, self.message = line, message
        super().__init__(message)


@dataclass(frozen=True)
class Marked:
    """A value, and the line of each place in it."""

    value: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of a place, or of the nearest place around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(text: str) -> Marked:
    """:raises YamlFault: with its line"""
    try:
        _refuse_oddities(text)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlFault(mark.line + 1 if mark else 1, f"This cannot be read as YAML: {error.problem}.") from None
    except (yaml.YAMLError, ValueError) as error:
        raise YamlFault(1, f"This cannot be read as YAML: {str(error).splitlines()[0]}.") from None
    if node is None:
        raise YamlFault(1, "The file is empty: write what belongs into it, or remove it.")
    lines: dict[Path, int] = {}
    return Marked(_value(node, (), lines), lines)


def _refuse_oddities(text: str) -> None:
    """Event by event, because a deep nest would overrun the composer, which calls itself for each level."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1
        if getattr(event, "anchor", None):
            raise YamlFault(line, "Anchors and aliases (&name, *name) are not used here: write it out, or use quotes.")
        if getattr(event, "tag", None):
            raise YamlFault(line, "Tags (!name) are not used here: take it out, or use quotes.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise YamlFault(line, "This is nested too deeply.")


def _value(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*path, number), lines) for number, child in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, child in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlFault(line, "A name before a colon must be one word.")
        key = str(key_node.value)
        if key in found:
            raise YamlFault(line, f"“{key}” stands here twice: keep one.")
        lines[(*path, key)] = line
        found[key] = _value(child, (*path, key), lines)
    return found


def _scalar(node: yaml.ScalarNode) -> str | int | bool:
    text = str(node.value)
    if INVISIBLE.search(text):
        raise YamlFault(node.start_mark.line + 1, INVISIBLE_FOUND)
    if not node.style:  # plain, not quoted
        if text in ("true", "false"):
            return text == "true"
        if _WHOLE.match(text):
            return int(text)
    return text
