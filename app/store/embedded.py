"""The embedded database as a file: where it is, whether it is whole, and a copy of it while others use it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from app.errors import AppError
from app.store.engine import with_driver
from app.store.trouble import StoreTrouble

BUSY_S = 30.0
FAULTS = 20  #: that are told


class NotEmbedded(AppError):
    """It is PostgreSQL's: its own tools copy it (pg_dump, pg_restore)."""

    status = 422


class NoDatabase(AppError):
    """There is no database yet; `allclose db upgrade` makes it."""

    status = 404


class FileThere(AppError):
    """There is a file of that name already; a copy never overwrites one."""

    status = 409


class NoCopy(StoreTrouble):
    """The copy could not be made."""


def shown(url: str) -> str:
    """The database's URL without its password."""
    return with_driver(url).set(drivername=url.partition(":")[0]).render_as_string()


def file_of(url: str) -> Path | None:
    """Where the file lies; None for a database that is not embedded."""
    where = with_driver(url)
    return Path(where.database) if where.get_backend_name() == "sqlite" and where.database else None


def needed(url: str) -> None:
    """Refuse to go on without a database (NoDatabase): SQLite would make an empty one of any name."""
    file = file_of(url)
    if file is not None and not file.exists():
        raise NoDatabase(f"There is no database at {file}; `allclose db upgrade` makes it.")


def copy_to(url: str, target: Path) -> int:
    """Copy it to a new file as it stands at one moment, while it is used; give the bytes.

    The copy is checked, and has its name only when it is whole; nobody but its owner may read it. Raises NotEmbedded,
    NoDatabase, FileThere and StoreTrouble.
    """
    file = file_of(url)
    if file is None:
        raise NotEmbedded
    needed(url)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            with _open(file) as database:
                database.execute("VACUUM INTO ?", (str(part),))
            if faults := faults_in(part):
                raise NoCopy(f"The copy is damaged: {faults[0]}")
            _to_disk(part)
            os.link(part, target)  # unlike a rename, it refuses to take another's place
            _to_disk(target.parent)
        finally:
            with suppress(FileNotFoundError):
                part.unlink()
    except FileExistsError as error:
        raise FileThere(f"There is a file {target} already; a copy never overwrites one.") from error
    except OSError as error:
        raise NoCopy(f"The copy could not be made: {error.strerror}.") from error
    return target.stat().st_size


def faults_in(file: Path) -> list[str]:
    """What is wrong with a file, page by page and reference by reference; nothing is wrong with an empty list."""
    try:
        with _open(file) as database:
            told = [str(row[0]) for row in database.execute(f"PRAGMA integrity_check({FAULTS})")]
            loose = [f"a row of {row[0]} points nowhere" for row in database.execute("PRAGMA foreign_key_check")]
    except NoCopy as error:
        return [str(error)]
    return [one for one in told if one != "ok"] + loose[:FAULTS]


@contextmanager
def _open(file: Path) -> Iterator[sqlite3.Connection]:
    try:
        where = f"file:{quote(str(file.absolute()))}?mode=rw"
        with closing(sqlite3.connect(where, uri=True, timeout=BUSY_S, isolation_level=None)) as database:
            yield database
    except sqlite3.Error as error:
        raise NoCopy(f"SQLite says: {error}.") from error


def _to_disk(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
