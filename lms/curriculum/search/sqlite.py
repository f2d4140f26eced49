"""Search on SQLite: FTS5 beside the table of passages, kept in step by triggers (migration `20261124_search`)."""

from sqlalchemy import Boolean, Float, FromClause, Integer, column, text

from lms.curriculum.search.words import Sought, Word

#: how much a word weighs: language (it only filters), title, text
_HITS = """
SELECT rowid AS id, bm25(lms_fts_passage, 0.0, 4.0, 1.0) AS rank,
  rowid IN (SELECT rowid FROM lms_fts_passage WHERE lms_fts_passage MATCH :in_titles) AS in_title
FROM lms_fts_passage WHERE lms_fts_passage MATCH :anywhere
"""


class Fts5:
    def hits(self, sought: Sought) -> FromClause:
        asked = text(_HITS).bindparams(in_titles=matching(sought, "title_words"), anywhere=matching(sought, "words"))
        return asked.columns(column("id", Integer), column("rank", Float), column("in_title", Boolean)).cte("hits")


def matching(sought: Sought, where: str) -> str:
    """The query in the language of FTS5; words stand in quotes, so that none of them is a part of it."""
    asked = [
        f'(language : "{language}" AND ' + " AND ".join(f"{where} : ({_any_form(word)})" for word in words) + ")"
        for language, words in sought.items()
    ]
    return " OR ".join(asked)


def _any_form(word: Word) -> str:
    return " OR ".join([*(f'"{form}"' for form in word.forms), *(f'"{each}" *' for each in word.beginnings)])
