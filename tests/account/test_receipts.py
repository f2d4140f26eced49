"""The list of receipts: what was received from a person, and nothing of anybody else."""

import pytest

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
