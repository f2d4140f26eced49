"""How much and how often: what is too large is refused unread, what comes too often before it is looked at."""

import io

import pytest

from lms.db import saving
from lms.db.days import today
from lms.people import invitations
from lms.people.roles import Held, Role
from lms.site import MOST_BYTES
from tests.api.conftest import ADDRESS
from tests.conftest import PASSPHRASE

MINE, ANOTHERS = "203.0.113.7", "198.51.100.2"
#: what a request can say of where it comes from
CLAIMS = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "Via")


class Endless(io.RawIOBase):
    """A body without an end, which notes how much of it was taken."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, place) -> int:
        assert self.taken < 64 * MOST_BYTES, "it is read and read"
        place[:] = b"x" * len(place)
        self.taken += len(place)
        return len(place)


@pytest.fixture
def token(visit) -> str:
    return dict(visit("/en/sign-in").form("sign-in").form_values())["csrf_token"]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/en/sign-in", "application/x-www-form-urlencoded"),
        ("/en/join", "multipart/form-data; boundary=b"),
        (ADDRESS, "application/json"),
    ],
)
def test_of_a_body_that_is_too_large_no_more_is_read_than_may_be(learner, address, kind):
    for length in (str(MOST_BYTES + 1), "99999999999", None):  # said, boasted, not said
        body = Endless()
        environ = {"wsgi.input": body, "wsgi.input_terminated": True, "CONTENT_TYPE": kind}
        environ |= {"CONTENT_LENGTH": length} if length else {"HTTP_TRANSFER_ENCODING": "chunked"}
        assert learner.client.post(address, environ_overrides=environ).status_code == 413
        assert body.taken <= (0 if length else MOST_BYTES)


def test_a_form_of_very_many_parts_is_refused(visit, token):
    fields = {"csrf_token": token, **{f"part-{number}": "x" for number in range(1001)}}
    kind = "multipart/form-data"
    assert visit.client.post("/en/sign-in", data=fields, content_type=kind).status_code == 413
    assert visit.client.post("/en/sign-in", data={"csrf_token": token}, content_type=kind).status_code == 422


def test_json_as_deep_as_one_likes_is_read_or_refused(learner):
    headers = {"X-CSRFToken": dict(learner("/en/account").form("sign-out").form_values())["csrf_token"]}
    enrolment = dict(learner("/en/courses/t1/m1/s1").form("done").form_values())["enrolment"]
    about = '"id":"5b1f0d3e-6c1b-4c9a-9d53-0d7f6a2f4e11","kind":"step_done","step":"lanterns/lighting","revision":1'
    for levels in (100, 400, 700, *range(850, 1001, 10), 5000, 120_000):
        for inner in ('{"a":' * levels + "1" + "}" * levels, '{"a":' + "[" * levels + "]" * levels + "}"):
            call = f'{{"enrolment":"{enrolment}","records":[{{{about},"payload":{inner}}}]}}'
            reply = learner.client.post(ADDRESS, data=call, headers=headers, content_type="application/json")
            assert reply.status_code in (200, 400, 413), levels
            assert reply.status_code != 200 or "refused" in reply.json["records"][0]


def test_an_address_of_any_length_is_answered(visit):
    for address in ("/en/search?q={}", "/en/sign-in?next=/{}", "/en/courses/{}", "/en/invitations/{}", "/{}"):
        assert visit.client.get(address.format("a" * 60_000)).status_code in (200, 404, 410)


def test_a_handle_of_any_length_is_refused_before_anything_is_hashed(visit, token, hashes):
    for handle in ("a" * 60_000, "ﷺ" * 81, "\u0301" * 5000):
        for address in ("/en/join", "/en/sign-in", "/en/recover"):
            fields = {"csrf_token": token, "handle": handle, "passphrase": PASSPHRASE, "words": "abandon " * 6}
            assert visit.client.post(address, data=fields).status_code == 422
    assert hashes == []


def test_white_space_does_not_hide_a_handle_from_its_limit(visit, token, make_person, hashes):
    make_person()
    hashes.clear()
    for address in ("/en/sign-in", "/en/recover"):
        fields = {"csrf_token": token, "handle": " " * 200 + "calm-river-7", "passphrase": PASSPHRASE, "words": "x"}
        assert visit.client.post(address, data=fields).status_code == 422
    assert hashes == []


def test_a_passphrase_of_any_length_is_refused_before_it_is_hashed(visit, token, make_person, hashes):
    make_person()
    hashes.clear()
    for address in ("/en/join", "/en/sign-in", "/en/recover"):
        fields = {"csrf_token": token, "handle": "calm-river-7", "passphrase": "a" * 60_000, "words": "abandon " * 6}
        assert visit.client.post(address, data=fields).status_code == 422
    assert hashes == []


@pytest.mark.parametrize(("address", "most"), [("/en/join", 60), ("/en/sign-in", 200)])
def test_no_header_is_a_way_around_the_limit_of_an_address(visit, token, address, most):
    statuses = []
    for number in range(most + 1):
        claimed = dict.fromkeys(CLAIMS, f"10.0.{number // 250}.{number % 250}")
        fields = {"csrf_token": token, "handle": f"nobody-{number}", "passphrase": "x"}
        reply = visit.client.post(address, data=fields, headers=claimed, environ_base={"REMOTE_ADDR": MINE})
        statuses.append(reply.status_code)
    assert statuses == [422] * most + [429]
    assert visit.client.post(address, data=fields, environ_base={"REMOTE_ADDR": ANOTHERS}).status_code == 422


#: one person's handle, as it may be typed
SPELLINGS = (
    "calm-river-7",
    "CALM-RIVER-7",
    " calm-river-7",
    "calm-river-7\t",
    "ｃalm-river-7",
    "calm‐river-7",
    "\u3000calm-river-7",
)


@pytest.mark.parametrize("address", ["/en/sign-in", "/en/recover", "/ar/sign-in"])
def test_no_spelling_of_a_handle_is_a_way_around_its_limit(visit, make_person, token, address):
    make_person()
    same = [each for each in SPELLINGS if each != "calm‐river-7"]  # that one is another hyphen, and nobody's handle
    for number in range(10):
        fields = {"csrf_token": token, "handle": same[number % len(same)], "passphrase": "not the right one"}
        fields["words"] = "abandon abandon abandon abandon abandon abandon"
        origin = {"REMOTE_ADDR": f"203.0.113.{number}"}
        assert visit.client.post(address, data=fields, environ_base=origin).status_code == 422
    for spelling in same:
        fields["handle"] = spelling
        assert visit.client.post(address, data=fields, environ_base={"REMOTE_ADDR": ANOTHERS}).status_code == 429


def test_only_the_half_of_an_address_that_its_holder_cannot_choose_counts(visit):
    for number in range(60):
        origin = {"REMOTE_ADDR": f"2001:db8:1:2:{number:x}::1"}
        assert visit.client.get(f"/en/invitations/guess-{number}", environ_base=origin).status_code == 410
    same, other = {"REMOTE_ADDR": "2001:db8:1:2:ffff::9"}, {"REMOTE_ADDR": "2001:db8:1:3::1"}
    assert visit.client.get("/en/invitations/guess", environ_base=same).status_code == 429
    assert visit.client.get("/en/invitations/guess", environ_base=other).status_code == 410


def test_whatever_the_server_calls_the_address_is_counted(visit):
    for address in ("", "not an address", MINE, "fe80::1%eth0"):
        origin = {"REMOTE_ADDR": address}
        statuses = [visit.client.get("/en/invitations/guess", environ_base=origin).status_code for _ in range(61)]
        assert statuses == [410] * 60 + [429], address
    mapped = {"REMOTE_ADDR": f"::ffff:{MINE}"}
    assert visit.client.get("/en/invitations/guess", environ_base=mapped).status_code == 429


def test_an_invitation_that_is_one_uses_up_no_tries(visit, app):
    with app.app_context(), saving():
        token = invitations.make(Held(Role.LEARNER), today(), None)
    assert {visit.client.get(f"/en/invitations/{token}").status_code for _ in range(61)} == {200}
