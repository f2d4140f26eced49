"""`lms demo`: a site full of invented people, to look around in."""

import click

from lms.cli.inventing import SEED, invent, links_of_demo
from lms.cli.serve import prepare


@click.command()
@click.option("--seed", default=SEED, show_default=True, help="Another seed, other people.")
def demo(seed: int) -> None:
    """Invent people and months of their progress, and print a link to sign in as each of four.

    Into an empty database only; every page says that all of it is invented. Run again, it prints new links.
    Delete the data folder, and all of it is gone."""
    invent(prepare, seed)
    click.echo(links_of_demo("127.0.0.1", 8000))
