"""Search on any database, without an index of its own: every passage is looked through. Good for some hundreds."""

from sqlalchemy import ColumnElement, Float, FromClause, and_, literal, or_, select
from sqlalchemy.orm import Mapped

from lms.curriculum.models import Passage
from lms.curriculum.search.words import Sought, Word


class Like:
    def hits(self, sought: Sought) -> FromClause:
        in_title = or_(*_conditions(sought, Passage.title_words))
        anywhere = or_(*_conditions(sought, Passage.words))
        rank = literal(0, Float).label("rank")
        return select(Passage.id, rank, in_title.label("in_title")).where(anywhere).cte("hits")


def _conditions(sought: Sought, column: Mapped[str]) -> list[ColumnElement[bool]]:
    return [
        and_(Passage.language == language, *(_has(column, word) for word in words))
        for language, words in sought.items()
    ]


def _has(column: Mapped[str], word: Word) -> ColumnElement[bool]:
    whole = [column.like(f"% {form} %") for form in word.forms]
    return or_(*whole, *(column.like(f"% {each}%") for each in word.beginnings))
