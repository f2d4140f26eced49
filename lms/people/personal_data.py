"""What this package holds about a person: the account, and the devices that are signed in."""

from collections.abc import Iterator
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import func, select

from lms.db import db
from lms.people.demo import DemoLink
from lms.people.erasing import kept_until
from lms.people.held import UNTIL_ERASING, PersonalData, Row, rows_of
from lms.people.models import Person, SignIn


def export_account(person_id: UUID, _language: str) -> Iterator[Row]:
    person = db.session.get_one(Person, person_id)
    yield {
        "handle": person.handle,
        "secrets": _("kept only as one-way digests, which cannot be read back"),
        "language": person.language,
        "joined_on": person.joined_on,
        "used_on": person.used_on,
        "kept_until": kept_until(person),
        "country": person.country,
        "organisation_type": person.organisation_type,
        "gender": person.gender,
        "id": str(person.id),
    }


def export_devices(person_id: UUID, _language: str) -> Iterator[Row]:
    for sign_in_id, day in rows_of(SignIn.id, SignIn.signed_in_on, where=SignIn.person_id == person_id):
        yield {"signed_in_on": day, "id": str(sign_in_id)}
    if db.session.get(DemoLink, person_id):
        yield {"signed_in_on": _("not yet: a link to look around")}


def count_account(_person_id: UUID) -> tuple[str, ...]:
    return (_("1 account"),)


def count_devices(person_id: UUID) -> tuple[str, ...]:
    number = db.session.scalar(select(func.count()).where(SignIn.person_id == person_id)) or 0
    return (ngettext("%(num)s sign-in", "%(num)s sign-ins", number),) if number else ()


ACCOUNT = PersonalData(
    tables=(Person,),
    title=_l("Your account"),
    what=_l(
        "The handle you chose, your language, the day you joined and the day you last signed in. Of the passphrase and "
        "the six recovery words only one-way digests, from which nobody can read them back. If you said so: your "
        "country, the kind of organisation and your gender."
    ),
    why=_l("So that you can come back to your place, and nobody else can."),
    until=UNTIL_ERASING,
    columns={
        "handle": _l("Handle"),
        "secrets": _l("Passphrase and recovery words"),
        "language": _l("Language"),
        "joined_on": _l("Joined on"),
        "used_on": _l("Last signed in on"),
        "kept_until": _l("Kept until, if not used"),
        "country": _l("Country"),
        "organisation_type": _l("Kind of organisation"),
        "gender": _l("Gender"),
    },
    export=export_account,
    counted=count_account,
)
DEVICES = PersonalData(
    tables=(SignIn, DemoLink),
    title=_l("Where you are signed in"),
    what=_l("For each device that is signed in: a random number and the day. Not which device, and not where."),
    why=_l("So that signing out makes the device’s cookie worthless."),
    until=_l("Until that device signs out, or you erase your account."),
    columns={"signed_in_on": _l("Signed in on")},
    export=export_devices,
    counted=count_devices,
)
