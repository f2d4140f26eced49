"""How a database finds passages by their words: one engine for each kind."""

from typing import Protocol

from sqlalchemy import FromClause

from lms.curriculum.search.like import Like
from lms.curriculum.search.postgres import Tsvector
from lms.curriculum.search.sqlite import Fts5
from lms.curriculum.search.words import Sought


class Engine(Protocol):
    """A pure object; it makes a part of a statement and sends none."""

    def hits(self, sought: Sought) -> FromClause:
        """The passages with all the words of their language, as `id`, `in_title` and `rank` (the smaller the better).

        :param sought: not empty; each of its words is letters and digits only, as they stand in `Passage.words`
        """


ENGINES: dict[str, Engine] = {"sqlite": Fts5(), "postgresql": Tsvector()}


def engine_for(dialect: str) -> Engine:
    """The engine for that kind of database; a plain one, slower, where there is none of its own."""
    return ENGINES.get(dialect, Like())
