"""For operators: find somebody by handle, give and withdraw roles, make invitations."""

from uuid import UUID

from flask import Response, abort, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms.db import saving
from lms.db.days import today
from lms.oversight.blueprint import bp
from lms.oversight.forms import FindForm, RoleForm
from lms.people import grants, invitations, staff
from lms.people.access import Permission, require
from lms.people.grants import Grant
from lms.people.models import Person
from lms.people.staff import LastOperator
from lms.web.gate import writes
from lms.web.login import acting
from lms.web.messages import say
from lms.web.roles import RoleView, course_names, role_view


@bp.get("/people")
def people():
    """A field for one exact handle, and a form for an invitation. Nobody is listed."""
    require(acting(), Permission.PEOPLE_MANAGE)
    return _front_page(FindForm(), RoleForm(course_names()))


@bp.post("/people", endpoint="find")
def find():
    form = FindForm()
    with saving():
        person = staff.look_up(acting(), form.handle.data or "", today())
        found = person.id if person else None
    if form.validate() and found is None:
        form.handle.errors = [_("Nobody has this handle. Look at each letter and number; nothing near it is shown.")]
    if form.errors or found is None:
        return make_response(_front_page(form, RoleForm(course_names(), empty=True)), 422)
    return redirect(url_for("oversight.person", person=found), 303)


@bp.get("/people/<uuid:person>")
@writes  # that somebody looked
def person(person):
    with saving():
        found = staff.look_at(acting(), person, today()) or abort(404)
        return _person_page(found, RoleForm(course_names()))


@bp.post("/people/<uuid:person>/roles")
def grant(person):
    courses = course_names()
    form = RoleForm(courses)
    with saving():
        found = staff.look_at(acting(), person, today()) or abort(404)
        if not form.validate():
            return make_response(_person_page(found, form), 422)
        is_new = staff.grant(acting(), person, form.held, today())
    say("saved" if is_new else "note", _("Saved.") if is_new else _("This person holds the role already."))
    return redirect(url_for("oversight.person", person=person), 303)


@bp.get("/people/<uuid:person>/roles/<uuid:grant>")
@writes  # that somebody looked
def confirm_withdrawal(person, grant):
    with saving():
        found = staff.look_at(acting(), person, today()) or abort(404)
        return _withdrawal_page(found, grant)


@bp.post("/people/<uuid:person>/roles/<uuid:grant>")
def withdraw(person, grant):
    actor = acting()
    try:
        with saving():
            staff.withdraw(actor, person, grant, today())
            operates = any(each.person_id == actor.id for each in grants.operators())
    except LastOperator:
        with saving():
            found = staff.look_at(acting(), person, today()) or abort(404)
            return make_response(_withdrawal_page(found, grant, is_last=True), 422)
    say("saved", _("The role is withdrawn."))
    return redirect(url_for("oversight.person", person=person) if operates else url_for("learn.home"), 303)


@bp.post("/people/invitations")
def invite():
    """The link, shown once: only a digest of it is kept."""
    courses = course_names()
    form = RoleForm(courses)
    require(acting(), Permission.PEOPLE_MANAGE)
    if not form.validate():
        return make_response(_front_page(FindForm(empty=True), form), 422)
    with saving():
        token = staff.invite(acting(), form.held, today())
    base = current_app.extensions["lms"].settings.base_url.rstrip("/")
    path = url_for("oversight.invitation", token=token).removeprefix(request.script_root)  # which `base` ends with
    link = base + path if base else url_for("oversight.invitation", token=token, _external=True)
    role = role_view(form.held, courses)
    return render_template("lms/oversight/invited.html", link=link, role=role, days=invitations.OPEN_DAYS)


@bp.post("/people/invitations/<uuid:invitation>")
def withdraw_invitation(invitation):
    with saving():
        staff.withdraw_invitation(acting(), invitation, today())
    say("saved", _("The invitation is withdrawn. Its link gives nothing any more."))
    return redirect(url_for("oversight.people"), 303)


def _front_page(form: FindForm, role_form: RoleForm) -> str:
    waiting = tuple(
        (each.id, role_view(each.held, role_form.courses), each.last_day) for each in invitations.still_open(today())
    )
    return render_template("lms/oversight/people.html", form=form, role_form=role_form, waiting=waiting)


def _person_page(person: Person, form: RoleForm) -> str:
    roles = tuple(_role_row(each, form.courses) for each in grants.of(person.id))
    return render_template("lms/oversight/person.html", person=person, roles=roles, form=form)


def _withdrawal_page(person: Person, grant_id: UUID, is_last: bool = False) -> str | Response:
    found = next((each for each in grants.of(person.id) if each.id == grant_id), None)
    if found is None:  # somebody else was first
        return redirect(url_for("oversight.person", person=person.id), 303)  # type: ignore[return-value]
    role = role_view(found.held, course_names())
    return render_template("lms/oversight/withdraw.html", person=person, grant=found.id, role=role, is_last=is_last)


def _role_row(grant: Grant, courses) -> tuple[UUID, RoleView, object]:
    return grant.id, role_view(grant.held, courses), grant.granted_on
