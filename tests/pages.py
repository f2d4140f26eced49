"""Reading pages as a person does: every page that is read is checked first.

`Visitor` fetches; `Page` is what came, parsed; `check` is what every page of ours must be.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from lxml import html

INVISIBLE = {"hidden", "submit", "button"}


def check(tree: html.HtmlElement, where: str) -> None:
    """One h1, a title, language and direction, unique ids, labels, form actions, nothing inline."""
    root = tree if tree.tag == "html" else tree.getroottree().getroot()
    assert root.get("lang"), f"{where}: no language"
    assert root.get("dir") in ("ltr", "rtl"), f"{where}: no direction"
    assert len(tree.xpath("//h1")) == 1, f"{where}: {len(tree.xpath('//h1'))} h1"
    assert tree.xpath("string(//title)").strip(), f"{where}: no title"
    doubled = [name for name, times in Counter(tree.xpath("//@id")).items() if times > 1]
    assert not doubled, f"{where}: ids used twice: {doubled}"
    for form in tree.xpath("//form"):
        assert form.get("action"), f"{where}: a form without an action"
    for field in tree.xpath("//input | //select | //textarea"):
        if field.get("type") not in INVISIBLE:
            assert _is_labelled(tree, field), f"{where}: no label for {field.get('name')}"
    for image in tree.xpath("//img"):
        assert image.get("alt") is not None, f"{where}: a picture without alt"
    assert not tree.xpath("//script[not(@src)] | //style | //*[@style]"), f"{where}: inline script or style"
    handlers = tree.xpath("//@*[starts-with(name(), 'on')]")
    assert not handlers, f"{where}: inline handlers"
    for address in tree.xpath("//script/@src | //link/@href | //img/@src"):
        assert address.startswith("/") and not address.startswith("//"), f"{where}: {address} is elsewhere"
    for target in tree.xpath("//a[starts-with(@href, '#')]/@href"):
        assert tree.xpath("//*[@id=$id]", id=target[1:]), f"{where}: nothing at {target}"
    for ids in tree.xpath("//@aria-describedby | //@aria-labelledby | //@aria-controls"):
        for each in ids.split():
            assert tree.xpath("//*[@id=$id]", id=each), f"{where}: nothing has the id {each}"


def _is_labelled(tree: html.HtmlElement, field: html.HtmlElement) -> bool:
    if field.get("aria-label") or field.get("aria-labelledby"):
        return True
    if field.xpath("ancestor::label[normalize-space()]"):
        return True
    return bool(field.get("id") and tree.xpath("//label[@for=$id][normalize-space()]", id=field.get("id")))


@dataclass
class Page:
    """What a person sees, and can send."""

    visitor: "Visitor"
    status: int
    url: str
    tree: html.HtmlElement
    headers: Any

    @property
    def heading(self) -> str:
        return " ".join(self.tree.xpath("string(//h1)").split())

    @property
    def text(self) -> str:
        return " ".join(self.tree.xpath("string(//body)").split())

    def links(self) -> list[str]:
        return self.tree.xpath("//a/@href")

    def form(self, action_part: str) -> html.FormElement:
        """The form whose address contains the words."""
        found = [form for form in self.tree.forms if action_part in (form.action or "")]
        addresses = [form.action for form in self.tree.forms]
        assert len(found) == 1, f"{len(found)} forms for {action_part} at {self.url}: {addresses}"
        return found[0]

    def send(self, action_part: str, to: str | None = None, follow: bool = True, **changed: Any) -> "Page":
        """Send a form, with some of its fields changed.

        :param to: another address, for a button with its own `formaction`
        """
        form = self.form(action_part)
        fields: dict[str, Any] = {}
        for name, value in form.form_values():
            fields.setdefault(name, []).append(value)
        fields.update({name: value if isinstance(value, list) else [value] for name, value in changed.items()})
        return self.visitor.post(to or form.action, fields, follow=follow)


class Visitor:
    """A person at a browser: keeps cookies, follows redirects, checks every page."""

    def __init__(self, client: FlaskClient):
        self.client = client

    def __call__(self, url: str, status: int = 200) -> Page:
        page = self._page(self.client.get(url, follow_redirects=True))
        assert page.status == status, f"{url}: {page.status}, not {status}: {page.text[:300]}"
        return page

    def post(self, url: str, fields: dict[str, Any], follow: bool = True) -> Page:
        return self._page(self.client.post(url, data=fields, follow_redirects=follow))

    def _page(self, response: Any) -> Page:
        text = response.get_data(as_text=True)
        tree = html.document_fromstring(text or "<html></html>")
        url = response.request.path
        if response.status_code < 300 or response.status_code >= 400:
            check(tree, url)
        return Page(self, response.status_code, url, tree, response.headers)
