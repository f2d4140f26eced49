"""roles, invitations, and what staff did."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_becoming_staff"
down_revision = "20261124_search"


def upgrade():
    op.create_table(
        "lms_grant",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("role <> 'operator' OR course_id IS NULL", name=op.f("ck_lms_grant_operator_of_everything")),
        sa.ForeignKeyConstraint(["person_id"], ["lms_person.id"], name=op.f("fk_lms_grant_person_id_lms_person")),
        sa.ForeignKeyConstraint(["course_id"], ["lms_course.id"], name=op.f("fk_lms_grant_course_id_lms_course")),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["lms_person.id"], name=op.f("fk_lms_grant_granted_by_lms_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_lms_grant")),
    )
    with op.batch_alter_table("lms_grant", schema=None) as batch_op:
        batch_op.create_index("uq_lms_grant_of_a_course", ["person_id", "role", "course_id"], unique=True)
        batch_op.create_index(
            "uq_lms_grant_of_everything",
            ["person_id", "role"],
            unique=True,
            sqlite_where=sa.text("course_id IS NULL"),
            postgresql_where=sa.text("course_id IS NULL"),
        )

    op.create_table(
        "lms_invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["lms_course.id"], name=op.f("fk_lms_invitation_course_id_lms_course")),
        sa.ForeignKeyConstraint(
            ["made_by"], ["lms_person.id"], name=op.f("fk_lms_invitation_made_by_lms_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lms_invitation")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_lms_invitation_token_digest")),
    )
    op.create_table(
        "lms_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_role", sa.String(length=16), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["lms_person.id"], name=op.f("fk_lms_audit_by_id_lms_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["about_id"], ["lms_person.id"], name=op.f("fk_lms_audit_about_id_lms_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lms_audit")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("lms_audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lms_audit_about_id_id"), ["about_id", "id"], unique=False)
        batch_op.create_index(
            "uq_lms_audit_look",
            ["about_id", "by_id", "by_role", "day"],
            unique=True,
            sqlite_where=sa.text("act = 'looked_up'"),
            postgresql_where=sa.text("act = 'looked_up'"),
        )


def downgrade():
    op.drop_table("lms_audit")
    op.drop_table("lms_invitation")
    op.drop_table("lms_grant")
