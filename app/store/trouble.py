"""What can be wrong with the database itself, told apart, so that a caller knows whether to come again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from sqlalchemy import exc

from app.errors import AppError


class StoreTrouble(AppError):
    """The database does not work; nothing was stored."""

    status = 503
    retry_after_s: ClassVar[int] = 2


class Busy(StoreTrouble):
    """The database is busy; nothing was stored. Send it again in a moment."""


class Full(StoreTrouble):
    """The disk is full; nothing was stored."""

    retry_after_s = 30


class Gone(StoreTrouble):
    """The database cannot be reached; it is not known to have stored anything. Send it again in a moment."""

    retry_after_s = 5


class Crossed(Busy):
    """Two transactions waited for each other; nothing was stored. Send it again in a moment."""


class Taken(AppError):
    """That name or id is somebody else's already."""

    status = 409


SQLITE = {
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_FULL: Full,
    sqlite3.SQLITE_IOERR: Gone,
    sqlite3.SQLITE_CANTOPEN: Gone,
    sqlite3.SQLITE_READONLY: Gone,
    sqlite3.SQLITE_CORRUPT: Gone,
    sqlite3.SQLITE_NOTADB: Gone,
}
#: PostgreSQL's SQLSTATE by its beginning, the longest that fits wins
POSTGRES = {
    "55P03": Busy,  # lock_timeout
    "57014": Busy,  # statement_timeout
    "53300": Busy,  # too many connections
    "40": Crossed,  # deadlock, serialisation
    "53": Full,  # disk, memory
    "08": Gone,
    "57P": Gone,  # shutting down, starting up
    "25006": Gone,  # a standby: read only
}
DRIVERS = (exc.SQLAlchemyError, OSError, TimeoutError, sqlite3.Error)


def trouble_in(error: BaseException) -> StoreTrouble | None:
    """Name what is wrong with the database, or None where the fault is in what was asked of it."""
    if isinstance(error, StoreTrouble):
        return error
    if isinstance(error, exc.TimeoutError):  # the pool's: every connection is taken
        return Busy()
    if isinstance(error, (OSError, TimeoutError)):
        return Gone()
    if not isinstance(error, exc.SQLAlchemyError):
        return None
    found = None
    if isinstance(error, exc.DBAPIError):
        found = _sqlite(error.orig) or _postgres(error.orig) or (Gone() if error.connection_invalidated else None)
    # A full disk takes the savepoint away, and what is heard last is that there is no such savepoint.
    return found or (trouble_in(error.__context__) if error.__context__ else None)


@contextmanager
def told() -> Iterator[None]:
    """Turn a driver's error into one of ours, where it is about the database itself."""
    try:
        yield
    except DRIVERS as error:
        trouble = trouble_in(error)
        if trouble is None:
            raise
        raise trouble from error


def _sqlite(error: BaseException | None) -> StoreTrouble | None:
    code = getattr(error, "sqlite_errorcode", None)
    kind = SQLITE.get(code & 0xFF) if isinstance(code, int) else None  # the upper bits say more exactly where
    return kind() if kind else None


def _postgres(error: BaseException | None) -> StoreTrouble | None:
    state = getattr(error, "sqlstate", None)
    if not isinstance(state, str):
        return None
    return next((POSTGRES[state[:n]]() for n in (5, 3, 2) if state[:n] in POSTGRES), None)
