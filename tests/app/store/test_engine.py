"""The two doors of a database: what each is set to, and that the writer's waits hold nobody up."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.store.engine import Database, connect
from app.store.tables import Course, CourseSettings
from app.store.trouble import Busy, Gone
from tests.databases import ON_POSTGRES, ON_SQLITE

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


def course(**changes: object) -> Course:
    """A course as it is written."""
    return Course(**{"id": "c", "name": "c", "title": "C", "pack": "p", "made_at": NOW, **changes})


async def pragma(engine: AsyncEngine, name: str) -> object:
    """What a connection is set to."""
    async with engine.connect() as connection:
        return await connection.scalar(text(f"PRAGMA {name}"))


@ON_SQLITE
@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 2000)],
)
async def test_both_doors_of_sqlite_are_safe(database: Database, name: str, value: object) -> None:
    """WAL, written through to the disk, keys checked, patient; on each connection, since none of it is kept."""
    assert (await pragma(database.reader, name), await pragma(database.writer, name)) == (value, value)


async def test_a_key_that_points_nowhere_is_refused(database: Database) -> None:
    """Both databases check foreign keys."""
    with pytest.raises(IntegrityError):
        async with database.write() as session:
            session.add(CourseSettings(course_id="nobody"))


async def test_time_comes_back_as_it_went_in(database: Database) -> None:
    """To the microsecond, aware, in UTC."""
    async with database.write() as session:
        session.add(course())
    async with database.read() as session:
        found = await session.scalar(select(Course.made_at))
    assert found == NOW
    assert found is not None
    assert found.tzinfo is UTC


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    """Whose noon it was could not be told later."""
    with pytest.raises(Exception, match="has no time zone"):
        async with database.write() as session:
            session.add(course(made_at=NOW.replace(tzinfo=None)))


async def test_what_raises_is_taken_back(database: Database) -> None:
    """A transaction is whole or not at all."""

    async def half() -> None:
        async with database.write() as session:
            session.add(course())
            await session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        await half()
    async with database.read() as session:
        assert (await session.scalars(select(Course))).all() == []


@ON_SQLITE
async def test_waiting_for_the_lock_holds_nobody_else_up(database: Database, tmp_path: Path) -> None:
    """The loop turns while another process writes: that is what the writer's thread is for."""
    with closing(sqlite3.connect(tmp_path / "test.db", check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")

        async def store() -> None:
            async with database.write() as session:
                session.add(course())

        storing = asyncio.create_task(store())
        while not database.writer.pool.checkedout():  # type: ignore[attr-defined]  # noqa: ASYNC110 - no event tells it
            await asyncio.sleep(0)
        async with database.read() as session:
            assert (await session.scalars(select(Course))).all() == []
        assert not storing.done()
        other.rollback()
        await storing


@ON_SQLITE
async def test_who_is_cancelled_while_waiting_leaves_the_door_usable(database: Database, tmp_path: Path) -> None:
    """The lock that is got too late is given back."""
    with closing(sqlite3.connect(tmp_path / "test.db")) as other:
        other.execute("BEGIN IMMEDIATE")

        async def store() -> None:
            async with database.write() as session:
                session.add(course())

        storing = asyncio.create_task(store())
        while not database.writer.pool.checkedout():  # type: ignore[attr-defined]  # noqa: ASYNC110 - no event tells it
            await asyncio.sleep(0)
        storing.cancel()
        await asyncio.sleep(0)
        other.rollback()
        with pytest.raises(asyncio.CancelledError):
            await storing
    await store()
    async with database.read() as session:
        assert await session.scalar(select(Course.name)) == "c"


async def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Not a driver's exception but ours, with a status."""
    database = connect(f"sqlite:///{tmp_path}/no/such/place.db")
    with pytest.raises(Gone, match="cannot be reached") as told:
        async with database.read() as session:
            await session.scalar(text("SELECT 1"))
    assert told.value.status == 503
    await database.close()
    for thread in threading.enumerate():  # the driver's, which answers the loop once more after it has failed
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join, 10)


@ON_POSTGRES
async def test_a_row_that_stays_locked_is_told_as_busy(database_url: str) -> None:
    """PostgreSQL waits for a row without end unless it is told not to."""
    database, other = connect(database_url, busy_s=0.1), connect(database_url)
    async with other.write() as session:
        session.add(course())
    async with other.write() as session:
        await session.execute(text("UPDATE courses SET title = 'mine'"))
        with pytest.raises(Busy):
            async with database.write() as second:
                await second.execute(text("UPDATE courses SET title = 'no, mine'"))
    await other.close()
    await database.close()


@ON_POSTGRES
async def test_a_server_that_was_restarted_is_no_trouble(database: Database) -> None:
    """Connections that were cut are made anew; the one that was under way is told."""

    async def cut_off() -> None:
        async with database.write() as session:
            backend = await session.scalar(text("SELECT pg_backend_pid()"))
            async with database.writer.connect() as other:
                await other.execute(text("SELECT pg_terminate_backend(:backend)"), {"backend": backend})
            session.add(course())

    with pytest.raises(Gone):
        await cut_off()
    async with database.write() as session:
        session.add(course())


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite3:///x"])
def test_another_database_is_refused_by_name(url: str) -> None:
    """Two are enough, and both are tested."""
    with pytest.raises(Exception, match=r"neither sqlite nor postgresql|sqlite3"):
        connect(url)
