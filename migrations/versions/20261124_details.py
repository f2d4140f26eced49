"""details that a person may give: country, type of organisation, gender.

Without batch mode: it would rebuild the table, and rows of other tables refer to it.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_details"
down_revision = "20261124_becoming_staff"


def upgrade():
    op.add_column("lms_person", sa.Column("country", sa.String(length=2), nullable=True))
    op.add_column("lms_person", sa.Column("organisation_type", sa.String(length=40), nullable=True))
    op.add_column("lms_person", sa.Column("gender", sa.String(length=60), nullable=True))


def downgrade():
    op.drop_column("lms_person", "gender")
    op.drop_column("lms_person", "organisation_type")
    op.drop_column("lms_person", "country")
