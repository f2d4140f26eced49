"""Search on PostgreSQL: a generated `tsvector` of each passage, and its GIN index (migration `20261124_postgres`).

Words come stemmed and folded, so its configuration is `simple`, which leaves them as they are.
"""

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import TSVECTOR

from lms.curriculum.models import Passage
from lms.curriculum.search.words import Sought, Word

#: no column of the model: only PostgreSQL has it, and fills it by itself; words of a title have the weight A
VECTOR = literal_column("lms_passage.lms_fts_vector", TSVECTOR())
BY_LENGTH = 1  #: a word weighs less in a long passage


class Tsvector:
    def hits(self, sought: Sought) -> FromClause:
        in_title = or_(*_conditions(sought, ":A"))
        ranks = [
            (Passage.language == language, func.ts_rank(VECTOR, _query(words, ""), BY_LENGTH))
            for language, words in sought.items()
        ]
        rank = (-case(*ranks)).label("rank")
        found = select(Passage.id, rank, in_title.label("in_title"))
        return found.where(or_(*_conditions(sought, ""))).cte("hits")


def _conditions(sought: Sought, where: str) -> list[ColumnElement[bool]]:
    return [
        and_(Passage.language == language, VECTOR.bool_op("@@")(_query(words, where)))
        for language, words in sought.items()
    ]


def _query(words: tuple[Word, ...], where: str) -> ColumnElement:
    """
    :param where: ":A" for titles, else nothing
    """
    return func.to_tsquery("simple", " & ".join(f"({_any_form(word, where)})" for word in words))


def _any_form(word: Word, where: str) -> str:
    """Words stand in quotes, so that none of them is a part of the query's language."""
    beginnings = [f"'{each}'{where or ':'}*" for each in word.beginnings]
    return " | ".join([*(f"'{form}'{where}" for form in word.forms), *beginnings])
