"""`lms people add | grant | reset`: for who has the machine, before there is an operator and when words are lost."""

import click

from lms.cli.links import link_to
from lms.cli.running import app_context, refuse
from lms.curriculum import queries as curriculum
from lms.db import db, saving
from lms.db.days import today
from lms.people import commands, invitations, secrecy
from lms.people.handles import folded, is_well_formed
from lms.people.models import Person
from lms.people.queries import by_handle
from lms.people.roles import Held, Role
from lms.people.services import HandleTaken
from lms.web.language import configured

PASSPHRASE_WORDS = 5


@click.group()
def people() -> None:
    """Accounts and roles, without the pages."""


@people.command()
@click.argument("handle")
@click.option("--make-passphrase", is_flag=True, help="Make a passphrase and print it, instead of asking for one.")
def add(handle: str, make_passphrase: bool) -> None:
    """Make an account named HANDLE; its recovery words are printed once."""
    if not is_well_formed(handle.strip()):
        refuse("A handle has 3 to 40 letters or digits; - _ and . may stand between them.")
    with app_context():
        if by_handle(handle):
            refuse(f"Somebody has the handle “{handle}”: choose another.")
        db.session.rollback()
        typed = "" if make_passphrase else _asked_passphrase(handle)
        passphrase = typed or " ".join(secrecy.new_recovery_words()[:PASSPHRASE_WORDS])
        words = " ".join(secrecy.new_recovery_words())
        hashes = secrecy.hashed(passphrase), secrecy.hashed(words)
        try:
            with saving():
                commands.add(handle, *hashes, configured()[0], today())
        except HandleTaken:
            refuse(f"Somebody has the handle “{handle}”: choose another.")
    click.echo(f"{handle.strip()} can sign in now.")
    if not typed:
        click.echo(f"Passphrase:     {passphrase}")
    click.echo(f"Recovery words: {words}")
    click.echo("They are shown only now: write them on paper.")


@people.command()
@click.argument("handle")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.option("--course", metavar="ADDRESS", help="For this course only, e.g. k4; else for everything.")
def grant(handle: str, role: str, course: str | None) -> None:
    """Give ROLE to the person named HANDLE."""
    if role == Role.OPERATOR and course:
        refuse("An operator looks after the whole site: leave out --course.")
    with app_context(), saving():
        person = _person(handle)
        outline = curriculum.outline(course) if course else None
        if course and outline is None:
            refuse(f"There is no published course at the address “{course}”: look at `lms courses list`.")
        held = Held(Role(role), outline.course_id if outline else None)
        is_new = commands.grant(person.id, held, today())
    where = f" of {course}" if course else ""
    click.echo(f"{handle} is {role}{where} now." if is_new else f"{handle} is {role}{where} already.")


@people.command()
@click.argument("handle")
def reset(handle: str) -> None:
    """Make new recovery words for HANDLE, printed once, and sign out all its devices.

    The passphrase stays as it is; with the words, the person chooses a new one."""
    with app_context():
        _person(handle)
        db.session.rollback()
        words = " ".join(secrecy.new_recovery_words())
        recovery_hash = secrecy.hashed(words)
        with saving():
            commands.reset(_person(handle), recovery_hash, today())
    click.echo(f"Recovery words: {words}")
    click.echo("They are shown only now. The earlier words are worth nothing, and all devices are signed out.")


def link_for_first_operator(host: str, port: int) -> str | None:
    """New at each start; None when there is an operator."""
    with app_context():
        with saving():
            token = invitations.make_first(today())
        return link_to(token, host, port) if token else None


def _person(handle: str) -> Person:
    return by_handle(handle) or refuse(f"There is nobody with the handle “{handle}”.")


def _asked_passphrase(handle: str) -> str:
    """What was typed twice; empty when one is to be made."""
    typed = click.prompt(
        "Passphrase (leave it empty and one is made)", default="", hide_input=True, show_default=False,
        confirmation_prompt="The same again",
    )  # fmt: skip
    passphrase = secrecy.plain(typed)
    if passphrase and len(passphrase) < secrecy.SHORTEST_PASSPHRASE:
        refuse(
            f"Make it at least {secrecy.SHORTEST_PASSPHRASE} letters long: three or four words are easy to remember."
        )
    if len(passphrase) > secrecy.LONGEST_PASSPHRASE:
        refuse(f"Make it at most {secrecy.LONGEST_PASSPHRASE} letters long.")
    if passphrase and folded(passphrase) == folded(handle):
        refuse("Choose something other than the handle: everybody can see that.")
    return passphrase
