"""The gate: closed unless opened, and each request in a transaction of its kind. Every route is walked."""

import pytest
from flask import Flask
from sqlalchemy import event

import lms
from lms.db import db, saving
from lms.errors import WriteOutsideSaving
from lms.people.models import Person
from lms.web import gate
from tests.conftest import settings_for

#: what anybody may open; whoever opens another page adds it here, and says why
OPEN = {
    "places.root", "places.media", "healthz", "readyz",
    "learn.home", "learn.course", "learn.module", "learn.step", "learn.answer_check", "learn.about", "learn.help",
    "learn.report_error", "learn.report_error_now",
    "learn.search",
    "learn.why",
    "account.join", "account.join_or_confirm", "account.sign_in", "account.sign_in_now",
    "oversight.invitation",  # whoever was given the link, before they have an account
    "oversight.sign_in_as",  # as an invented person, by a link that is worth something once
    "account.recover", "account.recover_now",
    "account.privacy",  # one reads it before one joins
}  # fmt: skip
#: forms that show what was typed again, when the page was too old to be sent
SHOWN_AGAIN = {"account.join_or_confirm", "account.sign_in_now", "account.recover_now", "learn.report_error_now"}
#: these let the view decide, so that nothing typed is lost; they save nothing for a visitor
DECIDE_THEMSELVES = {"learn.save_answers", "learn.finish", "learn.keep_reflection", "api.records"}
VALUES = {
    "lang": "en", "course": "t1", "module": "m1", "step": "s1", "digest": "none", "ending": "svg",
    "report": 1, "attempt": "00000000-0000-4000-8000-000000000000", "person": "00000000-0000-4000-8000-000000000001",
    "grant": "00000000-0000-4000-8000-000000000002", "invitation": "00000000-0000-4000-8000-000000000003",
    "token": "no-token",
}  # fmt: skip


def routes(app: Flask) -> list[tuple[str, str, str]]:
    """Endpoint, method and address of every route."""
    with app.test_request_context("/en/"):
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            values = {name: VALUES[name] for name in rule.arguments}
            found += [
                (rule.endpoint, method, adapter.build(rule.endpoint, values, method))
                for method in rule.methods - {"HEAD", "OPTIONS"}
            ]
    return sorted(found)


def test_every_route_is_closed_unless_it_is_opened(app, visit):
    walked = routes(app)
    assert len(walked) > 20
    for endpoint, method, address in walked:
        reply = visit.client.open(address, method=method)
        to_sign_in = reply.status_code == 303 and "/sign-in" in reply.headers["Location"]
        if endpoint in OPEN:
            assert not to_sign_in, f"{endpoint} is open, and asks to sign in"
        elif endpoint in DECIDE_THEMSELVES:
            assert reply.status_code == 401, f"{endpoint} answers {reply.status_code} to a visitor"
        else:
            assert to_sign_in, f"{method} {address} answers {reply.status_code} to a visitor"


def test_the_list_of_open_pages_names_no_page_that_is_not_there(app):
    assert {endpoint for endpoint, _, _ in routes(app)} >= OPEN | DECIDE_THEMSELVES


def test_a_view_without_a_mark_is_closed(app):
    app.add_url_rule("/forgotten", view_func=lambda: "secret", endpoint="forgotten")
    reply = app.test_client().get("/forgotten")
    assert reply.status_code == 303
    assert b"secret" not in reply.data


def test_every_form_of_a_signed_in_person_needs_its_token(app, visit, make_enrolment, sign_in):
    make_enrolment()
    sign_in(visit)
    for endpoint, method, address in routes(app):
        if method == "POST" and endpoint not in DECIDE_THEMSELVES | SHOWN_AGAIN:
            reply = visit.client.post(address)
            assert reply.status_code == 400, f"{endpoint} takes a form without a token: {reply.status_code}"
            assert "Please send it once more" in reply.get_data(as_text=True)


def test_a_page_that_is_read_cannot_write(app):
    @app.get("/sly")
    @gate.open_to_all
    def sly():
        db.session.add(Person(handle="x", handle_folded="x", passphrase_hash="", recovery_hash="", language="en"))
        db.session.flush()
        return "written"

    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert app.test_client().get("/sly").status_code == 500
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with pytest.raises(WriteOutsideSaving):
        app.test_client().get("/sly")


def test_a_get_that_is_marked_writes_may_write(app):
    @app.get("/honest")
    @gate.open_to_all
    @gate.writes
    def honest():
        with saving():
            return "written"

    assert app.test_client().get("/honest").data == b"written"


def test_writing_requests_begin_to_write_and_reading_ones_do_not(app, visit, make_enrolment, sign_in):
    make_enrolment()
    sign_in(visit)
    begun = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "begin", lambda connection: begun.append(connection.get_execution_options().get("writes")))
    page = visit("/en/courses/t1/m1/s1")
    assert begun == [None]
    begun.clear()
    page.send("done")
    assert begun[0] is True


def test_the_app_is_built_without_touching_database_or_disk(tmp_path):
    folder = tmp_path / "nothing"
    lms.create_app(settings_for(folder))
    assert not folder.exists()
