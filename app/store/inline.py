"""SQLite for a writer that holds the lock: statements run here and now, only what waits goes to a thread.

aiosqlite sends each statement to a thread and back, which costs many times the statement. Once the write lock is ours a
statement waits for nobody; what may take long is to get the lock and to have the disk say that it has written.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import URL, AsyncAdaptedQueuePool, Pool
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import await_only

DRIVER = "sqlite+inline"
LOCKS = "BEGIN IMMEDIATE"

T = TypeVar("T")


class Cursor(sqlite3.Cursor):
    """A cursor as an asynchronous engine wants it: whatever it does could be waited for."""

    connection: Connection

    def execute(self, sql: str, parameters: Any = ()) -> Cursor:  # noqa: ANN401 - the driver's own type is private
        """Run a statement; to get the lock may take long."""
        run = self.connection.elsewhere if sql == LOCKS else _here
        await_only(run(super().execute, sql, parameters))
        return self

    def executemany(self, sql: str, parameters: Any) -> Cursor:  # noqa: ANN401 - as above
        """Run a statement many times."""
        await_only(_here(super().executemany, sql, parameters))
        return self

    async def _async_soft_close(self) -> None:
        """Nothing is read ahead, so there is nothing to let go of."""


class Connection(sqlite3.Connection):
    """A connection whose long waits are in a thread of its own: a shared one may be waiting for our commit."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - the standard library's signature
        super().__init__(*arguments, **options)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")

    def cursor(self, factory: Any = Cursor) -> Any:  # noqa: ANN401 - the standard library's signature
        """Make a cursor of ours."""
        return super().cursor(factory)

    def commit(self) -> None:
        """Wait for the disk."""
        if self.in_transaction:
            await_only(self.elsewhere(super().commit))

    def close(self) -> None:
        """Close, and let the thread go."""
        self._thread.shutdown(wait=False)
        super().close()

    async def elsewhere(self, call: Callable[..., T], *arguments: object) -> T:
        """Call in the thread. Who is cancelled leaves when it is over: a connection is used by one at a time."""
        under_way = asyncio.get_running_loop().run_in_executor(self._thread, call, *arguments)
        try:
            return await asyncio.shield(under_way)
        except asyncio.CancelledError:
            await asyncio.wait([under_way])
            raise


class InlineDialect(SQLiteDialect_pysqlite):
    """The dialect of the standard library's driver, for an asynchronous engine."""

    driver = "inline"
    is_async = True
    supports_statement_cache = True

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:  # noqa: ARG003 - SQLAlchemy's signature
        """A pool that can be waited for."""
        return AsyncAdaptedQueuePool

    def create_connect_args(self, url: URL) -> Any:  # noqa: ANN401 - SQLAlchemy's own type is private
        """Open with our connection, usable from the threads that wait."""
        arguments, options = super().create_connect_args(url)
        return arguments, {**options, "factory": Connection, "check_same_thread": False}


async def _here(call: Callable[..., T], *arguments: object) -> T:
    return call(*arguments)


registry.register("sqlite.inline", __name__, "InlineDialect")
