"""Errors in pages, as readers report them."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_reports"
down_revision = "20261124_kept_texts"


def upgrade():
    op.create_table(
        "lms_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["lms_course.id"], name=op.f("fk_lms_report_course_id_lms_course")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["lms_revision.id"], name=op.f("fk_lms_report_revision_id_lms_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lms_report")),
    )
    with op.batch_alter_table("lms_report") as batch_op:
        batch_op.create_index(batch_op.f("ix_lms_report_course_id"), ["course_id"], unique=False)


def downgrade():
    with op.batch_alter_table("lms_report") as batch_op:
        batch_op.drop_index(batch_op.f("ix_lms_report_course_id"))
    op.drop_table("lms_report")
