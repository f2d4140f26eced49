"""search: passages, and on SQLite a full-text index of them.

The rows are made by `lms.curriculum.search.index`, which `lms db upgrade` and `lms serve` call afterwards.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_search"
down_revision = "20261124_reports"

#: words come stemmed and folded: the tokenizer has to split at spaces, and to leave them as they are
FTS = """CREATE VIRTUAL TABLE lms_fts_passage USING fts5(
  language, title_words, words, content='lms_passage', content_rowid='id', tokenize='ascii'
)"""
TAKE_IN = """CREATE TRIGGER lms_passage_taken_in AFTER INSERT ON lms_passage BEGIN
  INSERT INTO lms_fts_passage (rowid, language, title_words, words)
  VALUES (new.id, new.language, new.title_words, new.words);
END"""
TAKE_OUT = """CREATE TRIGGER lms_passage_taken_out AFTER DELETE ON lms_passage BEGIN
  INSERT INTO lms_fts_passage (lms_fts_passage, rowid, language, title_words, words)
  VALUES ('delete', old.id, old.language, old.title_words, old.words);
END"""


def upgrade():
    op.create_table(
        "lms_passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("course_revision_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("is_base", sa.Boolean(), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("place", sa.String(length=66), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title_words", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["lms_revision.id"], name=op.f("fk_lms_passage_revision_id_lms_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lms_passage")),
    )
    with op.batch_alter_table("lms_passage", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_lms_passage_revision_id_language_step_place"),
            ["revision_id", "language", "step", "place"],
            unique=True,
        )
    if op.get_bind().dialect.name == "sqlite":
        for statement in (FTS, TAKE_IN, TAKE_OUT):
            op.execute(statement)


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER lms_passage_taken_in")
        op.execute("DROP TRIGGER lms_passage_taken_out")
        op.execute("DROP TABLE lms_fts_passage")
    with op.batch_alter_table("lms_passage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lms_passage_revision_id_language_step_place"))

    op.drop_table("lms_passage")
