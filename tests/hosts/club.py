"""A host site, as one exists: people of its own, with id 1, and the same libraries that ours uses, each its own.

Flask-SQLAlchemy, Flask-Login with its remember cookie, Flask-WTF, Flask-Babel and Flask-Limiter are all initialised
here; a member may post on a board.
"""

from datetime import date
from pathlib import Path

from flask import Flask, abort, flash, redirect, render_template, request, url_for
from flask_babel import Babel, format_date, gettext
from flask_limiter import Limiter
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user, logout_user
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect, FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired

from lms import FramedPage

db = SQLAlchemy()
limiter = Limiter(lambda: request.remote_addr or "", storage_uri="memory://", headers_enabled=True)
logins = LoginManager()
HERE = Path(__file__).parent


class User(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40), unique=True, nullable=False)


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.ForeignKey("user.id"), nullable=False)
    text = db.Column(db.String(200), nullable=False)


class SignInForm(FlaskForm):
    name = StringField("Name", [InputRequired()])
    stay = BooleanField("Stay signed in")


class PostForm(FlaskForm):
    text = StringField("Text", [InputRequired()])


def make_club(folder: Path) -> Flask:
    """The site, with its members Amina (id 1) and Bilal (id 2)."""
    app = Flask("club", template_folder=HERE / "templates", static_folder=HERE / "static", static_url_path="/assets")
    app.config.update(SECRET_KEY="the club's own", SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'club.db'}")
    db.init_app(app)
    logins.init_app(app)
    logins.login_view = "sign_in"
    CSRFProtect(app)
    Babel(app, locale_selector=lambda: request.accept_languages.best_match(["fr", "en"]))
    limiter.init_app(app)
    app.before_request(count_requests)
    app.after_request(sign_response)
    for rule, view, methods in PAGES:
        app.add_url_rule(rule, view.__name__, view, methods=methods)
    with app.app_context():
        db.create_all()
        if not db.session.get(User, 1):
            db.session.add_all([User(id=1, name="amina"), User(id=2, name="bilal")])
            db.session.commit()
        db.engine.dispose()
    return app


@logins.user_loader
def load_user(user_id: str) -> User | None:
    return db.session.get(User, int(user_id))


def count_requests():
    """Runs before each page of the club, and never before one of ours."""
    if request.args.get("closed"):
        abort(503)


def sign_response(response):
    response.headers["X-Club"] = "yes"
    return response


def front():
    day = format_date(date(1999, 5, 12), "long")
    return render_template("club/front.html", posts=Post.query.all(), form=PostForm(), day=day)


def post():
    form = PostForm()
    if not form.validate_on_submit():
        return render_template("club/front.html", posts=Post.query.all(), form=form, day=""), 400
    db.session.add(Post(user_id=current_user.id, text=form.text.data))
    db.session.commit()
    flash(gettext("Posted."))
    return redirect(url_for("front"))


def sign_in():
    form = SignInForm()
    user = User.query.filter_by(name=form.name.data).first() if form.validate_on_submit() else None
    if user:
        login_user(user, remember=form.stay.data)
        back = request.args.get("next", "")
        return redirect(back if back.startswith("/") and not back.startswith("//") else url_for("front"))
    return render_template("club/sign_in.html", form=form)


def sign_out():
    logout_user()
    return redirect(url_for("front"))


@limiter.limit("2 per minute")
def rare():
    return {"left": "few"}


PAGES = (
    ("/", front, ["GET"]),
    ("/posts", login_required(post), ["POST"]),
    ("/sign-in", sign_in, ["GET", "POST"]),
    ("/sign-out", sign_out, ["POST"]),
    ("/rare", rare, ["GET"]),
)


def member() -> str | None:
    """`person_of`: the id of who is signed in to the club."""
    return current_user.get_id() if current_user.is_authenticated else None


def in_layout(page: FramedPage) -> str:
    """`frame`: one of our pages in the club's layout."""
    return render_template("club/course.html", page=page)
