"""The page of an invitation: looked at by anybody, taken up once, the same words for all that give nothing."""

import pytest

from lms.people.roles import Role


def answer(visitor, token, words="accept", follow=True):
    return visitor(f"/en/invitations/{token}").send("/invitations/", answer=words, follow=follow)


def test_a_visitor_reads_what_it_gives_joins_and_comes_back(visit, make_token, app, roles_of):
    token = make_token()
    page = visit(f"/en/invitations/{token}")
    assert "You are invited to be a trainer of “" in page.text
    assert page.tree.forms == []
    assert visit.client.get_cookie("notebook") is None
    page = visit(page.tree.xpath("//main//a[contains(@href, '/join')]/@href")[0])
    page = page.send("join", handle="calm-river-7", passphrase="three plain words").send("join")  # the six words
    assert page.url == f"/en/invitations/{token}"
    assert "calm-river-7" in page.text
    page = page.send("/invitations/", answer="accept")
    assert "You hold the role now." in page.text


def test_who_signs_in_comes_back_too(visit, make_token, make_person):
    make_person()
    page = visit(f"/en/invitations/{make_token()}")
    page = visit(page.tree.xpath("//main//a[contains(@href, '/sign-in')]/@href")[0])
    page = page.send("sign-in", handle="calm-river-7", passphrase="three plain words")
    assert page.heading == "Invitation"


def test_to_look_uses_nothing_up_whoever_looks_and_however(visit, learner, operator, make_token, is_open):
    token = make_token()
    for visitor in (visit, learner, operator):
        for method in ("GET", "HEAD", "OPTIONS"):
            visitor.client.open(f"/en/invitations/{token}", method=method)
    assert is_open(token)


def test_the_page_is_kept_nowhere_and_its_address_not_handed_on(visit, learner, make_token):
    token = make_token()
    for visitor in (visit, learner):
        for address in (f"/en/invitations/{token}", "/en/invitations/no-token"):
            reply = visitor.client.get(address)
            assert reply.headers["Cache-Control"] == "no-store"
            assert reply.headers["Referrer-Policy"] == "no-referrer"
            assert "ETag" not in reply.headers


def test_an_invitation_is_taken_up_once(learner, staff_member, make_token):
    token = make_token(Role.MANAGER, None)
    other = staff_member("quiet-lake-9")
    page = other(f"/en/invitations/{token}")
    answer(learner, token)
    assert page.send("/invitations/", answer="accept").status == 410
    assert "manager of every course" in learner("/en/account/who-looked").text
    assert "manager of every course" not in other("/en/account/who-looked").text


def test_who_declines_is_led_home_and_the_link_is_worth_nothing(learner, make_token, is_open):
    token = make_token()
    page = answer(learner, token, "decline")
    assert "You declined." in page.text
    assert not is_open(token)


def test_a_new_operator_is_led_to_the_people_page(learner, make_token):
    page = answer(learner, make_token(Role.OPERATOR, None))
    assert page.url == "/en/people"


def test_who_holds_the_role_is_told_that_it_is_for_somebody_else(staff_member, make_token, is_open):
    trainer, token = staff_member("trainer-1", (Role.TRAINER, "t1")), make_token()
    page = trainer(f"/en/invitations/{token}")
    assert "for somebody else" in page.text
    assert page.tree.forms == []
    assert is_open(token)


def test_a_second_tap_on_accept_says_that_the_role_is_held(learner, make_token):
    page = learner(f"/en/invitations/{make_token()}")
    page.send("/invitations/", answer="accept")
    assert page.send("/invitations/", answer="accept").status == 410  # used: by this very person, and so for all


@pytest.mark.parametrize("kind", ["used", "withdrawn", "declined", "unknown", "broken off"])
def test_all_that_give_nothing_say_the_same(visit, learner, operator, make_token, kind):
    token = make_token()
    if kind in ("used", "declined"):
        answer(learner, token, "accept" if kind == "used" else "decline")
    elif kind == "withdrawn":
        operator("/en/people").send("/people/invitations/")
    else:
        token = "nothing" if kind == "unknown" else token[:-1]
    pages = [visit(f"/en/invitations/{token}", status=410) for _ in range(2)]
    unknown = visit("/en/invitations/none", status=410)
    assert {page.text for page in pages} == {unknown.text}
    assert "Ask whoever gave it to you for a new one" in unknown.text
