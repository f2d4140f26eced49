"""A session ends when one signs out, when the browser closes, and after some hours; then nothing of it can be seen."""

import pytest

import lms
from lms.db import db
from lms.people.models import SignIn
from tests.conftest import settings_for
from tests.pages import Visitor

CLOSED = [
    "/en/account", "/en/account/receipts", "/en/account/sessions", "/en/account/passphrase", "/en/account/words",
    "/en/account/details",
]  # fmt: skip
HOUR = 3600


@pytest.fixture
def sign_out(learner):
    """The reply to the form of the account page."""
    return lambda: learner("/en/account").send("sign-out", follow=False)


@pytest.mark.alone
def test_signing_out_clears_the_device_and_leads_home(learner, sign_out):
    reply = sign_out()
    assert (reply.status, reply.headers["Location"]) == (303, "/en/")
    assert reply.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert reply.headers["Cache-Control"] == "no-store"
    assert "_user_id" not in str(reply.headers)
    with learner.client.session_transaction() as session:
        assert dict(session) == {}


def test_after_signing_out_closed_pages_ask_to_sign_in_and_open_ones_know_nobody(learner, sign_out):
    before = learner("/en/courses/t1").text
    sign_out()
    for address in CLOSED:
        assert learner(address).heading == "Sign in"
    for address in ("/en/", "/en/courses/t1", "/en/courses/t1/m1/s1", "/en/sign-in"):
        assert "calm-river-7" not in learner(address).text
    assert learner("/en/courses/t1").text != before


def test_the_old_cookie_is_worthless_after_signing_out(learner, sign_out):
    cookie = learner.client.get_cookie("notebook").value
    sign_out()
    learner.client.set_cookie("notebook", cookie)
    for address in CLOSED:
        assert learner(address).heading == "Sign in"


def test_the_same_cookie_is_good_until_then(learner, another):
    """Else the test above would prove nothing."""
    thief = another()
    thief.client.set_cookie("notebook", learner.client.get_cookie("notebook").value)
    assert thief("/en/account").heading == "Account"


def test_signing_out_on_one_device_leaves_the_other_alone(learner, another, sign_in, sign_out):
    second = another()
    sign_in(second)
    sign_out()
    assert second("/en/account").heading == "Account"
    assert learner("/en/account").heading == "Sign in"


def test_signing_out_needs_the_forms_token(learner):
    assert learner.post("/en/sign-out", {}).status == 400
    assert learner("/en/account").heading == "Account"


def test_signing_out_twice_does_no_harm(learner):
    page = learner("/en/account")
    page.send("sign-out")
    assert page.send("sign-out").heading == "Sign in"


def test_nothing_of_whoever_was_here_before_stays_in_the_cookie(learner, make_person, sign_in):
    with learner.client.session_transaction() as session:
        session["left behind"] = "by the one before"
    learner("/en/account").send("sign-out")
    make_person("quiet-lake-9")
    with learner.client.session_transaction() as session:
        session["left behind"] = "by a visitor"
    sign_in(learner, "quiet-lake-9")
    with learner.client.session_transaction() as session:
        assert "left behind" not in session
        assert "_id" not in session  # Flask-Login's digest of address and user agent


def test_a_session_ends_after_its_hours_however_busy_it_was(clock, visit, make_person, sign_in):
    make_person()
    sign_in(visit)
    for _ in range(11):
        clock.now += HOUR
        assert visit("/en/account").heading == "Account"
    clock.now += HOUR - 1
    assert visit("/en/account").heading == "Account"
    clock.now += 1
    assert visit("/en/account").heading == "Sign in"


def test_a_session_that_has_ended_does_not_come_back(clock, visit, make_person, sign_in):
    make_person()
    sign_in(visit)
    clock.now -= 10  # before it began
    assert visit("/en/account").heading == "Sign in"


def test_the_hours_are_those_of_the_settings(clock, settings, make_person, sign_in):
    make_person()
    app = lms.create_app(settings_for(settings.data_dir, session_hours=1))
    visit = Visitor(app.test_client())
    sign_in(visit)
    clock.now += HOUR - 1
    assert visit("/en/account").heading == "Account"
    clock.now += 1
    assert visit("/en/account").heading == "Sign in"
    with app.app_context():
        db.engine.dispose()


def test_a_cookie_signed_with_another_secret_is_worthless(settings, learner):
    cookie = learner.client.get_cookie("notebook").value
    app = lms.create_app(settings_for(settings.data_dir, secret_key="another one"))
    visit = Visitor(app.test_client())
    visit.client.set_cookie("notebook", cookie)
    assert visit("/en/account").heading == "Sign in"
    with app.app_context():
        db.engine.dispose()


def test_a_device_whose_row_is_gone_is_signed_out(app, learner):
    with app.app_context():
        db.session.connection(execution_options={"writes": True})
        for row in db.session.query(SignIn):
            db.session.delete(row)
        db.session.commit()
    assert learner("/en/account").heading == "Sign in"


@pytest.mark.parametrize("address", ["/en/", *CLOSED, "/en/courses/t1", "/en/help", "/en/recover"])
def test_signed_in_pages_are_not_kept_by_the_browser(learner, another, address):
    assert learner.client.get(address).headers["Cache-Control"] == "no-store"


def test_a_visitors_open_pages_may_be_asked_for_again_by_their_etag(visit):
    reply = visit.client.get("/en/courses/t1")
    assert reply.headers["Cache-Control"] == "private, no-cache"
    assert visit.client.get("/en/courses/t1", headers={"If-None-Match": reply.headers["ETag"]}).status_code == 304
