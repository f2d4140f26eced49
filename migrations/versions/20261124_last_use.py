"""the day an account was last used."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_last_use"
down_revision = "20261124_details"


def upgrade():
    # a plain ALTER: to copy the table would let go of all that refers to it
    with op.batch_alter_table("lms_person", recreate="never") as batch_op:
        batch_op.add_column(sa.Column("used_on", sa.Date(), nullable=True))
    op.execute("UPDATE lms_person SET used_on = joined_on")


def downgrade():
    with op.batch_alter_table("lms_person", recreate="never") as batch_op:
        batch_op.drop_column("used_on")
