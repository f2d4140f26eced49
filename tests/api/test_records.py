"""`POST /api/v1/records`: a receipt or a refusal for each record, whose it must be, and how much it may be."""

import json
from uuid import uuid4

import pytest

from tests.api.conftest import ADDRESS
from tests.learn.conftest import QUIZ, finish_address


def reasons(reply) -> list[str | None]:
    return [told.get("refused") for told in reply.json["records"]]


def test_an_answer_gets_a_receipt_and_the_same_one_when_it_is_sent_again(device, stored):
    answer = device.answer()
    reply = device.send(device.batch(answer))
    assert reply.status_code == 200
    (told,) = reply.json["records"]
    assert (told["id"], told["outcome"], len(told["receipt"])) == (answer["id"], "counted", 8)
    assert reply.json["enrolment"] == device.attempt["enrolment"]
    assert reply.json["seqs"] == {device.attempt["attempt"]: 1}
    assert device.send(device.batch(answer)).json == reply.json
    assert len(stored()) == 1


def test_a_whole_quiz_can_be_taken_through_the_api(device, stored_attempt, is_clean):
    answers = [device.answer(number, seq=number + 1) for number in range(3)]
    reply = device.send(device.batch(*answers, device.finish(*answers)))
    assert [told["outcome"] for told in reply.json["records"]] == ["counted"] * 4
    assert stored_attempt(device.attempt["attempt"]).passed
    assert device.visitor(QUIZ).text.count("100 %") > 0
    assert is_clean()


def test_receipts_and_refusals_come_in_the_order_given(device, stored):
    bad = [
        device.answer(payload={"question": "none", "response": "a"}),
        {"kind": "answer_given"},
        7,
        device.answer(kind="telepathy"),
    ]
    good = [device.answer(0, seq=1), device.lesson_done(), device.answer(1, seq=2)]
    sent = [bad[0], good[0], bad[1], good[1], bad[2], bad[3], good[2]]
    reply = device.send(device.batch(*sent))
    unreadable = "record-unreadable"
    assert reasons(reply) == ["question-unknown", None, unreadable, None, unreadable, "kind-unknown", None]
    assert [told["id"] for told in reply.json["records"]] == [
        sent[0]["id"], sent[1]["id"], None, sent[3]["id"], None, sent[5]["id"], sent[6]["id"],
    ]  # fmt: skip
    assert all(told["words"] for told in reply.json["records"] if "refused" in told)
    assert len(stored()) == 3


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"id": "no id"}, "id"),
        ({"id": "018F0000-0000-4000-8000-00000000000A"}, "id"),
        ({"id": None}, "id"),
        ({"step": "a\u0000b/c"}, "step"),
        ({"step": "lanterns"}, "step"),
        ({"payload": []}, "payload"),
        ({"revision": "1"}, "revision"),
        ({"revision": 1.5}, "revision"),
        ({"revision": True}, "revision"),
        ({"seq": "1"}, "seq"),
        ({"attempt": "none"}, "attempt"),
        ({"kind": 5}, "kind"),
        ({"at": "2026-05-12T10:00:00Z"}, "at"),  # no clock of a device is taken
    ],
)
def test_of_a_record_that_cannot_be_read_the_field_is_named(device, stored, changed, field):
    reply = device.send(device.batch({**device.answer(), **changed}))
    (told,) = reply.json["records"]
    assert (told["refused"], told["field"]) == ("record-unreadable", field)
    assert stored() == []


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"seq": 0}, "seq-out-of-range"),
        ({"seq": None}, "seq-missing"),
        ({"id": "018f0000-0000-7000-8000-000000000000"}, "id-not-random"),
        ({"revision": -1}, "revision-unknown"),
        ({"revision": 999_999}, "attempt-unknown"),
        ({"attempt": str(uuid4())}, "attempt-unknown"),
        ({"step": "lanterns/none"}, "attempt-unknown"),
        ({"payload": {"question": "q-ring"}}, "payload-unknown"),
        ({"payload": {"question": "q-ring", "response": "x" * 17_000}}, "payload-too-large"),
        ({"payload": {"question": "q-ring", "response": "\u0000"}}, "payload-unreadable"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_reason_and_words(device, stored, changed, reason):
    reply = device.send(device.batch({**device.answer(), **changed}))
    assert reply.status_code == 200
    assert reasons(reply) == [reason]
    assert reply.json["records"][0]["words"].endswith(".")
    assert stored() == []


def test_another_content_under_a_known_id_is_refused(device, stored):
    answer = device.answer()
    device.send(device.batch(answer))
    other = {**answer, "payload": {**answer["payload"], "response": None}}
    assert reasons(device.send(device.batch(other))) == ["id-used"]
    assert len(stored()) == 1


def test_somebody_elses_enrolment_is_unknown_and_alone_it_is_not_there(device, stranger, stored):
    theirs = stranger.batch(stranger.answer(), stranger.lesson_done())
    alone = device.send(theirs)
    assert alone.status_code == 404
    assert reasons(alone) == ["enrolment-unknown"] * 2
    assert device.send([theirs]).status_code == 404
    both = device.send([theirs, device.batch(device.answer())])
    assert both.status_code == 200
    assert [told.get("refused") for told in both.json[0]["records"]] == ["enrolment-unknown"] * 2
    assert "receipt" in both.json[1]["records"][0]
    assert len(stored()) == 1


def test_an_enrolment_that_is_no_more_says_no_more_than_somebody_elses(device, stranger):
    gone = device.send(device.batch(device.answer(), enrolment=str(uuid4())))
    theirs = device.send(stranger.batch(device.answer()))
    assert gone.status_code == theirs.status_code == 404
    assert gone.json["records"][0]["words"] == theirs.json["records"][0]["words"]


def test_another_persons_attempt_within_ones_own_enrolment_is_refused(device, stranger, stored):
    mixed = device.batch(stranger.answer())
    assert reasons(device.send(mixed)) == ["attempt-unknown"]
    assert stored() == []


def test_who_is_not_signed_in_is_told_where_to_and_nothing_is_kept(device, another, stored):
    reply = another().client.post(ADDRESS, json=device.batch(device.answer()))
    assert reply.status_code == 401
    assert reply.json["code"] == "not-signed-in"
    assert reply.json["sign_in"] == "/en/sign-in"
    assert stored() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"X-CSRFToken": ""},
        {"X-CSRFToken": "wrong"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.elsewhere.example"},
        {"Origin": "http://["},
    ],
)
def test_what_comes_from_elsewhere_is_refused(device, stored, headers):
    reply = device.send(device.batch(device.answer()), **headers)
    assert (reply.status_code, reply.json["code"]) == (403, "page-unknown")
    assert stored() == []


def test_a_page_that_another_account_opened_saves_nothing(device, make_enrolment, sign_in, stored):
    """The token of the other session is of no use; the words are those of rule 6."""
    device.visitor.post("/en/sign-out", {"csrf_token": device.token})
    make_enrolment("quiet-lake-9")
    sign_in(device.visitor, "quiet-lake-9")
    reply = device.send(device.batch(device.answer()))
    assert reply.status_code == 404
    assert "opened by another account" in reply.json["records"][0]["words"]
    assert stored() == []


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"7", b'"x"', b"{}", b"[[]]", b"[null]", b'{"enrolment": "x", "records": []}', b"\xff\xfe",
     b'{"records": []}', b"[" * 50_000, b'{"enrolment": NaN}', b"9" * 5000],
)  # fmt: skip
def test_a_call_that_cannot_be_read_keeps_nothing(device, stored, body):
    headers = {"X-CSRFToken": device.token, "Content-Type": "application/json"}
    reply = device.visitor.client.post(ADDRESS, data=body, headers=headers)
    assert (reply.status_code, reply.json["code"]) == (400, "call-unreadable")
    assert stored() == []


def test_something_else_than_json_is_refused(device):
    reply = device.visitor.client.post(ADDRESS, data={"a": "b"}, headers={"X-CSRFToken": device.token})
    assert (reply.status_code, reply.json["code"]) == (415, "not-json")


def test_at_most_500_records_at_once(device, stored):
    many = [device.lesson_done() for _ in range(501)]
    for call in (device.batch(*many), [device.batch(*many[:250]), device.batch(*many[250:])]):
        reply = device.send(call)
        assert (reply.status_code, reply.json["code"]) == (413, "too-many-records")
    assert device.send([device.batch()] * 501).status_code == 413
    assert stored() == []
    assert reasons(device.send(device.batch(*many[:500]))) == [None] * 500


def test_at_most_256_kb_at_once(device, stored):
    reply = device.send(device.batch(device.answer(), {"x": "x" * 256 * 1024}))
    assert (reply.status_code, reply.json["code"]) == (413, "too-much")
    assert stored() == []


def test_what_comes_after_the_close_is_kept_and_its_receipt_says_so(device, stored):
    page = device.visitor(f"/en/attempts/{device.attempt['attempt']}")
    page.send("answers", to=finish_address(page), anyway="1")
    reply = device.send(device.batch(device.answer()))
    assert reply.json["records"][0]["outcome"] == "late"
    assert len(stored()) == 2


def test_saving_an_answer_takes_eight_statements_at_most(device, count_statements):
    device.send(device.batch(device.answer()))
    sent = count_statements(lambda: device.send(device.batch(device.answer(1, seq=2))))
    assert len(sent) <= 8, "\n".join(sent)


def test_a_device_that_is_behind_learns_how_far_the_attempt_is(device, second):
    phone = second()
    assert phone.attempt["attempt"] == device.attempt["attempt"]
    device.send(device.batch(device.answer(seq=7)))
    reply = phone.send(phone.batch(phone.answer(1, seq=1)))
    assert reply.json["seqs"] == {device.attempt["attempt"]: 7}


def test_the_page_carries_what_its_script_needs(device):
    device.send(device.batch(device.answer(seq=3)))
    page = device.visitor(f"/en/attempts/{device.attempt['attempt']}")
    (form,) = page.tree.xpath("//form[@data-attempt]")
    assert form.get("data-records") == ADDRESS
    assert form.get("data-seq") == "3"
    assert len(page.tree.xpath("//fieldset[@data-response]")) == 3
    assert len(page.tree.xpath("//*[@data-status][@data-given]")) == 1


@pytest.mark.parametrize(
    "odd",
    [
        r'"id": "\ud800"', r'"kind": "\ud800"', r'"step": "\ud800/\ud800"', r'"\ud800": 1', r'"payload": {"\ud800": 1}',
        r'"payload": {"question": "\udfff", "response": null}', '"payload": {"question": 1e999, "response": 1}',
        '"revision": 123456789012345678901234567890', '"seq": -123456789012345678901234567890',
    ],
)  # fmt: skip
def test_half_letters_and_endless_numbers_are_refused(device, stored, odd):
    record = json.dumps(device.answer())
    body = json.dumps(device.batch()).replace("[]", f"[{record[:-1]}, {odd}}}]")
    headers = {"X-CSRFToken": device.token, "Content-Type": "application/json"}
    reply = device.visitor.client.post(ADDRESS, data=body, headers=headers)
    assert reply.status_code == 200
    assert "refused" in reply.json["records"][0]
    assert stored() == []
