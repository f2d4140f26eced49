"""Who uses the data folder: several servers may at once, or one command that must be alone with it.

The locks go with their processes, however they end.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from lms.errors import LmsError

NAME = "in-use"


class FolderInUse(LmsError):
    """Somebody else uses the data folder."""


def serving(data_dir: Path) -> IO[str]:
    """What is returned holds the folder as long as it is open.

    :raises FolderInUse: while a command is alone with it
    """
    return _locked(data_dir, fcntl.LOCK_SH, "A command is replacing what is in it: wait until it has ended.")


@contextmanager
def alone(data_dir: Path) -> Iterator[None]:
    """No server runs over the folder on this machine, and none starts.

    :raises FolderInUse: when one runs
    """
    with _locked(data_dir, fcntl.LOCK_EX, "A server is running over it: stop that first. Nothing was changed."):
        yield


def _locked(data_dir: Path, how: int, why_not: str) -> IO[str]:
    file = os.fdopen(os.open(data_dir / NAME, os.O_RDWR | os.O_CREAT, 0o600), "r+")
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise FolderInUse(f"The data folder {data_dir} is in use. {why_not}") from None
    return file
