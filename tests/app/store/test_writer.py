"""Group commit: many writes in one transaction, and each of them all or nothing."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Collection
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.bell import ring_later
from app.store.engine import Database, connect
from app.store.tables import Course
from app.store.trouble import Busy, Crossed, Full
from app.store.writer import Write, Writer
from tests.databases import ON_SQLITE

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
async def writer(database: Database) -> AsyncIterator[Writer]:
    """A writer on a database of its own."""
    made = Writer(database)
    yield made
    await made.close()


def course(name: str) -> Write[str]:
    """A write that makes a course."""

    async def write(session: AsyncSession) -> str:
        session.add(Course(id=name, name=name, title=name, pack="p", made_at=NOW))
        await session.flush()
        return name

    return write


async def names(database: Database) -> list[str]:
    """The courses that are stored."""
    async with database.read() as session:
        return list(await session.scalars(select(Course.name).order_by(Course.name)))


async def test_writes_that_come_together_are_committed_together(database: Database, writer: Writer) -> None:
    """Fifty writes at once take two commits: the leader's own, and one for all who followed."""
    commits: list[object] = []
    event.listen(database.writer.sync_engine, "commit", commits.append)
    wanted = [f"c{n:02}" for n in range(50)]
    assert await asyncio.gather(*(writer.write(course(name)) for name in wanted)) == wanted
    assert await names(database) == wanted
    assert len(commits) <= 2


async def test_a_write_is_stored_when_it_is_answered(database: Database, writer: Writer) -> None:
    """Who has an answer can be told of it: another connection sees the row."""
    await writer.write(course("a"))
    assert await names(database) == ["a"]


async def test_a_write_that_fails_takes_no_other_with_it(database: Database, writer: Writer) -> None:
    """The second of one name is refused to its own caller; those before and after it are stored."""
    found = await asyncio.gather(*(writer.write(course(name)) for name in ("a", "b", "b", "c")), return_exceptions=True)
    assert [type(one) for one in found] == [str, str, IntegrityError, str]
    assert await names(database) == ["a", "b", "c"]


async def test_half_a_write_is_not_stored(database: Database, writer: Writer) -> None:
    """What a write did before it raised is taken back, also within a group."""

    async def half(session: AsyncSession) -> None:
        await course("half")(session)
        raise LookupError("the other half")

    found = await asyncio.gather(writer.write(course("a")), writer.write(half), return_exceptions=True)
    assert isinstance(found[1], LookupError)
    assert await names(database) == ["a"]


async def test_who_is_cancelled_before_its_turn_is_left_out(database: Database, writer: Writer) -> None:
    """A client that went away while it waited leaves nothing behind, and disturbs nobody."""
    tasks = [asyncio.create_task(writer.write(course(name))) for name in ("a", "b")]
    await asyncio.sleep(0)
    tasks[1].cancel()
    assert await tasks[0] == "a"
    assert await names(database) == ["a"]


async def test_a_full_waiting_room_is_told_at_once(database: Database) -> None:
    """Better a clear no than a wait without end."""
    writer = Writer(database, room=2)
    found = await asyncio.gather(*(writer.write(course(name)) for name in "abcd"), return_exceptions=True)
    assert [type(one) for one in found] == [str, str, Busy, Busy]
    await writer.close()


async def test_after_closing_nothing_is_taken_and_nothing_is_lost(database: Database) -> None:
    """Closing waits for what was taken."""
    writer = Writer(database)
    task = asyncio.create_task(writer.write(course("a")))
    await asyncio.sleep(0)
    await writer.close()
    assert await task == "a"
    with pytest.raises(Busy, match="nothing was stored"):
        await writer.write(course("b"))
    assert await names(database) == ["a"]


async def test_a_deadlock_is_tried_again(database: Database, writer: Writer) -> None:
    """Two transactions that waited for each other are nobody's fault; one of them goes first the second time."""
    tries = []

    async def crossed_once(session: AsyncSession) -> str:
        tries.append(1)
        if len(tries) == 1:
            raise Crossed
        return await course("a")(session)

    assert await writer.write(crossed_once) == "a"
    assert await names(database) == ["a"]


async def test_a_deadlock_that_stays_is_told_as_busy(writer: Writer) -> None:
    """Three times, then the caller decides."""
    tries = []

    async def crossed(_session: AsyncSession) -> None:
        tries.append(1)
        raise Crossed

    with pytest.raises(Busy):
        await writer.write(crossed)
    assert len(tries) == 3


class Rung:
    """A bell that notes what was committed when it rang."""

    def __init__(self) -> None:
        self.topics: list[set[str]] = []

    def ring(self, topics: Collection[str]) -> None:
        """Note it."""
        self.topics.append(set(topics))


async def test_the_bell_is_rung_for_what_was_stored_and_for_nothing_else(database: Database) -> None:
    """Once for the group, after the commit; a write that failed wakes nobody."""
    bell = Rung()
    writer = Writer(replace(database, bell=bell))

    def ringing(name: str) -> Write[str]:
        async def write(session: AsyncSession) -> str:
            ring_later(session, name)
            return await course(name)(session)

        return write

    await asyncio.gather(*(writer.write(ringing(name)) for name in ("a", "b")), return_exceptions=True)
    with pytest.raises(IntegrityError):
        await writer.write(ringing("a"))
    await writer.close()
    assert set.union(*bell.topics) == {"a", "b"}
    assert sum(len(topics) for topics in bell.topics) == 2


@pytest.fixture
def locked(sqlite_template, tmp_path: Path):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 - a generator fixture
    """An SQLite database that somebody else is writing to, and the connection that holds it."""
    with sqlite_template.copy(tmp_path) as url, closing(sqlite3.connect(tmp_path / "test.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        yield url, other


async def test_a_database_that_stays_locked_is_told_as_busy(locked) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Every one of a group is told, in time, and with a status; afterwards it works again without a hand."""
    url, other = locked
    database = connect(url, busy_s=0.1)
    writer = Writer(database)
    found = await asyncio.gather(*(writer.write(course(name)) for name in "ab"), return_exceptions=True)
    assert [type(one) for one in found] == [Busy, Busy]
    assert isinstance(found[0], Busy)
    assert (found[0].status, found[0].retry_after_s) == (503, 2)
    assert await names(database) == []
    other.rollback()
    assert await writer.write(course("a")) == "a"
    await database.close()


@ON_SQLITE
async def test_a_full_disk_is_told_and_nothing_of_the_group_is_stored(database: Database) -> None:
    """What was not committed is told to all of them; with room again it works without a hand."""
    writer = Writer(database)

    async def limit(pages: int) -> None:
        async with database.writer.connect() as connection:
            await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            await connection.rollback()

    async def big(session: AsyncSession) -> None:
        session.add(Course(id="big", name="big", title="x" * 200_000, pack="p", made_at=NOW))

    await limit(1)  # no less than there are
    found = await asyncio.gather(*map(writer.write, (course("a"), big, course("c"))), return_exceptions=True)
    assert [type(one) for one in found] == [Full, Full, Full]
    assert await names(database) == []
    await limit(1_000_000)
    await writer.write(big)
    assert await names(database) == ["big"]
    await writer.close()


async def test_who_waited_too_long_behind_others_is_told_as_busy(database: Database) -> None:
    """Patience counts from the asking, not from the turn."""
    now = [0.0]
    writer = Writer(database, patience_s=10, ticks=lambda: now[0])

    async def slow(session: AsyncSession) -> str:
        now[0] += 11
        return await course("slow")(session)

    first = asyncio.create_task(writer.write(slow))
    await asyncio.sleep(0)  # it asks
    await asyncio.sleep(0)  # it leads
    second = asyncio.create_task(writer.write(course("late")))
    assert await first == "slow"
    with pytest.raises(Busy):
        await second
    assert await names(database) == ["slow"]
    await writer.close()


async def test_readers_do_not_wait_for_a_writer(locked) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Looking works while somebody else writes."""
    database = connect(locked[0], busy_s=0.1)
    assert await names(database) == []
    await database.close()


async def test_a_reader_cannot_write(database: Database) -> None:
    """The door for looking is held by the database itself, not by good manners."""
    async with database.read() as session:
        with pytest.raises(Exception, match=r"read.?only"):
            await session.execute(text("DELETE FROM courses"))
