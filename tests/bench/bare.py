"""The bare page and the bare insert: the least a signed-in Flask page can do. A yardstick, not a product.

It has Flask-Login and Flask-SQLAlchemy, one query for the person and one for the page, a page of the size of a lesson,
and an insert that is on the disk when it is acknowledged: `synchronous=FULL` on SQLite, as ours.
"""

import os

from flask import Flask, request
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Engine

db, login = SQLAlchemy(), LoginManager()

PAGE = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body>
<nav>{% for step in steps %}<a href="/lesson/{{ step }}">Step {{ step }}</a>{% endfor %}</nav>
<h1>{{ title }}</h1><p>{{ person.name }}</p><article>{{ body }}</article></body></html>"""


class Person(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)


class Lesson(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(200), nullable=False)
    body = db.Column(db.Text, nullable=False)


class Answer(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    person_id = db.Column(db.ForeignKey("person.id"), nullable=False, index=True)
    question = db.Column(db.String(60), nullable=False)
    response = db.Column(db.String(60), nullable=False)


@event.listens_for(Engine, "connect")
def _pragmas(connection, _record):
    if type(connection).__module__ != "sqlite3":
        return
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


@login.user_loader
def _load(person_id: str) -> Person | None:
    return db.session.get(Person, int(person_id))


def make() -> Flask:
    """The app over the database named in BARE_DATABASE."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="for measuring only", SQLALCHEMY_DATABASE_URI=os.environ["BARE_DATABASE"])
    db.init_app(app)
    login.init_app(app)
    page = app.jinja_env.from_string(PAGE)

    @app.get("/sign-in/<int:number>")
    def sign_in(number):
        login_user(db.get_or_404(Person, number))
        return "ok"

    @app.get("/lesson/<int:number>")
    @login_required
    def lesson(number):
        found = db.get_or_404(Lesson, number)
        return page.render(title=found.title, body=found.body, person=current_user, steps=range(1, 7))

    @app.post("/answer")
    @login_required
    def answer():
        row = Answer(person_id=current_user.id, question=request.form["question"], response=request.form["response"])
        db.session.add(row)
        db.session.commit()
        return "{}"

    return app


def fill(page_bytes: int, people: int) -> None:
    """One lesson of that size, and so many people; the app's database is new."""
    app = make()
    with app.app_context():
        db.create_all()
        db.session.add(Lesson(id=1, title="A lesson", body="word " * (page_bytes // 5)))
        db.session.add_all(Person(id=number, name=f"Person {number}") for number in range(1, people + 1))
        db.session.commit()
        db.engine.dispose()
