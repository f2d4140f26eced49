"""Persons of a site around ours."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_host_people"
down_revision = "20261124_demo"


def upgrade():
    op.create_table(
        "lms_host_person",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["lms_person.id"], name=op.f("fk_lms_host_person_person_id_lms_person")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_lms_host_person")),
        sa.UniqueConstraint("person_id", name=op.f("uq_lms_host_person_person_id")),
    )


def downgrade():
    op.drop_table("lms_host_person")
