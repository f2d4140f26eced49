"""Every sentence of the interface is marked for translation: in a catalogue of invented Arabic, no Latin word is left.

Words of the course carry their own language; names, codes and addresses stand in elements that say so.
"""

import re

import pytest
from lxml import html

import lms
from lms.curriculum import services
from lms.db import migrations, saving
from lms.db.days import today
from lms.registry import registries
from tests import databases
from tests.browser import catalogue
from tests.conftest import PASSPHRASE, TINY, settings_for
from tests.pages import Visitor

VISITORS = ("", "courses/t1", "courses/t1/m1", "courses/t1/m1/s1", "courses/t1/m1/s2", "courses/t1/m1/s4", "about",
            "help", "join", "sign-in", "courses/t1/m1/s1/report", "no-such-page")  # fmt: skip
LEARNERS = ("", "courses/t1", "courses/t1/m1", "courses/t1/m1/s1", "courses/t1/m1/s2", "courses/t1/m1/s4", "account",
            "account/receipts")  # fmt: skip
LATIN = re.compile(r"[A-Za-z]{2,}")
APART = {"script", "style", "code", "bdi"}  #: what stands in these is nobody's to translate
ADDRESS = re.compile(r"\S+\.\S+/\S*")
KEPT = re.compile(r"^(KB|CC|BY|SA|AR)$")


def left_in_latin(tree: html.HtmlElement) -> list[str]:
    """Texts of the page that are said to be Arabic, and are not."""
    found = set()
    for text in tree.xpath("//body//text() | //title/text() | //@aria-label | //@placeholder | //@data-show | //@alt"):
        element = text.getparent()
        own = element.getparent() if text.is_tail else element
        around = [own, *own.iterancestors()]
        if any(each.get("href", "").startswith("https://") for each in around):
            continue  # an address, written out
        language = next(each.get("lang") for each in around if each.get("lang"))
        if language == "ar" and not APART & {each.tag for each in around}:
            found |= {text.strip() for word in LATIN.findall(ADDRESS.sub("", text)) if not KEPT.match(word)}
    return sorted(found)


@pytest.fixture
def arabic(tmp_path) -> Visitor:
    catalogue.write(tmp_path / "locale")
    databases.make(tmp_path)
    app = lms.create_app(
        settings_for(tmp_path, locale_dir=tmp_path / "locale", languages=("en", "ar"), site_name="دفتر")
    )
    with app.app_context():
        migrations.upgrade()
        with saving():
            services.load(TINY, registries(), today())
    return Visitor(app.test_client())


def test_no_page_of_a_visitor_has_an_unmarked_word(arabic):
    found = {}
    for path in VISITORS:
        page = arabic(f"/ar/{path}", status=404 if path == "no-such-page" else 200)
        if left := left_in_latin(page.tree):
            found[path] = left
    assert found == {}


def test_no_page_of_a_learner_has_an_unmarked_word(arabic):
    arabic("/ar/join").send("join", handle="هدوء-٧", passphrase=PASSPHRASE).send("join")
    arabic("/ar/courses/t1").send("enrol")
    arabic("/ar/courses/t1/m1/s1").send("done")
    found = {path: left for path in LEARNERS if (left := left_in_latin(arabic(f"/ar/{path}").tree))}
    assert found == {}


def test_the_guard_sees_an_unmarked_word(arabic):
    tree = html.document_fromstring(
        "<html lang='ar'><body><p>Unmarked</p><p lang='en'>Course</p><code>AB</code></body></html>"
    )
    assert left_in_latin(tree) == ["Unmarked"]
