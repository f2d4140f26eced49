"""The keys that belong to the rows: those of the ledger, and that of kept texts."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import select

from lms.db import db
from lms.doctor.finding import Finding
from lms.ledger.models import Record
from lms.ledger.receipts import keys
from lms.ledger.services import is_as_it_came
from lms.people.kept_key import has_its_key
from lms.people.models import Person
from lms.settings import LEDGER_KEYS, TEXT_KEY, Settings

LOOKED_AT = 5  #: of the records under each key
key = partial(Finding, "keys", stops=True)


def ledger(settings: Settings) -> Iterator[Finding]:
    path = settings.data_dir / LEDGER_KEYS
    mend = f"Stop serving, and put back {path} from the newest backup."
    for key_id in sorted(db.session.scalars(select(Record.key_id).distinct())):
        if key_id not in keys():
            yield key(f"Records were signed with the key “{key_id}”, which is not in {path}.", mend)
            continue
        some = db.session.scalars(select(Record).where(Record.key_id == key_id).limit(LOOKED_AT)).all()
        right = sum(map(is_as_it_came, some))
        if not right:
            yield key(f"The key “{key_id}” in {path} is not the one that signed the records.", mend)
        elif right < len(some):
            yield key("A record is not as it came.", "Run `lms progress check`, which names it, and restore a backup.")


def kept_texts(settings: Settings) -> Iterator[Finding]:
    path = settings.data_dir / TEXT_KEY
    person = db.session.scalars(select(Person).where(Person.text_key.is_not(None)).limit(1)).first()
    if person and not has_its_key(person):
        what = f"The key in {path} does not open what people keep for themselves here."
        yield key(what, f"Stop serving, and put back {path} from the newest backup.")
