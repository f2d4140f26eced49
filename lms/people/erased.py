"""The list of erased random ids, kept outside the database: it outlives the restoring of an older one (DESIGN 4, 9).

An erasure and the work to list its ids are one transaction, so no id is listed whose erasure was not committed, and a
kill at any moment loses none: the outbox lists it later. Listing before the commit would be wrong: were the commit to
fail, somebody told "nothing was changed" would be erased at the next start. The row of that work holds the ids and
goes when they are listed; only then are the files wiped.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app

from lms.db.outbox import later, later_once

NAME = "erased-ids"


def list_later(ids: Iterable[UUID]) -> None:
    """The ids are listed soon after the caller's transaction is committed, and the files wiped."""
    later("list_erased", ids=[str(each) for each in ids])


def list_erased(ids: list[str]) -> dict[str, Any] | None:
    """The ids are on the list; a work kind of the outbox."""
    add(UUID(each) for each in ids)
    later_once("wipe_deleted")
    return None


def add(ids: Iterable[UUID]) -> None:
    """The ids are on the disk, each once, one a line, and nothing else: not even a day."""
    known = listed()
    new = [each for each in dict.fromkeys(ids) if each not in known]
    if not new:
        return
    descriptor = os.open(_path(), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        is_torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"  # the machine went down while it was written
        os.write(descriptor, ("\n" * is_torn + "".join(f"{each}\n" for each in new)).encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    _sync_folder(_path().parent)


def listed() -> set[UUID]:
    """Every id on the list."""
    try:
        return ids_in(_path().read_bytes())
    except FileNotFoundError:
        return set()


def ids_in(content: bytes) -> set[UUID]:
    """The ids of such a list; a line that was torn is none."""
    return {UUID(line) for line in content.decode(errors="replace").split() if _is_whole(line)}


def _is_whole(line: str) -> bool:
    try:
        return str(UUID(line)) == line
    except ValueError:
        return False


def _path() -> Path:
    return current_app.extensions["lms"].settings.data_dir / NAME


def _sync_folder(folder: Path) -> None:
    """A new file is in its folder even when the power goes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
