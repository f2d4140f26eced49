"""The pages of a host are the same before and after ours are mounted in it: status, headers, body and cookies."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from tests.hosts import club
from tests.hosts.conftest import FRAMED, WITH_OWN_ACCOUNTS, WITH_PEOPLE

BY_THE_CLOCK = {"X-RateLimit-Reset", "Retry-After", "Date"}
TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
WAYS = {"own accounts": WITH_OWN_ACCOUNTS, "its people": WITH_PEOPLE, "framed": {**WITH_PEOPLE, **FRAMED}}
OURS = (
    "/learn",
    "/learn/en/",
    "/learn/en/courses/t1/m1/s1",
    "/learn/ar/join",
    "/learn/healthz",
    "/learn/en/no-such-page",
)


@pytest.fixture(autouse=True)
def _no_chance(monkeypatch):
    """Tokens and signatures are the same each time."""
    monkeypatch.setattr("itsdangerous.timed.TimestampSigner.get_timestamp", lambda _self: 1_800_000_000)
    monkeypatch.setattr("flask_wtf.csrf.os", SimpleNamespace(urandom=bytes))


def an_afternoon(client: FlaskClient, between: Callable[[], object] = lambda: None) -> list[tuple]:
    """What the club answers to somebody who looks round, joins in and leaves; `between` their requests."""
    seen: list[tuple] = []

    def ask(address: str, method: str = "GET", pause: bool = True, **given) -> bytes:
        if pause:
            between()
        reply = client.open(address, method=method, **given)
        headers = sorted((name, _steady(value)) for name, value in reply.headers if name not in BY_THE_CLOCK)
        seen.append((method, address, reply.status, headers, reply.data))
        reply.close()
        return reply.data

    def token(page: bytes) -> str:
        return TOKEN.findall(page)[-1].decode()

    ask("/")
    ask("/nowhere")
    ask("/posts", "POST", data={"text": "without a token"})
    ask("/posts", "POST", data={"text": "x", "csrf_token": token(ask("/"))})
    page = ask("/sign-in?next=/posts")
    ask("/sign-in", "POST", data={"name": "amina", "stay": "y", "csrf_token": token(page)})
    page = ask("/")
    ask("/posts", "POST", data={"text": "Hello", "csrf_token": token(page)})
    ask("/", pause=False)  # shows “Posted.”, once
    ask("/", headers={"Accept-Language": "fr"})
    ask("/?closed=1")
    for _ in range(3):
        ask("/rare")
    ask("/assets/club.css")
    ask("/learning")
    ask("/", "OPTIONS")
    client.delete_cookie("session")
    page = ask("/")  # remembered
    ask("/sign-out", "POST", data={"csrf_token": token(page)})
    ask("/", "HEAD")
    return seen


def _steady(value: str) -> str:
    return re.sub(r"Expires=[^;]+", "Expires=…", value)


def cookies_of(client: FlaskClient) -> dict[str, str]:
    """By name, those that go to the club's pages."""
    return {name: cookie.value for name in ("session", "remember_token") if (cookie := client.get_cookie(name))}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_response_is_the_same_before_and_after(host, mounted, way):
    """The same afternoon twice: alone, then with ours mounted and visited between any two requests.

    Where the club's functions run on our pages, its session may be renewed there, as on its own: so another browser
    visits them.
    """
    alone = host.test_client()
    before = an_afternoon(alone)
    statuses = [status[:3] for _, _, status, *_ in before]
    assert {"200", "302", "400", "404", "429", "503"} <= set(statuses), "the afternoon has seen little"
    _as_at_first(host)
    mounted(**way)
    client, ours = host.test_client(), []
    visitor = host.test_client() if way else client
    after = an_afternoon(client, lambda: ours.extend(visitor.get(address).status_code for address in OURS))
    assert after == before
    assert cookies_of(client) == cookies_of(alone)
    assert set(ours) == {200, 308, 404} | ({303} if way else set())


def test_nothing_of_ours_is_initialised_on_the_host(host, mounted):
    def all_of_it() -> dict:
        functions = (host.before_request_funcs, host.after_request_funcs, host.teardown_request_funcs)
        return {
            "config": dict(host.config),
            "extensions": {name: id(each) for name, each in host.extensions.items() if name != "lms"},
            "functions": repr([*functions, host.teardown_appcontext_funcs, host.error_handler_spec]),
            "rules": [str(rule) for rule in host.url_map.iter_rules()],
            "blueprints": dict(host.blueprints),
            "templates": (sorted(host.jinja_env.globals), sorted(host.jinja_env.filters)),
        }

    before = all_of_it()
    mounted(**WITH_PEOPLE, **FRAMED)
    client = host.test_client()
    assert client.get("/learn/en/").status_code == 200
    assert all_of_it() == before


def _as_at_first(host) -> None:
    club.limiter.reset()
    with host.app_context():
        club.Post.query.delete()
        club.db.session.commit()
