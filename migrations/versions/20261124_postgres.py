"""PostgreSQL: a full-text index of the passages, and times of the outbox beyond the year 2038.

SQLite has an index of its own since `20261124_search`, and whole numbers of any size.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_postgres"
down_revision = "20261124_last_use"

#: words come stemmed and folded: `simple` leaves them as they are; those of titles have the weight A
VECTOR = """ALTER TABLE lms_passage ADD COLUMN lms_fts_vector tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('simple', title_words), 'A') || to_tsvector('simple', words)
) STORED"""


def upgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.execute(VECTOR)
        op.execute("CREATE INDEX lms_fts_passage_vector ON lms_passage USING gin (lms_fts_vector)")
        op.alter_column("lms_outbox", "run_at", type_=sa.BigInteger())


def downgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("lms_outbox", "run_at", type_=sa.Integer())
        op.drop_column("lms_passage", "lms_fts_vector")
