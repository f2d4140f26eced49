"""A lesson that is kept for all is, for each reader, the lesson drawn for that reader alone."""

import re
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest

from lms.db.days import today
from lms.learn import lesson_pages, lessons

LANGUAGES = ("en", "ar", "fr")
STEPS = ("s1", "s2", "s3")
TOKEN = re.compile(r'(name="csrf_token" value=")[^"]+')


@pytest.fixture
def alike(monkeypatch):
    """Reads an address twice, as it is served and as it is drawn for its reader alone, and compares."""

    def read(visit, address: str) -> str:
        visit(address)  # a line said once is said here
        with monkeypatch.context() as patch:
            patch.setattr(lesson_pages, "page_for_all", _not_now)
            patch.setattr(lesson_pages, "something_to_say", lambda: True)
            alone = visit.client.get(address)
        served = visit.client.get(address)
        assert _without_tokens(served.text) == _without_tokens(alone.text)
        assert len(TOKEN.findall(served.text)) == len(TOKEN.findall(alone.text))
        return served.text

    return read


@pytest.fixture
def joined(another, make_person, sign_in):
    """A signed-in person in a browser of their own."""

    def enter(handle: str):
        make_person(handle)
        visit = another()
        sign_in(visit, handle)
        return visit

    return enter


def _not_now(*_):
    raise AssertionError("this page is drawn for one reader")


def _without_tokens(page: str) -> str:
    return TOKEN.sub(r"\1", page)


def _enrol(visit, _chance):
    page = visit("/en/courses/t1")
    if "/enrol" in "".join(form.action for form in page.tree.forms):
        page.send("enrol")


def _do_one(visit, chance):
    page = visit(f"/en/courses/t1/m1/{chance.choice(STEPS)}")
    if "/done" in "".join(form.action for form in page.tree.forms):
        page.send("done")


def _answer(visit, chance):
    visit("/en/courses/t1/m1/s1").send("checks", **{"q-c-first": chance.choice("ab")})


def _write(visit, _chance):
    visit("/en/courses/t1/m1/s2").send("reflections", text="a lantern of my own")


WHAT_HAPPENS = (_enrol, _do_one, _do_one, _answer, _write)


@pytest.mark.parametrize("seed", range(4))
def test_what_one_did_is_never_on_the_page_of_another(monkeypatch, alike, joined, another, seed):
    chance = Random(seed)
    readers = [joined("calm-river-7"), joined("late-heron-3"), another()]
    takes_it: set[int] = set()
    for day in range(8):
        monkeypatch.setattr(lessons, "today", lambda day=day: today() + timedelta(days=day))
        who = chance.randrange(2)
        happens = chance.choice(WHAT_HAPPENS) if who in takes_it else _enrol
        takes_it.add(who)
        happens(readers[who], chance)
        for reader, step in product(readers, STEPS):
            alike(reader, f"/{chance.choice(LANGUAGES)}/courses/t1/m1/{step}")


@pytest.mark.alone
def test_what_is_kept_holds_no_token_no_enrolment_and_no_answer(app, alike, joined):
    first, second = joined("calm-river-7"), joined("late-heron-3")
    for each in (first, second):
        _enrol(each, None)
    pages = [alike(each, "/en/courses/t1/m1/s2") for each in (first, second)]
    kept = app.extensions["lms.kept_pages"].values()
    assert len(kept) == 1
    of_one = [set(re.findall(r'name="(?:csrf_token|enrolment)" value="([^"]+)"', page)) for page in pages]
    assert of_one[0] and not of_one[0] & of_one[1]
    text = "".join(kept[0])
    assert not any(value in text for values in of_one for value in values)
    assert "calm-river-7" not in text


def test_a_page_with_a_line_for_one_reader_is_not_kept(app, joined):
    reader = joined("calm-river-7")
    _enrol(reader, None)
    page = reader("/en/courses/t1/m1/s1").send("done")
    assert "Receipt:" in page.text
    assert not any("Receipt:" in "".join(page) for page in app.extensions["lms.kept_pages"].values())


def test_each_reads_the_day_on_which_they_did_it_themselves(monkeypatch, joined):
    for handle, days in (("calm-river-7", 0), ("late-heron-3", 40)):
        reader = joined(handle)
        _enrol(reader, None)
        monkeypatch.setattr(lessons, "today", lambda days=days: date(2026, 3, 1) + timedelta(days=days))
        reader("/en/courses/t1/m1/s1").send("done")
        assert f"done on {'1 March' if days == 0 else '10 April'} 2026" in reader("/en/courses/t1/m1/s1").text
