"""The file of a backup: a ZIP that any tool opens, sealed at its end by a digest of all before it.

It has mode 600 from the first byte, and its name only when it is whole and was read again. The last entry, the
manifest, says what must be in it: of each table the number of rows and their digest, of each other file its digest.
"""

import hashlib
import json
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Annotated, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo
from zlib import error as DeflateError

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lms.backup.errors import BackupRefused
from lms.backup.rows import Sum, Tag, sum_of, values

FORMAT = 1
MARK = b"lms backup, sha256 "
SEAL_BYTES = len(MARK) + 64  #: the ZIP's comment
WORDS, MANIFEST = "READ-ME.txt", "manifest.json"
ONE_READ = 1 << 20
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TableKept(_Strict):
    name: Annotated[str, Field(pattern=r"^lms_[a-z_]+$")]
    columns: dict[Annotated[str, Field(pattern=r"^[a-z_]+$")], Tag]
    rows: int
    digest: Digest  #: of `Sum`


class Manifest(_Strict):
    format: int
    lms: str  #: the version that made it
    made_on: date  #: UTC
    schema_at: str  #: the revision of the schema
    tables: tuple[TableKept, ...]  #: in an order in which each row comes after those it refers to
    files: dict[str, Digest]  #: of the data folder

    @property
    def rows(self) -> int:
        return sum(each.rows for each in self.tables)

    def count(self, table: str) -> int:
        return sum(each.rows for each in self.tables if each.name == table)


class Writing:
    """A backup that is being made."""

    def __init__(self, archive: ZipFile):
        self._archive = archive
        self.files: dict[str, str] = {}

    def text(self, name: str, content: str) -> None:
        self._archive.writestr(_entry(name), content)

    def file(self, name: str, content: bytes) -> None:
        """A file of the data folder."""
        self._archive.writestr(_entry(f"folder/{name}"), content)
        self.files[name] = hashlib.sha256(content).hexdigest()

    def table(self, name: str, columns: dict[str, Tag], lines: Iterable[bytes]) -> TableKept:
        total = Sum()
        with self._archive.open(_entry(f"tables/{name}.jsonl"), "w", force_zip64=True) as entry:
            for line in lines:
                entry.write(line)
                total.add(line)
        return TableKept(name=name, columns=columns, rows=total.rows, digest=total.digest)


class Archive:
    """A backup that can be read; all of it was looked at, and is as it was made."""

    def __init__(self, archive: ZipFile, manifest: Manifest, seal: str):
        self._archive, self.manifest, self.seal = archive, manifest, seal

    def file(self, name: str) -> bytes:
        return self._archive.read(f"folder/{name}")

    def lines(self, table: TableKept) -> Iterator[bytes]:
        with self._archive.open(f"tables/{table.name}.jsonl") as entry:
            yield from entry


@contextmanager
def writing(part: Path) -> Iterator[Writing]:
    """The file is made, and sealed at the end; when anything fails, it is gone."""
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                archive.comment = MARK + b"0" * 64
                yield Writing(archive)
            file.flush()
            end = file.seek(-64, os.SEEK_END)
            seal = _digest_until(file, end).encode()
            file.seek(end)
            file.write(seal)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def part_of(path: Path) -> Path:
    """The name a backup has while it is being made.

    :raises BackupRefused: when there is something of that name that is no backup, or no such folder
    """
    if not path.parent.is_dir():
        raise BackupRefused(f"There is no folder {path.parent}: make it, or choose another place.")
    if path.exists() and not (path.is_file() and is_backup(path)):
        raise BackupRefused(f"{path} is there already, and is no backup: choose another name.")
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}")


def put_in_place(part: Path, path: Path) -> None:
    """The backup has its name, also after the power goes."""
    part.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_backup(path: Path) -> bool:
    """Whether the file ends as a backup does."""
    with path.open("rb") as file:
        return _sealed_with(file) is not None


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """:raises BackupRefused: for a file that is no backup, or not as it was made"""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise BackupRefused(f"{path} is not a file.")
        file = path.open("rb")
    except OSError as error:
        raise BackupRefused(f"{path} cannot be read: {error.strerror}.") from None
    with file:
        seal = _checked_seal(file, path)
        try:
            archive = ZipFile(file)
            found = Archive(archive, _manifest(archive), seal)
            _check_content(found)
        except (BadZipFile, DeflateError, ValidationError, KeyError, ValueError, EOFError, NotImplementedError):
            raise _damaged(path) from None
        with archive:
            yield found


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)  # without the hour it was made
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
    return entry


def _digest_until(file: IO[bytes], end: int) -> str:
    digest, left = hashlib.sha256(), end
    file.seek(0)
    while left and (chunk := file.read(min(ONE_READ, left))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest()


def _sealed_with(file: IO[bytes]) -> str | None:
    """What the end of the file says; None when that is not the end of a backup."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - SEAL_BYTES))
    end = file.read()
    return end[len(MARK) :].decode("ascii", "replace") if end.startswith(MARK) and len(end) == SEAL_BYTES else None


def _checked_seal(file: IO[bytes], path: Path) -> str:
    """:raises BackupRefused: when the seal is missing or broken"""
    seal = _sealed_with(file)
    if seal is None:
        file.seek(0)
        if WORDS.encode() in file.read(100):
            raise _damaged(path)
        raise BackupRefused(f"{path} is not a backup made by `lms backup`.")
    if _digest_until(file, file.seek(-64, os.SEEK_END)) != seal:
        raise _damaged(path)
    return seal


def _damaged(path: Path) -> BackupRefused:
    return BackupRefused(f"{path} is damaged, cut off, or was changed since it was made: take another backup.")


def _manifest(archive: ZipFile) -> Manifest:
    plain: Any = json.loads(archive.read(MANIFEST))
    if not isinstance(plain, dict) or not isinstance(plain.get("format"), int):
        raise ValueError("no manifest")
    if plain["format"] > FORMAT:
        raise BackupRefused(f"This backup was made by a newer version ({plain.get('lms')}): upgrade lms first.")
    return Manifest.model_validate(plain)


def _check_content(found: Archive) -> None:
    """:raises ValueError: when something is not as the manifest says"""
    for name, digest in found.manifest.files.items():
        if hashlib.sha256(found.file(name)).hexdigest() != digest:
            raise ValueError(name)
    for table in found.manifest.tables:
        total = sum_of(_readable(found.lines(table), table))
        if (total.rows, total.digest) != (table.rows, table.digest):
            raise ValueError(table.name)


def _readable(lines: Iterable[bytes], table: TableKept) -> Iterator[bytes]:
    for line in lines:
        values(line, table.columns)
        yield line
