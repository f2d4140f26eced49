"""A walk through all that can be reached by links, as a reader would go who opens everything."""

from urllib.parse import parse_qs, urlsplit

from lxml import html

from tests.pages import Page, Visitor

PREFIX = "/learn"
#: addresses of the club itself, which its own layout and our links to it lead to
OF_THE_CLUB = ("/", "/sign-in", "/sign-out", "/assets/club.css", "/assets/club.svg")
WITH_ADDRESSES = ("href", "src", "action", "formaction", "data-records")


def everything_from(start: str, visit: Visitor, languages: tuple[str, ...] = ("en",)) -> list[Page]:
    """The pages in these languages, each of them checked, and each address on them one of ours."""
    seen, waiting, pages = {start}, [start], []
    while waiting:
        page = visit(waiting.pop())
        pages.append(page)
        for address in addresses_on(page):
            assert is_in_place(address), f"{address} at {page.url} leads out of {PREFIX}"
        for link in page.links():
            link = link.partition("#")[0]
            if link.startswith(tuple(f"{PREFIX}/{language}/" for language in languages)) and link not in seen:
                seen.add(link)
                waiting.append(link)
    return pages


def addresses_on(page: Page) -> list[str]:
    """Also those to come back to, which stand in another address or in a form."""
    found = [address for name in WITH_ADDRESSES for address in page.tree.xpath(f"//@{name}")]
    back = [to for address in found for to in parse_qs(urlsplit(address).query).get("next", ())]
    return [*found, *back, *page.tree.xpath("//input[@name='next' or @name='to']/@value")]


def is_in_place(address: str) -> bool:
    if address.startswith(("#", "https://", f"{PREFIX}/")):
        return True
    return address.partition("?")[0] in OF_THE_CLUB


def files_on(pages: list[Page]) -> set[str]:
    """What the pages load."""
    return {address for page in pages for address in page.tree.xpath("//script/@src | //link/@href | //img/@src")}


def enclosed(tree: html.HtmlElement) -> str:
    """The words that the club's layout puts around a page."""
    return " ".join(tree.xpath("string(//header[@class='club-bar'])").split())
