"""`lms people add | grant | reset`, and the link for the first operator."""

import pytest

from lms.cli.people import link_for_first_operator
from lms.cli.work import DAILY, begin_daily_work
from lms.db import db, outbox
from lms.db.days import today
from lms.people import audit, grants, secrecy, services
from lms.people.queries import by_handle

PASSPHRASE = "three plain words"


@pytest.fixture
def acts(app):
    """What is written about somebody, the oldest first."""

    def read(handle: str) -> list[tuple[str, str]]:
        with app.app_context():
            return [(each.act, each.by_role) for each in reversed(audit.about(by_handle(handle).id, 1, 50))]

    return read


def printed(result, label: str) -> str:
    return next(line.partition(label)[2].strip() for line in result.output.splitlines() if line.startswith(label))


def test_an_account_is_made_with_the_passphrase_that_was_typed_twice(lms_command, app, acts):
    result = lms_command("people", "add", "calm-river-7", typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert result.exit_code == 0, result.output
    assert PASSPHRASE not in result.output
    words = printed(result, "Recovery words:")
    assert len(words.split()) == 6
    with app.app_context():
        assert services.proven("calm-river-7", PASSPHRASE) is not None
        assert secrecy.is_hash_of(by_handle("calm-river-7").recovery_hash, words)
    assert acts("calm-river-7") == [("added", "command")]


@pytest.mark.parametrize(("options", "typed"), [((), "\n\n"), (("--make-passphrase",), None)])
def test_without_one_a_passphrase_is_made_and_printed(lms_command, app, options, typed):
    result = lms_command("people", "add", "calm-river-7", *options, typed=typed)
    assert result.exit_code == 0, result.output
    with app.app_context():
        assert services.proven("calm-river-7", printed(result, "Passphrase:     ")) is not None


@pytest.mark.parametrize(
    ("handle", "typed", "reason"),
    [
        ("ab", "", "3 to 40 letters"),
        ("two words", "", "3 to 40 letters"),
        ("Taken-1", "", "choose another"),
        ("calm-river-7", "short\nshort\n", "at least 10"),
        ("calm-river-7", "calm-river-7\ncalm-river-7\n", "other than the handle"),
        ("calm-river-7", f"{'x' * 201}\n{'x' * 201}\n", "at most 200"),
    ],
)
def test_what_cannot_be_an_account_is_refused_with_a_reason(lms_command, make_person, app, handle, typed, reason):
    make_person("taken-1")
    result = lms_command("people", "add", handle, typed=typed)
    assert result.exit_code == 1
    assert reason in result.stderr
    with app.app_context():
        assert by_handle("calm-river-7") is None


@pytest.mark.parametrize(
    ("words", "everything"),
    [(("trainer", "--course", "t1"), False), (("trainer",), True), (("operator",), True), (("manager",), True)],
)
def test_a_role_is_given_once_and_written(lms_command, make_person, app, acts, words, everything):
    person_id = make_person()
    assert "is already" not in lms_command("people", "grant", "Calm-River-7", *words).output
    again = lms_command("people", "grant", "calm-river-7", *words)
    assert (again.exit_code, again.output.rstrip().endswith("already.")) == (0, True)
    with app.app_context():
        assert [(each.role, each.course_id is None) for each in grants.of(person_id)] == [(words[0], everything)]
    assert acts("calm-river-7") == [("granted", "command")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nobody-9", "trainer"), 1),
        (("calm-river-7", "trainer", "--course", "t9"), 1),
        (("calm-river-7", "operator", "--course", "t1"), 1),
        (("calm-river-7", "king"), 2),
        (("calm-river-7",), 2),
    ],
)
def test_a_role_that_cannot_be_given_is_refused(lms_command, make_person, app, words, code):
    person_id = make_person()
    result = lms_command("people", "grant", *words)
    assert result.exit_code == code
    assert result.stderr
    with app.app_context():
        assert grants.of(person_id) == []


def test_reset_prints_new_words_and_signs_out_every_device(lms_command, learner, app, acts):
    assert learner("/en/account").heading == "Account"
    result = lms_command("people", "reset", "calm-river-7")
    assert result.exit_code == 0, result.output
    assert learner("/en/account").heading == "Sign in"
    with app.app_context():
        assert secrecy.is_hash_of(by_handle("calm-river-7").recovery_hash, printed(result, "Recovery words:"))
        assert services.proven("calm-river-7", PASSPHRASE) is not None
    assert acts("calm-river-7") == [("reset", "command")]
    assert lms_command("people", "reset", "nobody-9").exit_code == 1


def test_the_link_of_the_first_start_makes_an_operator_once(lms_command, learner, another):
    earlier, link = link_for_first_operator("127.0.0.1", 8000), link_for_first_operator("127.0.0.1", 8000)
    assert link.startswith("http://127.0.0.1:8000/en/invitations/")
    assert another()(earlier.removeprefix("http://127.0.0.1:8000"), status=410).heading
    page = learner(link.removeprefix("http://127.0.0.1:8000"))
    assert "You are invited to be an operator of this site." in page.text
    assert page.send("/invitations/", answer="accept").url == "/en/people"
    assert link_for_first_operator("127.0.0.1", 8000) is None


@pytest.mark.parametrize(
    ("host", "base", "begins"),
    [
        ("0.0.0.0", "", "http://localhost:8000/en/invitations/"),
        ("::1", "", "http://[::1]:8000/en/invitations/"),
        ("127.0.0.1", "https://learn.example.org/", "https://learn.example.org/en/invitations/"),
    ],
)
def test_the_link_has_an_address_that_can_be_opened(lms_command, monkeypatch, host, base, begins):
    monkeypatch.setenv("LMS_BASE_URL", base)
    assert link_for_first_operator(host, 8000).startswith(begins)


def test_an_operator_made_at_the_machine_makes_the_link_worthless(lms_command, make_person, visit):
    make_person()
    link = link_for_first_operator("127.0.0.1", 8000)
    lms_command("people", "grant", "calm-river-7", "operator")
    visit(link.removeprefix("http://127.0.0.1:8000"), status=410)


def test_the_work_of_each_day_begins_once_a_day(context):
    outbox.sweep()  # what the course left there when it was loaded
    day = begin_daily_work(None)
    db.session.rollback()
    assert begin_daily_work(day) == today()
    daily = db.session.scalars(db.select(outbox.Work).where(outbox.Work.name.in_(DAILY)))
    assert [work.name for work in daily] == list(DAILY)
    db.session.rollback()
    outbox.sweep()
    assert db.session.scalar(db.select(db.func.count()).select_from(outbox.Work)) == 0
