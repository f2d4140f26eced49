"""Requests made by chance: what the site offers, with some of it changed."""

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote, quote_from_bytes, unquote

from tests.web.fuzz import hostile
from tests.web.fuzz.people import Somebody, World
from tests.web.fuzz.shapes import Fields, Route, Shapes

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "zq-boundary"


@dataclass
class Sending:
    """One request, with all that is needed to send it again."""

    route: str
    method: str
    address: str
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    said: str = ""  #: what is in its body, unquoted

    @property
    def carries(self) -> str:
        """All of it, unquoted: an answer may say that again."""
        return " ".join([self.said, unquote(self.address), *(value for _name, value in self.headers)])

    def __str__(self) -> str:
        return f"{self.method} {self.address[:500]}\n  {self.headers}\n  {self.body[:1500]!r}"


class Maker:
    """Makes requests over what was found on the site."""

    def __init__(self, world: World, shapes: Shapes, chance: Random):
        self.world, self.shapes, self.chance = world, shapes, chance
        #: ids that somebody has, so that everybody can name what is another's
        self.known = sorted({each for values in shapes.places.values() for each in values}, key=len)

    def plain(self, route: Route, person: Somebody, page_of: Somebody) -> Sending:
        """As a page of the site would send it.

        :param page_of: whose page; when it is another's, the request names what is theirs
        """
        sending = Sending(route.name, route.method, route.address(self._places(route, page_of, kindly=True)))
        if route.rule.endpoint == "api.records":
            self._call(sending, person, page_of)
        elif route.method == "POST":
            self._encode(sending, self._with_token(self._form(route, page_of, person), person), FORM)
        return sending

    def marked(self, route: Route, person: Somebody) -> Sending:
        """Markup in every field of the form, and in every parameter that a page of the site has."""
        sending = Sending(route.name, route.method, route.address(self._places(route, person, kindly=True)))
        if route.method == "POST":
            fields = [(name, hostile.BREAKING) for name, _value in self._form(route, person, person)]
            self._encode(sending, self._with_token(fields, person), FORM)
        else:
            sending.address += "?" + "&".join(f"{quote(each)}={quote(hostile.BREAKING)}" for each in self.shapes.fields)
        return sending

    def changed(self, route: Route, person: Somebody) -> Sending:
        """The same with some of it changed."""
        chance = self.chance
        sending = Sending(route.name, route.method, route.address(self._places(route, person)))
        if chance.random() < 0.3:
            sending.address += "?" + self._query()
        if chance.random() < 0.04:
            sending.method = chance.choice(
                ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW", "GET", "POST"]
            )
        if chance.random() < 0.2:
            sending.headers += chance.sample(hostile.HEADERS, chance.randrange(1, 3))
        if route.rule.endpoint == "api.records":
            self._call(sending, person)
        elif route.method == "POST" or chance.random() < 0.02:
            fields = self._form(route, person) if chance.random() < 0.9 else []
            for _ in range(chance.choice([0, 1, 1, 1, 2, 3])):
                fields = self._altered(fields)
            if chance.random() < 0.95:
                fields = self._with_token(fields, person)
            self._send_form(sending, fields)
        return sending

    def _places(self, route: Route, person: Somebody, kindly: bool = False) -> dict[str, str]:
        """What stands in the address, quoted: the person's own, another's, or anything."""
        names = [person.name, *(each.name for each in self.world.people)]
        if not kindly and self.chance.random() < 0.4:
            self.chance.shuffle(names)
        found = next((values for name in names if (values := self.shapes.addresses[route.name, name])), None)
        chosen = self.chance.choice(found) if found else {}
        places = {}
        for place in route.places:
            value = chosen.get(place) or self.chance.choice(self.shapes.places[place] or self.known)
            if not kindly and self.chance.random() < 0.15:
                value = self.chance.choice([self.chance.choice(self.known), hostile.a_text(self.chance)])
            places[place] = quote(value, safe="")
        return places

    def _query(self) -> str:
        if self.chance.random() < 0.4:
            return self.chance.choice(hostile.QUERIES)
        pairs = ((self._name(), self._value()) for _ in range(self.chance.randrange(1, 4)))
        return "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)

    def _form(self, route: Route, page_of: Somebody, sender: Somebody | None = None) -> Fields:
        """A form of the route as a page of this person had it, or else another's.

        :param sender: who fills it in; when nobody is named, the same person, and the page may be anybody's
        """
        names = [page_of.name, *(each.name for each in self.world.people)]
        if sender is None and self.chance.random() < 0.2:
            self.chance.shuffle(names)
        found = next((forms for name in names if (forms := self.shapes.forms[route.name, name])), [[]])
        fields = list(self.chance.choice(found))
        person = sender or page_of
        right = {"handle": person.handle, "passphrase": person.passphrase, "words": person.words}
        if "handle" not in dict(fields):
            right = {"passphrase": person.passphrase, "new": "four other plain words"}
        return [(name, right.get(name) or value) for name, value in fields]

    def _with_token(self, fields: Fields, person: Somebody) -> Fields:
        return [*((name, value) for name, value in fields if name != "csrf_token"), ("csrf_token", person.token)]

    def _altered(self, fields: Fields) -> Fields:
        """One thing of the form is missing, twice there, new, or says something else."""
        fields, kind = list(fields), self.chance.randrange(7)
        if kind == 0 or not fields:
            return [*fields, (self._name(), self._value())]
        at = self.chance.randrange(len(fields))
        if kind == 1:
            del fields[at]
        elif kind == 2:
            fields.append((fields[at][0], self._value()))
        elif kind == 3:
            fields[at] = (hostile.a_text(self.chance), fields[at][1])
        elif kind < 6:  # what the same field says on another page, perhaps of somebody else
            fields[at] = (fields[at][0], self.chance.choice(self.shapes.fields[fields[at][0]] or [""]))
        else:
            fields[at] = (fields[at][0], self._value())
        return fields

    def _name(self) -> str:
        return self.chance.choice([*self.shapes.fields, hostile.a_text(self.chance)])

    def _value(self) -> str:
        """Hostile, something another field would take, or an id of somebody's."""
        kind = self.chance.random()
        if kind < 0.5:
            return hostile.a_text(self.chance)
        if kind < 0.8:
            return self.chance.choice(self.shapes.fields[self.chance.choice([*self.shapes.fields])] or [""])
        return self.chance.choice(self.known)

    def _send_form(self, sending: Sending, fields: Fields) -> None:
        kind = self.chance.random()
        if kind < 0.8:
            self._encode(sending, fields, FORM)
        elif kind < 0.9:
            self._encode(sending, fields, f"multipart/form-data; boundary={BOUNDARY}")
        elif kind < 0.95:
            self._encode(sending, fields, self.chance.choice(hostile.TYPES))
        else:
            sending.body = self.chance.choice(hostile.BODIES)
            types = [FORM, "multipart/form-data; boundary=b", *hostile.TYPES]
            sending.headers.append(("Content-Type", self.chance.choice(types)))

    def _encode(self, sending: Sending, fields: Fields, content_type: str) -> None:
        sending.headers.append(("Content-Type", content_type))
        sending.said += " ".join(value for pair in fields for value in pair)
        pairs = [(name.encode(errors="replace"), value.encode(errors="replace")) for name, value in fields]
        if pairs and self.chance.random() < 0.05:
            pairs.append((self.chance.choice(pairs)[0], self.chance.choice(hostile.BYTES)))
        if content_type.startswith("multipart/form-data; boundary=zq"):
            sending.body = b"".join(self._part(*pair) for pair in pairs) + f"--{BOUNDARY}--\r\n".encode()
            if self.chance.random() < 0.3:
                sending.body = sending.body[: self.chance.randrange(len(sending.body))]
        elif content_type.startswith("application/json"):
            sending.body = json.dumps(dict(fields)).encode()
        else:
            sending.body = "&".join(
                f"{quote_from_bytes(name)}={quote_from_bytes(value)}" for name, value in pairs
            ).encode()

    def _part(self, name: bytes, value: bytes) -> bytes:
        file = b'; filename="x.txt"' if self.chance.random() < 0.1 else b""
        head = b'--zq-boundary\r\nContent-Disposition: form-data; name="' + name.replace(b'"', b"%22") + b'"' + file
        return head + b"\r\n\r\n" + value + b"\r\n"

    def _call(self, sending: Sending, person: Somebody, page_of: Somebody | None = None) -> None:
        """Records of the person's open attempt, with some of them changed.

        :param page_of: whose attempt it is, if nothing is to be changed
        """
        kindly, device = page_of is not None, (page_of or person).device or self.world.people[1].device
        others = [each.device for each in self.world.people if each.device]
        batches = []
        for _ in range(1 if kindly else self.chance.randrange(1, 3)):
            maker = device if kindly or self.chance.random() < 0.7 else self.chance.choice(others)
            answer = maker.answer(self.chance.randrange(3), seq=self.chance.randrange(1, 9))
            records = [answer, maker.finish(answer), maker.lesson_done(), maker.lesson_done("lanterns/carrying")]
            records = self.chance.sample(records, self.chance.randrange(1, 4))
            batches.append(maker.batch(*(record if kindly else self._bent(record) for record in records)))
        call: Any = batches if len(batches) > 1 else batches[0]
        sending.headers += [("X-CSRFToken", person.token), ("Content-Type", "application/json")]
        text = json.dumps(call if kindly else self._bent(call) if isinstance(call, dict) else call)
        if not kindly and self.chance.random() < 0.25:
            mark = self.chance.choice(['"payload": {}', '"lanterns/lighting"', text])
            text = text.replace(mark, mark[:11] * mark.startswith('"payload') + hostile.deep(self.chance))
        if not kindly and self.chance.random() < 0.1:
            text = self.chance.choice([self.chance.choice(hostile.JSONS), text[: self.chance.randrange(len(text))]])
        sending.body = text.encode(errors="surrogatepass")
        sending.said += text

    def _bent(self, record: dict[str, Any]) -> dict[str, Any]:
        """Some fields say anything, or what another record says."""
        changed = dict(record)
        for _ in range(self.chance.choice([0, 0, 1, 1, 2])):
            name = self.chance.choice([*record, hostile.a_text(self.chance)])
            changed[name] = self.chance.choice([hostile.something(self.chance), self.chance.choice(self.known)])
        return changed
