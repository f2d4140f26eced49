"""first tables."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_first_tables"
down_revision = None


def upgrade():
    op.create_table(
        "lms_course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lms_course")),
        sa.UniqueConstraint("address", name=op.f("uq_lms_course_address")),
        sa.UniqueConstraint("key", name=op.f("uq_lms_course_key")),
    )
    op.create_table(
        "lms_media",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_lms_media")),
    )
    op.create_table(
        "lms_outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("run_at", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lms_outbox")),
    )
    op.create_table(
        "lms_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("handle", sa.String(length=40), nullable=False),
        sa.Column("handle_folded", sa.String(length=80), nullable=False),
        sa.Column("passphrase_hash", sa.String(length=200), nullable=False),
        sa.Column("recovery_hash", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lms_person")),
        sa.UniqueConstraint("handle_folded", name=op.f("uq_lms_person_handle_folded")),
    )
    op.create_table(
        "lms_draft",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("module_key", sa.String(length=60), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["lms_course.id"], name=op.f("fk_lms_draft_course_id_lms_course")),
        sa.PrimaryKeyConstraint("course_id", "module_key", "origin", name=op.f("pk_lms_draft")),
    )
    op.create_table(
        "lms_enrolment",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["lms_course.id"], name=op.f("fk_lms_enrolment_course_id_lms_course")),
        sa.ForeignKeyConstraint(["person_id"], ["lms_person.id"], name=op.f("fk_lms_enrolment_person_id_lms_person")),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_lms_enrolment")),
    )
    with op.batch_alter_table("lms_enrolment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lms_enrolment_course_id"), ["course_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_lms_enrolment_person_id_course_id"), ["person_id", "course_id"], unique=True
        )

    op.create_table(
        "lms_module",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["lms_course.id"], name=op.f("fk_lms_module_course_id_lms_course")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lms_module")),
    )
    with op.batch_alter_table("lms_module", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lms_module_course_id_address"), ["course_id", "address"], unique=True)
        batch_op.create_index(batch_op.f("ix_lms_module_course_id_key"), ["course_id", "key"], unique=True)

    op.create_table(
        "lms_sign_in",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("signed_in_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["lms_person.id"], name=op.f("fk_lms_sign_in_person_id_lms_person")),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_lms_sign_in")),
    )
    op.create_table(
        "lms_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["lms_course.id"], name=op.f("fk_lms_revision_course_id_lms_course")),
        sa.ForeignKeyConstraint(["module_id"], ["lms_module.id"], name=op.f("fk_lms_revision_module_id_lms_module")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lms_revision")),
    )
    with op.batch_alter_table("lms_revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lms_revision_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lms_revision_module_id"), ["module_id"], unique=False)

    op.create_table(
        "lms_attempt",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(length=121), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.JSON(), nullable=False),
        sa.Column("pass_percent", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("maximum", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id", "enrolment_id"],
            ["lms_enrolment.person_id", "lms_enrolment.id"],
            name=op.f("fk_lms_attempt_person_id_enrolment_id_lms_enrolment"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["lms_revision.id"], name=op.f("fk_lms_attempt_revision_id_lms_revision")
        ),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_lms_attempt")),
    )
    with op.batch_alter_table("lms_attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_lms_attempt_person_id_enrolment_id_step_number"),
            ["person_id", "enrolment_id", "step", "number"],
            unique=True,
        )
        batch_op.create_index(
            "uq_lms_attempt_open",
            ["person_id", "enrolment_id", "step"],
            unique=True,
            sqlite_where=sa.text("closed_by IS NULL"),
            postgresql_where=sa.text("closed_by IS NULL"),
        )

    op.create_table(
        "lms_completion",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=121), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "enrolment_id"],
            ["lms_enrolment.person_id", "lms_enrolment.id"],
            name=op.f("fk_lms_completion_person_id_enrolment_id_lms_enrolment"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["lms_revision.id"], name=op.f("fk_lms_completion_revision_id_lms_revision")
        ),
        sa.PrimaryKeyConstraint("person_id", "enrolment_id", "what", name=op.f("pk_lms_completion")),
    )
    op.create_table(
        "lms_record",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("step", sa.String(length=121), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "enrolment_id"],
            ["lms_enrolment.person_id", "lms_enrolment.id"],
            name=op.f("fk_lms_record_person_id_enrolment_id_lms_enrolment"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["lms_revision.id"], name=op.f("fk_lms_record_revision_id_lms_revision")
        ),
        sa.PrimaryKeyConstraint("person_id", "enrolment_id", "id", name=op.f("pk_lms_record")),
    )
    with op.batch_alter_table("lms_record", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_lms_record_person_id_attempt_id"), ["person_id", "attempt_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_lms_record_person_id_enrolment_id_turn"), ["person_id", "enrolment_id", "turn"], unique=True
        )


def downgrade():
    with op.batch_alter_table("lms_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lms_record_person_id_enrolment_id_turn"))
        batch_op.drop_index(batch_op.f("ix_lms_record_person_id_attempt_id"))

    op.drop_table("lms_record")
    op.drop_table("lms_completion")
    with op.batch_alter_table("lms_attempt", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_lms_attempt_open",
            sqlite_where=sa.text("closed_by IS NULL"),
            postgresql_where=sa.text("closed_by IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_lms_attempt_person_id_enrolment_id_step_number"))

    op.drop_table("lms_attempt")
    with op.batch_alter_table("lms_revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lms_revision_module_id"))
        batch_op.drop_index(batch_op.f("ix_lms_revision_course_id"))

    op.drop_table("lms_revision")
    op.drop_table("lms_sign_in")
    with op.batch_alter_table("lms_module", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lms_module_course_id_key"))
        batch_op.drop_index(batch_op.f("ix_lms_module_course_id_address"))

    op.drop_table("lms_module")
    with op.batch_alter_table("lms_enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lms_enrolment_person_id_course_id"))
        batch_op.drop_index(batch_op.f("ix_lms_enrolment_course_id"))

    op.drop_table("lms_enrolment")
    op.drop_table("lms_draft")
    op.drop_table("lms_person")
    op.drop_table("lms_outbox")
    op.drop_table("lms_media")
    op.drop_table("lms_course")
