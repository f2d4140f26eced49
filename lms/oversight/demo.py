"""The page of a link by which one signs in as an invented person; see `people.demo`."""

from flask import Response, make_response, redirect, render_template, url_for

from lms.db import db, saving
from lms.db.days import today
from lms.oversight.blueprint import bp
from lms.people import demo, services
from lms.people.models import Person
from lms.web.gate import open_to_all
from lms.web.login import me, my_device, remember_device


def demo_page(token: str) -> Response:
    """Whom the link signs in as. To look at it uses nothing up."""
    return make_response(render_template("lms/oversight/demo.html", token=token, person=demo.find(token)))


@bp.post("/invitations/<token>/sign-in")
@open_to_all
def sign_in_as(token):
    """This browser is signed in as the invented person, whoever it was before; once."""
    with saving():
        device = demo.use(token, today())
        if device and (before := me()) is not None:
            services.sign_out(before.id, my_device())
    if device is None:
        return gone()
    remember_device(db.session.get_one(Person, device.person_id), device)
    return redirect(url_for("learn.home"), 303)


def gone() -> Response:
    return unkept(make_response(render_template("lms/oversight/gone.html"), 410))


def unkept(response: Response) -> Response:
    response.cache_control.no_store = True
    return response
