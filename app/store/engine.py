"""One database, three doors: readers wait for no writer, writers stand in one line, a glance costs no thread."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from app.store import inline, letters
from app.store.bell import Bell, NoBell, topics_of
from app.store.trouble import told

BUSY_S = 10.0  #: how long a write waits for its turn before it is refused
READERS = 8
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
WAL_LIMIT = 64 << 20  #: bytes; a log that grew under load is cut back to this


@dataclass(frozen=True, kw_only=True)
class Database:
    """A database that is open. `read` and `write` are transactions; `Writer` puts many writes into one."""

    reader: AsyncEngine
    writer: AsyncEngine
    glancer: AsyncEngine
    bell: Bell = field(default_factory=NoBell)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of ours."""
        return self.writer.dialect.name == "sqlite"

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Look, at one moment's state; writing is refused by the database."""
        with told():
            async with AsyncSession(self.reader, expire_on_commit=False) as session:
                yield session

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[AsyncSession]:
        """Look up a few rows by their keys. On SQLite it is done in the loop, so what may take long goes to `read`."""
        with told():
            async with AsyncSession(self.glancer, expire_on_commit=False) as session:
                yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """Write in a transaction of its own, committed at the end; the bell is rung after that."""
        with told():
            async with AsyncSession(self.writer, expire_on_commit=False) as session:
                async with session.begin():
                    yield session
                topics = topics_of(session)
        if topics:
            self.bell.ring(topics)

    async def cut_back(self) -> None:
        """Have SQLite's log written into the file and emptied, as far as readers allow: deleted text is then gone."""
        if not self.is_sqlite:
            return
        with told():
            async with self.writer.connect() as connection:
                await connection.exec_driver_sql("COMMIT")  # the transaction begins by itself, and this is done outside
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                await connection.exec_driver_sql("BEGIN")

    async def close(self) -> None:
        """Let go of all connections."""
        await self.reader.dispose()
        if self.glancer is not self.reader:
            await self.glancer.dispose()
        if self.writer is not self.reader:
            await self.writer.dispose()


def connect(url: str, *, bell: Bell | None = None, busy_s: float = BUSY_S) -> Database:
    """Make ready to use `sqlite:///FILE` or `postgresql://...`; nothing is opened before it is needed."""
    where = with_driver(url)
    if where.get_backend_name() == "sqlite":
        reader, writer = sqlite_engine(where, busy_s, reads_only=True), sqlite_engine(where, busy_s)
        glancer = sqlite_engine(where.set(drivername=inline.DRIVER), busy_s, reads_only=True)
    else:
        writer = postgres_engine(where, busy_s)
        glancer = reader = writer.execution_options(postgresql_readonly=True)
    return Database(reader=reader, writer=writer, glancer=glancer, bell=bell or NoBell())


def with_driver(url: str) -> URL:
    """Name the driver where the URL names only the database (ValueError where it is neither of the two)."""
    where = make_url(url)
    backend = where.get_backend_name()
    if backend not in DRIVERS:
        raise ValueError(f"neither sqlite nor postgresql: {where.render_as_string()}")
    return where.set(drivername=DRIVERS[backend])


def sqlite_engine(where: URL, busy_s: float, *, reads_only: bool = False, foreign_keys: bool = True) -> AsyncEngine:
    """One connection that writes, or several that read and are held to it."""
    engine = create_async_engine(
        where if reads_only else where.set(drivername=inline.DRIVER),
        pool_size=READERS if reads_only else 1,
        max_overflow=0,
        pool_timeout=busy_s,
        # Transactions are begun below, not by the driver: it would begin late, and without a word about writing.
        connect_args={"timeout": busy_s, "isolation_level": None},
    )
    pragmas = {
        "journal_mode": "WAL",  # readers and a writer at once
        "synchronous": "FULL",  # NORMAL may lose the last commits when the power fails
        "foreign_keys": "ON" if foreign_keys else "OFF",
        "journal_size_limit": WAL_LIMIT,
        "secure_delete": "ON",  # what was deleted is overwritten: an erased student is not read off the disk
        "query_only": "ON" if reads_only else "OFF",
    }

    @event.listens_for(engine.sync_engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
        cursor = connection.cursor()
        for name, value in pragmas.items():
            cursor.execute(f"PRAGMA {name}={value}")
        cursor.close()
        letters.teach(connection)

    # A transaction that begins by reading and then writes is refused at once if another wrote meanwhile, however
    # patient it is: so a writer takes its turn first.
    begin = "BEGIN" if reads_only else inline.LOCKS

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def postgres_engine(where: URL, busy_s: float) -> AsyncEngine:
    """A pool; a statement that waits for a lock longer than `busy_s` is refused."""
    return create_async_engine(
        where,
        pool_size=READERS,
        max_overflow=0,
        pool_timeout=busy_s,
        pool_pre_ping=True,  # the server may have been restarted
        connect_args={
            "timeout": busy_s,
            "server_settings": {"lock_timeout": f"{round(busy_s * 1000)}", "application_name": "allclose"},
        },
    )
