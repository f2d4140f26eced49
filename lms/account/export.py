"""A copy of all that is held about a person: one file to read, one for programs, in one archive."""

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import islice
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask import Response, current_app, render_template

from lms.account.blueprint import bp
from lms.db.days import today
from lms.people import held
from lms.people.access import Permission, require
from lms.people.models import Person
from lms.web import limits
from lms.web.demo import is_invented
from lms.web.gate import begins_itself
from lms.web.language import current_language, direction, format_day
from lms.web.limits import limiter
from lms.web.login import myself

NAME = "notebook"  #: says nothing, as the page titles
MOST_SHOWN = 2000  #: rows of a kind in the file to read; the other file has all


@bp.get("/account/export")
def export():
    return render_template(
        "lms/account/export.html", entries=tuple(entry for entry in held.in_order() if entry.applies())
    )


@bp.post("/account/export", endpoint="export_now")
@begins_itself
@limiter.limit(limits.EXPORT, key_func=limits.by_person)
def export_now():
    """The archive. Rows are read some at a time, so that only its compressed bytes are in memory."""
    person = myself()
    require(person, Permission.DATA_EXPORT, person.id)
    response = Response(archive_of(person), mimetype="application/zip")
    response.headers["Content-Disposition"] = f"attachment; filename={NAME}.zip"
    return response


def archive_of(person: Person) -> bytes:
    """Two files of the same content; their time is a day, as everywhere."""
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for ending, parts in (("html", readable(person)), ("json", for_programs(person))):
            info = ZipInfo(f"{NAME}.{ending}", date_time=(*today().timetuple()[:3], 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            with archive.open(info, "w") as file:
                for part in parts:
                    file.write(part.encode())
    return kept.getvalue()


def readable(person: Person) -> Iterator[str]:
    """A page that needs nothing else, in the reader's language."""
    language = current_language()
    return current_app.jinja_env.get_template("lms/account/export_file.html").generate(
        lang=language,
        dir=direction(language),
        today=today(),
        invented=is_invented(),
        entries=held.in_order(),
        rows=lambda entry: islice(entry.export(person.id, language), MOST_SHOWN),
        most=MOST_SHOWN,
        shown=lambda value: format_day(value) if isinstance(value, date) else "" if value is None else str(value),
    )


def for_programs(person: Person) -> Iterator[str]:
    """The same as JSON, with the ids, codes and numbers that the other file leaves out."""
    language = current_language()
    yield f'{{"format": 1, "made_on": "{today()}", "language": {json.dumps(language)}, "held": ['
    for number, entry in enumerate(held.in_order()):
        about = {name: str(getattr(entry, name)) for name in ("title", "what", "why", "seen_by", "until")}
        yield ("," if number else "") + "\n" + _json(about)[:-1] + ', "rows": ['
        for at, row in enumerate(entry.export(person.id, language)):
            yield ("," if at else "") + "\n" + _json(row)
        yield "]}"
    yield "]}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
