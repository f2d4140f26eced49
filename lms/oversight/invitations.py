"""The page of an invitation: what it gives, and to whom. To look uses nothing up: previews of links look too."""

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms.db import saving
from lms.db.days import today
from lms.oversight.blueprint import bp
from lms.oversight.demo import demo_page, gone, unkept
from lms.people import demo, invitations
from lms.people.invitations import InvitationGone, RoleHeldAlready
from lms.people.roles import Role
from lms.web import limits
from lms.web.gate import open_to_all
from lms.web.limits import limiter
from lms.web.login import acting, actor
from lms.web.messages import say
from lms.web.roles import course_names, role_view


@bp.get("/invitations/<token>")
@open_to_all
@limiter.shared_limit(limits.INVITATION, "invitation", key_func=limits.by_address, deduct_when=limits.gave_nothing)
def invitation(token):
    """A signed-in person takes it up or declines; a visitor joins or signs in first, and comes back."""
    found = invitations.find(token, today())
    if found is None:
        return unkept(demo_page(token)) if demo.find(token) else gone()
    reader = actor()
    role = role_view(found.held, course_names())
    is_held = reader is not None and found.held in reader.roles
    page = render_template(
        "lms/oversight/invitation.html", token=token, role=role, is_held=is_held, last_day=found.last_day
    )
    return unkept(make_response(page))


@bp.post("/invitations/<token>", endpoint="answer_invitation")
@limiter.shared_limit(limits.INVITATION, "invitation", key_func=limits.by_address, deduct_when=limits.gave_nothing)
def answer(token):
    """Taken up or declined, once."""
    declines = request.form.get("answer") == "decline"
    try:
        with saving():
            if declines:
                invitations.decline(acting(), token, today())
            else:
                held = invitations.accept(acting(), token, today())
    except InvitationGone:
        return gone()
    except RoleHeldAlready:
        say("note", _("You hold this role already. The invitation is not used up."))
        return redirect(url_for("learn.home"), 303)
    if declines:
        say("saved", _("You declined. The link gives nothing any more."))
        return redirect(url_for("learn.home"), 303)
    say("saved", _("You hold the role now. Your account shows it."))
    return redirect(url_for("oversight.people" if held.role is Role.OPERATOR else "account.overview"), 303)
