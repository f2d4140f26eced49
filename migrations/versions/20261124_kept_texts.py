"""What learners write for themselves and keep here, and the key of each person that opens it."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_kept_texts"
down_revision = "20261124_first_tables"


def upgrade():
    with op.batch_alter_table("lms_person") as batch_op:
        batch_op.add_column(sa.Column("text_key", sa.String(length=120), nullable=True))
    op.create_table(
        "lms_kept_text",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(length=121), nullable=False),
        sa.Column("block", sa.String(length=60), nullable=False),
        sa.Column("sealed", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "enrolment_id"],
            ["lms_enrolment.person_id", "lms_enrolment.id"],
            name=op.f("fk_lms_kept_text_person_id_enrolment_id_lms_enrolment"),
        ),
        sa.PrimaryKeyConstraint("person_id", "enrolment_id", "step", "block", name=op.f("pk_lms_kept_text")),
    )


def downgrade():
    op.drop_table("lms_kept_text")
    with op.batch_alter_table("lms_person") as batch_op:
        batch_op.drop_column("text_key")
