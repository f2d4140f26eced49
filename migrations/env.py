"""Alembic's environment; run by `lms.db.migrations`, which hands over an open connection."""

from alembic import context

from lms.db.migrations import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="lms_version",
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
