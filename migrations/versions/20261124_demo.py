"""invented people: that a database holds nobody else, and links to sign in as one of them."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_demo"
down_revision = "20261124_postgres"


def upgrade():
    op.create_table(
        "lms_demo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lms_demo")),
    )
    op.create_table(
        "lms_demo_link",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["lms_person.id"], name=op.f("fk_lms_demo_link_person_id_lms_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_lms_demo_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_lms_demo_link_token_digest")),
    )


def downgrade():
    op.drop_table("lms_demo_link")
    op.drop_table("lms_demo")
