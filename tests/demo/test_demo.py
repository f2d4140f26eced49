"""Invented people: made by the real services, said on every page, and never among real ones."""

from collections import Counter
from datetime import timedelta
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest
from sqlalchemy import event, func, select

from lms.assessment.draws import type_of
from lms.assessment.models import Attempt
from lms.curriculum import queries as curriculum
from lms.curriculum.services import load
from lms.db import db, migrations, saving
from lms.db.days import today
from lms.demo import making
from lms.demo.answers import ANSWERS, answer_to
from lms.demo.characters import COUNTRIES, DAYS, PACES, Character, End, Pace, characters
from lms.demo.lives import steps_of
from lms.in_use import serving
from lms.ledger.models import Record
from lms.paths import TEMPLATES
from lms.people import demo as invented
from lms.people import secrecy, services
from lms.people.models import Person, SignIn
from lms.people.queries import by_handle
from lms.progress.models import COURSE, Completion, KeptText
from lms.registry import registries
from lms.web.language import direction
from lms.web.limits import limiter
from tests.conftest import TINY
from tests.demo.conftest import FEW, addresses
from tests.houses import contents, inside, rows_in
from tests.pages import Visitor
from tests.profile import THOROUGH

WORDS = {
    "en": "Everything here is invented",
    "ar": "كل ما هنا مُختلَق",
    "fr": "Tout est inventé ici",
}


def count(of, *where) -> int:
    return db.session.scalar(select(func.count()).select_from(of).where(*where))


def test_people_of_twenty_countries_learned_for_months_each_in_their_way(demo):
    with inside(demo[0]):
        people = db.session.scalars(select(Person)).all()
        assert len(people) == FEW + 3
        assert {person.country for person in people} >= {country for country, _ in COUNTRIES}
        assert len(COUNTRIES) == 20
        days = set(db.session.scalars(select(Record.received_on)))
        assert max(days) <= today() and min(days) >= today() - timedelta(days=DAYS)
        assert len({day.month for day in days}) >= 4
        kinds = Counter(db.session.scalars(select(Record.kind)))
        assert set(kinds) == {"step_done", "check_answered", "answer_given", "attempt_finished", "reflection_kept"}
        assert count(Attempt, Attempt.passed.is_(True))
        complete = count(Completion, Completion.what == COURSE)
        assert 0 < complete < FEW
        assert count(KeptText)


def test_all_of_it_follows_from_the_ledger(demo, run):
    result = run(demo[0], "progress", "check")
    assert (result.exit_code, result.output) == (0, "Everything follows from the ledger.\n")


def test_who_fails_a_quiz_takes_it_again_on_a_later_day_and_goes_on_at_last(demo):
    weak = Character("weak-one-1", "LB", "en", None, None, 120, Pace.STEADY, End.FINISHES, 1.0, 0.05, False)
    with inside(demo[0]):
        with saving():
            outlines = curriculum.outlines()
            steps = {outline.course_id: steps_of(outline) for outline in outlines}
            making._live(weak, outlines, steps, today(), Random(3))
        mine = select(Attempt).where(Attempt.person_id == by_handle("weak-one-1").id).order_by(Attempt.closed_on)
        tries = [each for each in db.session.scalars(mine) if each.step.endswith("/lantern-quiz")]
        assert len(tries) > 1 and not tries[0].passed
        assert [each.number for each in tries] == list(range(1, len(tries) + 1))
        assert tries[0].closed_on < tries[-1].closed_on
        assert by_handle("weak-one-1").used_on >= tries[-1].closed_on


def test_who_only_reads_answers_checks_and_finishes_nothing(demo):
    with inside(demo[0]):
        done = select(Completion.person_id)
        readers = select(Record.person_id).where(Record.kind == "check_answered", Record.person_id.not_in(done))
        assert db.session.scalars(readers).first() is not None


def content(folder) -> dict:
    """What the rows of a demo say, without ids."""
    with inside(folder):
        people = {person.id: person.handle for person in db.session.scalars(select(Person))}
        records = db.session.scalars(select(Record).order_by(Record.turn))
        said = [(people[each.person_id], each.kind, each.step, each.received_on, each.seq) for each in records]
        answers = db.session.scalars(select(Record).where(Record.kind.in_(["check_answered", "answer_given"])))
        attempts = db.session.scalars(select(Attempt))
        return {
            "people": sorted(
                (each.handle, each.country, each.joined_on) for each in db.session.scalars(select(Person))
            ),
            "said": sorted(map(repr, said)),
            "answers": sorted(repr((people[each.person_id], each.payload)) for each in answers),
            "attempts": sorted(repr((people[each.person_id], each.paper, each.points)) for each in attempts),
        }


def test_the_same_seed_gives_the_same_people_and_another_seed_others(tmp_path):
    for name, seed in (("first", 1), ("again", 1), ("other", 2)):
        with inside(tmp_path / name):
            migrations.upgrade()
            with saving():
                load(TINY, registries(), today())
            with saving():
                list(making.make(6, seed, today()))
    first, again, other = (content(tmp_path / name) for name in ("first", "again", "other"))
    assert first == again
    assert all(first[name] != other[name] for name in first)


def test_run_again_it_changes_nothing_and_prints_new_links(demo, run):
    before = rows_in(demo[0])
    with serving(demo[0]):  # also while it is served
        result = run(demo[0], "demo")
    assert result.exit_code == 0
    after = rows_in(demo[0])
    assert {name for name in after if after[name] != before[name]} == {"lms_demo_link"}
    new = addresses(result.output)
    assert len({*new, *demo[1]}) == 8
    with inside(demo[0]):
        found = [invented.find(address.rpartition("/")[2]) for address in (*demo[1], *new)]
    assert [person and person.handle for person in found] == [None] * 4 + list(making.SEEN_THROUGH.values())


def test_where_there_are_people_nobody_is_invented(run, tmp_path):
    folder = tmp_path / "real"
    assert run(folder, "db", "upgrade").exit_code == 0
    assert run(folder, "people", "add", "calm-river-7", "--make-passphrase").exit_code == 0
    before = rows_in(folder)
    for words in (("demo",), ("serve", "--demo")):
        result = run(folder, *words)
        assert (result.exit_code, "holds people already" in result.stderr) == (1, True)
    assert rows_in(folder) == before
    with inside(folder), pytest.raises(invented.NotEmpty), saving():
        list(making.make(3, 1, today()))


def test_a_database_of_an_older_schema_with_people_is_left_as_it_is(run, tmp_path):
    folder = tmp_path / "old"
    run(folder, "db", "upgrade")
    run(folder, "people", "add", "calm-river-7", "--make-passphrase")
    with inside(folder):
        migrations.downgrade("20261124_last_use")
    assert run(folder, "demo").exit_code == 1
    with inside(folder):
        assert migrations.current() == "20261124_last_use"


def test_nobody_is_invented_while_a_server_runs(run, tmp_path):
    folder = tmp_path / "new"
    run(folder, "db", "upgrade")
    with serving(folder):
        result = run(folder, "demo")
    assert (result.exit_code, "A server is running" in result.stderr) == (1, True)


def test_what_fails_half_way_leaves_nobody(run, tmp_path, monkeypatch):
    monkeypatch.setattr(making, "_take_office", lambda *args: 1 / 0)
    assert run(tmp_path / "new", "demo").exit_code == 1
    rows = rows_in(tmp_path / "new")
    assert rows["lms_person"] == rows["lms_demo"] == []
    monkeypatch.undo()


def test_deleting_the_folder_deletes_all_of_it(demo):
    assert set(contents(demo[0])) == {"in-use", "ledger-keys.json", "lms.db", "secret.key", "text.key"}


def test_a_link_signs_in_once_and_looking_at_it_uses_nothing_up(served, demo):
    visit, another = Visitor(served.test_client()), Visitor(served.test_client())
    for _ in range(2):
        page = visit(demo[1][0])
        assert "demo-learner" in page.text
    other = another(demo[1][0])
    assert page.send("/sign-in").status == 200
    assert "demo-learner" in visit("/en/account").text
    assert other.send("/sign-in").status == 410
    assert another(demo[1][0], status=410)
    assert another("/en/account").heading == "Sign in"


def test_who_goes_on_as_another_is_signed_out_before(served, demo, look):
    visit = look(0)
    assert visit(demo[1][3]).send("/sign-in").status == 200
    assert "demo-operator" in visit("/en/account").text
    with served.app_context():
        assert [device.person_id for device in db.session.scalars(select(SignIn))] == [by_handle("demo-operator").id]


@pytest.mark.parametrize(
    ("number", "open_pages", "closed"),
    [(0, (), "/en/people"), (1, ("/en/studio/reports",), "/en/people"), (3, ("/en/people", "/en/studio/reports"), "")],
)
def test_each_of_the_four_may_do_what_their_role_may(look, number, open_pages, closed):
    visit = look(number)
    for address in open_pages:
        visit(address)
    if closed:
        visit(closed, status=403)


def test_the_learner_has_something_to_go_on_with(look):
    assert "%" in look(0)("/en/").text


def test_no_passphrase_and_no_words_prove_an_invented_person(served):
    with served.app_context():
        for secret in ("!", "", "demo-learner", "nobody has this passphrase"):
            assert services.proven("demo-learner", secret) is None
            assert not secrecy.is_hash_of(by_handle("demo-learner").recovery_hash, secret)


def walk(visit: Visitor, language: str) -> list[str]:
    """Every page that can be reached by following links from the start, and some that cannot."""
    seen: set[str] = set()
    waiting = [f"/{language}/", f"/{language}/no-such-page", f"/{language}/recover", f"/{language}/invitations/none"]
    while waiting and len(seen) < (200 if THOROUGH else 30):
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        reply = visit.client.get(address, follow_redirects=True)
        assert reply.status_code in (200, 403, 404, 410), address
        page = visit._page(reply)
        assert page.text.count(WORDS[language]) == 1, f"{address} does not say that it is invented"
        assert (page.tree.get("lang"), page.tree.get("dir")) == (language, direction(language))
        links = [link.partition("#")[0].partition("?")[0] for link in page.links()]
        waiting += [link for link in links if link.startswith(f"/{language}/")]
    return sorted(seen)


@pytest.mark.parametrize(("number", "language"), [(None, "en"), (0, "ar"), (1, "fr"), (3, "en")])
def test_every_page_says_in_its_language_that_it_is_invented(served, look, number, language):
    visit = look(number) if number is not None else Visitor(served.test_client())
    assert len(walk(visit, language)) > 12


def test_so_does_what_a_form_answers_and_the_copy_of_ones_data(served, look):
    visit = look(0)
    limiter.reset()
    page = visit("/en/account/details").send("/details", gender="x" * 90)
    assert (page.status, WORDS["en"] in page.text) == (422, True)
    reply = visit.client.post(
        "/en/account/export", data=dict(visit("/en/account/export").form("/export").form_values())
    )
    with ZipFile(BytesIO(reply.data)) as archive:
        assert WORDS["en"] in archive.read("notebook.html").decode()


def test_every_template_of_a_page_stands_on_the_one_with_the_words():
    pages = [path for path in TEMPLATES.rglob("*.html") if "<html" in path.read_text(encoding="utf-8")]
    assert {path.name for path in pages} == {"base.html", "export_file.html"}
    assert all("_parts/invented.html" in path.read_text(encoding="utf-8") for path in pages)


def test_where_people_are_real_no_page_says_so(visit, learner):
    for browser in (visit, learner):
        for address in ("/en/", "/en/courses/t1/m1/s1", "/en/about"):
            assert WORDS["en"] not in browser(address).text


def test_whether_it_is_invented_is_asked_once(served, count_statements):
    visit = Visitor(served.test_client())
    with served.app_context():
        engine = db.engine
    sent: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: sent.append(args[2]))
    for _ in range(3):
        visit("/en/about")
    assert sum("lms_demo" in statement for statement in sent) == 1


def test_real_people_who_join_are_told_before_and_after(served, demo, run):
    visit = Visitor(served.test_client())
    page = visit("/en/join")
    assert WORDS["en"] in page.text
    page = page.send("/join", handle="calm-river-7", passphrase="three plain words")
    assert (page.status, WORDS["en"] in page.text) == (200, True)
    assert run(demo[0], "demo").exit_code == 0


def test_an_answer_is_right_or_wrong_as_asked_for_every_type(served):
    with served.app_context():
        module = curriculum.module_document(curriculum.outline("t1").modules[0].revision_id)
        assert {question.type for question in module.questions.values()} == set(ANSWERS)
        for question in module.questions.values():
            kind, chance = type_of(question), Random(1)
            for _ in range(20):
                right, wrong = (answer_to(question, each, chance) for each in (True, False))
                assert kind.points(question, right) == kind.maximum(question)
                assert kind.points(question, wrong) < kind.maximum(question)
                assert kind.accepts(question, wrong)


def test_characters_have_handles_of_their_own_and_every_pace():
    some = list(characters(200, Random(1)))
    assert len({each.handle for each in some}) == 200
    assert Counter(each.country for each in some) == dict.fromkeys((country for country, _ in COUNTRIES), 10)
    assert {each.pace for each in some} == set(PACES)
