"""Operators find one person by an exact handle, and give and withdraw roles."""

import re

import pytest

from lms.people.roles import Role


def find(operator, handle="calm-river-7"):
    """The page after the form for a handle is sent."""
    page = operator("/en/people")
    form = next(form for form in page.tree.forms if form.action == "/en/people")
    return operator.post(form.action, {**dict(form.form_values()), "handle": handle})


@pytest.fixture
def found(operator, make_person):
    """The page of a person without roles."""
    make_person()
    return find(operator)


def test_an_operator_finds_the_person_of_exactly_this_handle(operator, make_person):
    person_id = make_person()
    page = find(operator, "Calm-RIVER-7")
    assert page.url == f"/en/people/{person_id}"
    assert page.heading == "calm-river-7"
    assert "like everybody with an account" in page.text


@pytest.mark.parametrize("handle", ["calm-river", "calm", "calm-river-77", "%", "nobody-9"])
def test_nothing_near_a_handle_is_shown(operator, make_person, handle):
    make_person()
    page = find(operator, handle)
    assert page.status == 422
    assert "Nobody has this handle" in page.text
    assert "calm-river-7" not in page.text
    assert page.tree.xpath("string(//input[@name='handle']/@value)") == handle


def test_an_empty_handle_is_asked_for_again(operator):
    page = find(operator, "")
    assert page.status == 422
    assert page.tree.xpath("//div[@class='summary']//a/@href") == ["#handle"]


def test_the_people_page_lists_nobody(operator, make_person):
    make_person()
    page = operator("/en/people")
    assert "calm-river-7" not in page.text
    assert "operator-1" not in page.text


def test_a_role_is_given_withdrawn_and_asked_about_in_between(operator, make_person, found, roles_of):
    person_id = found.url.rpartition("/")[2]
    page = found.send("/roles", role="trainer", course="t1")
    assert "Saved." in page.text
    assert "trainer of “" in page.text
    question = operator(next(link for link in page.links() if "/roles/" in link))
    assert question.heading == "Withdraw this role?"
    assert "trainer of “" in operator(f"/en/people/{person_id}").text  # to ask changed nothing
    page = question.send("/roles/")
    assert "The role is withdrawn." in page.text
    assert "trainer of “" not in page.text.replace("A trainer reads", "")


def test_a_role_that_is_held_already_is_not_given_twice(found):
    found.send("/roles", role="manager", course="")
    page = found.send("/roles", role="manager", course="")
    assert "holds the role already" in page.text
    assert page.text.count("manager of every course") == 2  # the line, and the words of its link


def test_an_operator_of_one_course_is_refused_with_words(found):
    page = found.send("/roles", role="operator", course="t1")
    assert page.status == 422
    assert "choose “Everything”" in page.text
    assert page.tree.xpath("//select[@name='role']/option[@selected]/@value") == ["operator"]
    assert page.tree.xpath("//select[@name='course']/option[@selected]/@value") == ["t1"]


@pytest.mark.parametrize("fields", [{"role": "king"}, {"course": "t9"}, {"role": []}])
def test_what_is_not_in_the_lists_is_refused(found, fields):
    assert found.send("/roles", **fields).status == 422


def test_the_last_operator_cannot_be_withdrawn_and_the_page_says_what_to_do(operator):
    page = find(operator, "operator-1")
    page = operator(next(link for link in page.links() if "/roles/" in link)).send("/roles/")
    assert page.status == 422
    assert "Make somebody else an operator first" in page.text
    assert operator("/en/people").status == 200


def test_an_operator_who_gives_the_role_up_is_led_home(operator, staff_member):
    staff_member("operator-2", (Role.OPERATOR, None))
    page = find(operator, "operator-1")
    page = operator(next(link for link in page.links() if "/roles/" in link)).send("/roles/")
    assert page.url == "/en/"
    operator("/en/people", status=403)


def test_a_role_that_somebody_else_withdrew_meanwhile_leads_back(operator, found):
    page = found.send("/roles", role="trainer", course="")
    question = operator(next(link for link in page.links() if "/roles/" in link))
    question.send("/roles/")
    assert question.send("/roles/").status == 200
    assert operator(question.url).heading == "calm-river-7"


def test_people_are_in_the_menu_of_operators_only(operator, staff_member, visit):
    trainer = staff_member("trainer-1", (Role.TRAINER, None), (Role.MANAGER, None))
    for address in ("/en/", "/en/courses/t1/m1/s1"):
        assert "/en/people" in operator(address).links()
        assert "/en/people" not in trainer(address).links()
        assert "/en/people" not in visit(address).links()


def test_a_lesson_costs_staff_no_statement_more(operator, count_statements):
    operator("/en/courses/t1/m1/s1")
    assert len(count_statements(lambda: operator.client.get("/en/courses/t1/m1/s1"))) <= 3


def test_an_invitation_is_shown_once_and_listed_without_its_link(operator):
    page = operator("/en/people").send("/people/invitations", role="trainer", course="t1")
    link = page.tree.xpath("string(//input[@id='link']/@value)")
    assert re.fullmatch(r"http://localhost/en/invitations/[\w-]{32}", link)
    assert page.headers["Cache-Control"] == "no-store"
    listing = operator("/en/people")
    assert link.rpartition("/")[2] not in str(listing.tree.xpath("//@*")) + listing.text
    assert "trainer of “" in listing.text
    assert "operator-1" not in listing.text


def test_the_link_has_the_address_that_people_open(operator, app, monkeypatch):
    settings = app.extensions["lms"].settings
    monkeypatch.setitem(settings.__dict__, "base_url", "https://learn.example.org/")
    page = operator("/en/people").send("/people/invitations", role="manager", course="")
    assert page.tree.xpath("string(//input[@id='link']/@value)").startswith("https://learn.example.org/en/invitations/")


def test_an_invitation_that_does_not_fit_is_refused_and_what_was_chosen_stays(operator):
    page = operator("/en/people").send("/people/invitations", role="operator", course="t1")
    assert page.status == 422
    assert page.tree.xpath("//select[@name='role']/option[@selected]/@value") == ["operator"]
    assert "There are none." in page.text


def test_an_open_invitation_is_withdrawn_by_one_button(operator, is_open):
    page = operator("/en/people").send("/people/invitations", role="trainer", course="")
    token = page.tree.xpath("string(//input[@id='link']/@value)").rpartition("/")[2]
    assert is_open(token)
    page = operator("/en/people").send("/people/invitations/")
    assert "Its link gives nothing any more" in page.text
    assert not is_open(token)
