"""The list of receipts: what was received from a person, and nothing of anybody else."""

from urllib.parse import urlencode

import pytest
from sqlalchemy import update

from lms.db import db, saving
from lms.ledger.models import Record
from lms.ledger.receipts import readable

PLACE = "/en/account/receipts"


def codes_on(page) -> list[str]:
    return page.tree.xpath("//table//code/text()")


@pytest.fixture
def key(make_enrolment):
    return make_enrolment()


@pytest.fixture
def person(visit, key, sign_in):
    sign_in(visit)
    return visit


def test_where_nothing_was_received_the_page_says_when_that_changes(person):
    page = person(PLACE)
    assert "Nothing yet." in page.text
    assert not page.tree.xpath("//table")


def test_each_thing_received_is_a_row_with_its_code_where_and_the_day(person, key, receive):
    (code,) = receive(key)
    page = person(PLACE)
    assert codes_on(page) == [readable(code)]
    (row,) = page.tree.xpath("//tbody/tr")
    assert "Check answered" in row.text_content()
    assert "Lighting" in row.text_content()


def test_what_a_lesson_and_a_quiz_say_is_in_the_list_as_well(person):
    person("/en/courses/t1/m1/s1").send("done")
    quiz = person("/en/courses/t1/m1/s4").send("attempts")
    quiz.send("answers", to=quiz.tree.xpath("string(//button[@data-send-in]/@formaction)"), anyway="1")
    rows = [row.text_content() for row in person(PLACE).tree.xpath("//tbody/tr")]
    assert len(rows) == 2
    assert "Quiz sent in" in rows[0]
    assert "Lesson done" in rows[1]


def test_fifty_fill_a_page_and_the_others_are_on_the_next(person, key, receive):
    codes = {readable(code) for code in receive(key, 50)}
    only = person(PLACE)
    assert set(codes_on(only)) == codes
    assert not only.tree.xpath("//nav[@class='pager']")
    codes |= {readable(code) for code in receive(key, 3)}
    first = person(PLACE)
    assert len(codes_on(first)) == 50
    (older,) = first.tree.xpath("//nav[@class='pager']/a/@href")
    second = person(older)
    assert len(codes_on(second)) == 3
    assert set(codes_on(first)) | set(codes_on(second)) == codes
    (newer,) = second.tree.xpath("//nav[@class='pager']/a/@href")
    assert codes_on(person(newer)) == codes_on(first)


def test_the_newest_is_first(person, key, receive):
    codes = [readable(receive(key)[0]) for _ in range(3)]
    assert codes_on(person(PLACE)) == codes[::-1]


def test_nobody_elses_receipts_are_in_the_list(person, key, receive, make_enrolment):
    theirs = receive(make_enrolment("quiet-lake-9"), 2)
    mine = receive(key)
    assert codes_on(person(PLACE)) == [readable(code) for code in mine]
    assert not any(readable(code) in person(PLACE).text for code in theirs)


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "100000", "9" * 5000, "²", "٢", "1 or 1"])
def test_a_page_that_is_no_number_is_not_there(person, page):
    reply = person.client.get(PLACE, query_string={"page": page})
    assert reply.status_code == 404


def test_a_page_beyond_the_last_is_not_there(person, key, receive):
    receive(key)
    person(f"{PLACE}?page=2", status=404)


def search(person, code):
    return person(f"{PLACE}?{urlencode({'code': code})}")


def test_a_code_is_found_however_it_is_typed(person, key, receive):
    receive(key, 3)
    (code,) = receive(key)
    eastern = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    for spelling in (code, readable(code), code.lower(), f" {code[:4]} – {code[4:]} ", code.translate(eastern)):
        page = search(person, spelling)
        assert page.heading == "One receipt"
        assert "This receipt is right, and what was received is unchanged." in page.text
        assert page.tree.xpath("//dl//code/text()") == [readable(code)]
        assert "Check answered: Lighting" in page.text
        assert "It was received and took effect." in page.text


def test_the_form_of_the_page_asks_for_a_code(person, key, receive):
    (code,) = receive(key)
    page = person(PLACE)
    (form,) = page.tree.xpath("//form[@role='search']")
    assert (form.method, form.get("action")) == ("GET", PLACE)
    assert [name for name, _value in form.form_values()] == ["code"]
    assert page.tree.xpath("//label[@for='code']")
    assert search(person, code).tree.xpath("string(//input[@name='code']/@value)") == code


@pytest.mark.parametrize("code", ["0000-0000", "x", "K4Q9", "<b>", "é" * 300, "K4Q97M2AK4Q97M2A"])
def test_what_is_not_found_says_what_to_do(person, key, receive, code):
    receive(key)
    page = search(person, code)
    assert "was received from this account" in page.text
    assert "Codes belong to one account." in page.text
    assert "unchanged" not in page.text


def test_nobody_finds_the_receipt_of_somebody_else(person, key, receive, make_enrolment):
    (theirs,) = receive(make_enrolment("quiet-lake-9"))
    receive(key)
    assert "was received from this account" in search(person, theirs).text


def test_a_record_that_was_changed_is_found_and_said_to_be_changed(app, person, key, receive):
    (code,) = receive(key)
    with app.app_context(), saving():
        db.session.execute(update(Record).values(payload={"question": "c-first", "response": "b"}))
    page = search(person, code)
    assert "what is kept is not what was received" in page.text
    assert "is unchanged" not in page.text


def test_searching_takes_few_statements_however_much_there_is(person, key, receive, count_statements):
    codes = receive(key, 60)
    for code in (codes[0], codes[-1], "0000-0000"):
        assert len(count_statements(lambda code=code: search(person, code))) <= 4
