"""All looks, in the order in which one needs the other."""

from collections.abc import Callable, Iterable, Iterator, Mapping

import lms
from lms.db import db
from lms.doctor import clock, courses, database, folder, keys, surroundings, work
from lms.doctor.finding import Finding
from lms.errors import LmsError, SettingsError
from lms.settings import Settings
from lms.web.language import configured

Look = Callable[[Settings], Iterable[Finding]]

OUTSIDE: tuple[Look, ...] = (
    surroundings.addresses,
    surroundings.secret,
    folder.modes,
    folder.can_be_written,
    folder.left_over,
    folder.room,
)
#: each only when the ones before found nothing that stops
INSIDE: tuple[tuple[Look, ...], ...] = (
    (database.answers,),
    (database.schema,),
    (database.whole, database.tables),
    (courses.readable,),
    (
        courses.published, courses.question_types, courses.blocks, courses.pictures, courses.facts,
        keys.ledger, keys.kept_texts,
        clock.not_behind, clock.not_far_ahead,
        work.stuck, work.failing, work.overdue, work.of_unknown_kind,
    ),
)  # fmt: skip


def findings(environ: Mapping[str, str]) -> list[Finding]:
    """All that is wrong, as far as it can be seen past what stops."""
    found = list(surroundings.unknown_names(environ))
    try:
        settings = Settings.load(environ)
        app = lms.create_app(settings)
    except LmsError as error:
        where = "settings" if isinstance(error, SettingsError) else "plug-ins"
        return [*found, Finding(where, str(error), "", stops=True)]
    with app.app_context():
        found += surroundings.catalogues(settings, configured())
        for look in OUTSIDE:
            found += look(settings)
        try:
            found += _inside(settings)
        finally:
            db.session.remove()
            db.engine.dispose()
    return found


def _inside(settings: Settings) -> Iterator[Finding]:
    for looks in INSIDE:
        found = [finding for look in looks for finding in look(settings)]
        yield from found
        if any(finding.stops for finding in found):
            return
