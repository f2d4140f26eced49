"""What staff looked up or changed about the person who is signed in."""

from flask import abort, render_template, request, url_for

from lms.account.blueprint import bp
from lms.people import audit, grants
from lms.web.login import myself
from lms.web.roles import course_names, role_view

ENTRIES_A_PAGE = 50


@bp.get("/account/who-looked")
def who_looked():
    """The newest day first: by which role, never who it was. Beside it, the roles the person holds."""
    asked = request.args.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    found = audit.about(myself().id, page, ENTRIES_A_PAGE) if page else ()
    if not found and page != 1:
        abort(404)
    courses = course_names()
    rows = tuple((entry, role_view(entry.held, courses) if entry.held else None) for entry in found[:ENTRIES_A_PAGE])
    roles = tuple(role_view(grant.held, courses) for grant in grants.of(myself().id))
    newer = url_for("account.who_looked", page=page - 1) if page > 1 else None
    older = url_for("account.who_looked", page=page + 1) if len(found) > ENTRIES_A_PAGE else None
    return render_template("lms/account/who_looked.html", rows=rows, roles=roles, newer_url=newer, older_url=older)
