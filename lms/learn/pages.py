"""Home, courses, modules, and what this is."""

from flask import Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms.curriculum import queries as curriculum
from lms.db import saving
from lms.db.days import today
from lms.learn.blueprint import bp, places
from lms.learn.loaders import ENDINGS, find_module, find_outline
from lms.learn.route import CourseView, course_view
from lms.ledger.services import enrol as enrol_in
from lms.progress.queries import Standing, standings
from lms.web.forms import safe_next
from lms.web.gate import open_to_all
from lms.web.headers import FOR_EVER, PICTURE_POLICY
from lms.web.language import NOT_REVIEWED, current_language, visitors_language
from lms.web.login import me, myself
from lms.web.messages import say


@places.get("/")
@open_to_all
def root():
    """To the home page in the visitor's language."""
    response = redirect(url_for("learn.home", lang=visitors_language()), 302)
    response.vary.add("Accept-Language")
    return response


@bp.get("/")
@open_to_all
def home():
    """A visitor reads what this is; a learner goes on where they were."""
    mine = _standings()
    outlines = curriculum.outlines()
    courses = [_view(outline, mine) for outline in outlines]
    courses.sort(key=lambda course: (not course.enrolled, course.address))
    return render_template("lms/learn/home.html", courses=tuple(courses))


@bp.get("/courses/<course>")
@open_to_all
def course(course):
    return render_template("lms/learn/course.html", course=_view(find_outline(course), _standings()))


@bp.post("/courses/<course>/enrol")
def enrol(course):
    """The person takes the course, and goes to where they came from, or to its first open step."""
    outline = find_outline(course)
    with saving():
        enrol_in(myself(), outline.course_id, today())
    say("saved", _("You take this course now. Your place and your answers are kept."))
    then = _view(outline, _standings()).next
    if back := safe_next(request.form.get("to")):
        return redirect(back, 303)
    if then is None:
        return redirect(url_for("learn.course", course=course), 303)
    return redirect(url_for("learn.step", course=course, module=then.module, step=then.address), 303)


@bp.get("/courses/<course>/<module>")
@open_to_all
def module(course, module):
    outline = find_outline(course)
    place = find_module(outline, module)
    view = _view(outline, _standings())
    shown = next(each for each in view.modules if each.key == place.key)
    return render_template("lms/learn/module.html", course=view, module=shown)


@bp.get("/about")
@open_to_all
def about():
    return render_template("lms/learn/about.html", not_reviewed=NOT_REVIEWED)


@bp.get("/help", endpoint="help")
@open_to_all
def help_page():
    return render_template("lms/learn/help.html")


@places.get("/media/<digest>.<ending>")
@open_to_all
def media(digest, ending):
    """A picture of a course; its address is its content, so it never changes."""
    if f'"{digest}"' in request.headers.get("If-None-Match", ""):
        return Response(status=304, headers={"Cache-Control": FOR_EVER, "ETag": f'"{digest}"'})
    found = curriculum.media(digest)
    if found is None or ENDINGS.get(found.type) != ending:
        abort(404)
    response = Response(found.bytes, mimetype=found.type)
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    response.headers["Cache-Control"] = FOR_EVER
    response.set_etag(digest)
    return response


def _standings() -> dict[int, Standing]:
    person = me()
    return standings(person.id) if person else {}


def _view(outline, mine: dict[int, Standing]) -> CourseView:
    standing = mine.get(outline.course_id, Standing())
    return course_view(outline, standing.done, standing.enrolment is not None, current_language())
