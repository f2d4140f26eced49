"""What the site itself offers: the routes, the addresses its pages link to, the forms they hold.

Nothing is listed here: a new route is found on the map of the app, and what its pages hold by reading them.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from lxml import html
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from tests.web.fuzz.people import COOKIE, Somebody, World

Fields = list[tuple[str, str]]
ALIKE = 2  #: addresses of one route that are read for each person
IDS = ("enrolment", "device")  #: fields that name something of a person
_PLACE = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
#: routes that no page links to, or whose forms no page shows
UNLINKED = ("/", "/healthz", "/readyz", "/api/v1/records", "/static/lms.css", "/no-such-page")


@dataclass(frozen=True)
class Route:
    method: str
    rule: Rule

    @property
    def name(self) -> str:
        return f"{self.method} {self.rule.rule}"

    @property
    def places(self) -> list[str]:
        """The names in its address."""
        return _PLACE.findall(self.rule.rule)

    def address(self, quoted: dict[str, str]) -> str:
        """Also for values that the route would not take."""
        return _PLACE.sub(lambda found: quoted[found[1]], self.rule.rule)


@dataclass
class Shapes:
    """What was found on the pages, by who found it."""

    routes: list[Route]
    addresses: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[tuple[str, str], list[Fields]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  #: name in an address → values
    fields: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  #: name of a field → values

    def note(self, kind: dict[str, list[str]], name: str, value: str) -> None:
        if value not in kind[name]:
            kind[name].append(value)

    def differ(self, route: Route, one: Somebody, other: Somebody) -> bool:
        """Whether a page of the other names something else there."""
        mine, theirs = (route.name, one.name), (route.name, other.name)
        ids = [[dict(form).get(name) for name in IDS for form in self.forms[each]] for each in (mine, theirs)]
        return self.addresses[mine] != self.addresses[theirs] or ids[0] != ids[1]


def read_site(world: World) -> Shapes:
    """Every page that each person can reach is read, some addresses of each route."""
    routes = [
        Route(method, rule)
        for rule in world.app.url_map.iter_rules()
        for method in sorted(rule.methods or ())
        if method in ("GET", "POST")
    ]
    shapes = Shapes(sorted(routes, key=lambda route: route.name))
    invited = [f"/en/invitations/{token}" for token in world.open_invitations]
    found = [f"/en/people/{person.id}" for person in reversed(world.people) if person.id]  # nobody is listed anywhere
    for person in world.people:
        _read_as(world.app, person, shapes, [*UNLINKED, "/en/", "/ar/about", *invited, *found])
    return shapes


def _read_as(app: Flask, person: Somebody, shapes: Shapes, waiting: list[str]) -> None:
    seen, times = set(), defaultdict(int)
    while waiting:
        link = waiting.pop(0)
        parts = urlsplit(link)
        address = parts.path
        found = matched(app, address, "GET")
        if parts.netloc or link in seen or (parts.scheme and parts.scheme != "http"):
            continue
        seen.add(link)
        for name, value in parse_qsl(parts.query):
            shapes.note(shapes.fields, name, value)
        if found is None:
            continue
        rule, values = found
        _note_address(shapes, person, f"GET {rule.rule}", values)
        times[rule.rule] += 1
        if times[rule.rule] > ALIKE:
            continue
        person.client.set_cookie(COOKIE, person.cookie)
        with person.client.get(link, follow_redirects=True) as reply:
            is_page = reply.mimetype == "text/html" and reply.data
        if is_page:
            waiting += _read_page(app, person, shapes, html.document_fromstring(reply.get_data(as_text=True)))


def _read_page(app: Flask, person: Somebody, shapes: Shapes, tree: Any) -> list[str]:
    """Its forms are noted; where it leads to."""
    for form in tree.forms:
        offered = _offered(form)
        filled = ((name, value.strip() or dict(offered).get(name, "")) for name, value in form.form_values())
        fields = [(name, value) for name, value in filled if name]
        actions = {form.action or ""} | set(form.xpath(".//button/@formaction"))
        buttons = [(each.get("name"), each.get("value", "")) for each in form.xpath(".//button[@name]")]
        for name, value in [*fields, *buttons, *offered]:
            shapes.note(shapes.fields, name, value)
        for action in sorted(actions):
            found = matched(app, urlsplit(action).path, form.method)
            if found:
                name = f"{form.method} {found[0].rule}"
                _note_address(shapes, person, name, found[1])
                missing = {each: value for each, value in offered if each not in dict(fields)}
                shapes.forms[name, person.name].append([*fields, *missing.items(), *buttons[:1]])
    return [link for link in tree.xpath("//a/@href | //img/@src | //link/@href | //script/@src") if _is_ours(link)]


def _offered(form: Any) -> Fields:
    """What can be ticked, chosen or typed in a form."""
    ticked = [(each.get("name"), each.get("value", "")) for each in form.xpath(".//input[@name]")]
    chosen = [(each.getparent().get("name"), each.get("value", "")) for each in form.xpath(".//select[@name]/option")]
    return [*ticked, *chosen, *((name, "some words") for name in form.xpath(".//textarea/@name"))]


def _is_ours(link: str) -> bool:
    return link.startswith("/") and not link.startswith(("/ar/", "/fr/"))


def _note_address(shapes: Shapes, person: Somebody, name: str, values: dict[str, Any]) -> None:
    texts = {place: str(value) for place, value in values.items()}
    for place, text in texts.items():
        shapes.note(shapes.places, place, text)
    if texts not in shapes.addresses[name, person.name]:
        shapes.addresses[name, person.name].append(texts)


def matched(app: Flask, address: str, method: str) -> tuple[Rule, dict[str, Any]] | None:
    """The route of an address, and what stands in its places."""
    with app.app_context():
        try:
            rule, values = app.url_map.bind("localhost").match(address or "/", method, return_rule=True)
        except HTTPException:
            return None
        return rule, dict(values)
