"""Staff at their browsers."""

from collections.abc import Callable
from uuid import UUID

import pytest

from lms.curriculum import queries as curriculum
from lms.db import db, saving
from lms.db.days import today
from lms.people import grants, invitations
from lms.people.roles import Held, Role
from tests.pages import Visitor


@pytest.fixture
def give(app) -> Callable[..., None]:
    """The person holds the role."""

    def send(person_id: UUID, role: Role, course: str | None = None) -> None:
        with app.app_context(), saving():
            course_id = curriculum.outline(course).course_id if course else None
            grants.give(person_id, Held(role, course_id), today(), None)

    return send


@pytest.fixture
def staff_member(another, make_person, give, sign_in) -> Callable[..., Visitor]:
    """Somebody new who holds these roles, signed in at a browser of their own."""

    def make(handle: str, *roles: tuple[Role, str | None]) -> Visitor:
        person_id = make_person(handle)
        for role, course in roles:
            give(person_id, role, course)
        visitor = another()
        sign_in(visitor, handle)
        return visitor

    return make


@pytest.fixture
def operator(staff_member) -> Visitor:
    return staff_member("operator-1", (Role.OPERATOR, None))


@pytest.fixture
def roles_of(app) -> Callable[[UUID], set[tuple[str, bool]]]:
    """Role, and whether it is for everything."""

    def read(person_id: UUID) -> set[tuple[str, bool]]:
        with app.app_context():
            return {(grant.role, grant.course_id is None) for grant in grants.of(person_id)}

    return read


@pytest.fixture
def make_token(app) -> Callable[..., str]:
    """The token of a new invitation."""

    def make(role: Role = Role.TRAINER, course: str | None = "t1") -> str:
        with app.app_context(), saving():
            course_id = curriculum.outline(course).course_id if course else None
            return invitations.make(Held(role, course_id), today(), None)

    return make


@pytest.fixture
def is_open(app) -> Callable[[str], bool]:
    """Whether the invitation can still be taken up."""

    def read(token: str) -> bool:
        with app.app_context():
            found = invitations.find(token, today()) is not None
            db.session.rollback()
            return found

    return read
