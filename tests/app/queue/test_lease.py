"""The lease engine: the contract, on both databases, and what is its own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import ClassVar

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from app.queue.dispatcher import Task
from app.queue.lease import LeaseDispatcher
from app.queue.shift import Means, Timing
from app.store.engine import Database, connect
from app.store.writer import Writer
from tests.app.queue.contract import Contract, Engine, Hands, Made, at_work, job, until
from tests.app.queue.engines import Lease
from tests.databases import ON_SQLITE

pytestmark = pytest.mark.anyio


class TestLease(Contract):
    """The contract."""

    engine: ClassVar[type[Engine]] = Lease


@pytest.fixture
async def made(database: Database) -> AsyncIterator[Made]:
    """An engine in its everyday timing, but for the look it takes by itself."""
    writer = Writer(database)
    means = Means(database=database, writer=writer, timing=Timing(poll_s=0.02))
    yield Made(dispatcher=LeaseDispatcher(means), database=database, writer=writer)
    await writer.close()


@ON_SQLITE
async def test_a_job_costs_few_transactions(made: Made) -> None:
    """Two a job where they come one by one: to claim it, and to store its result. Together they share them.

    And one in vain at the end: who has just found a job claims the next one without looking first.
    """
    commits: list[object] = []
    await made.enqueue(*(job(str(n)) for n in range(20)))
    event.listen(made.database.writer.sync_engine, "commit", commits.append)
    hands = Hands(made)
    async with at_work(made, hands):
        await until(lambda: len(hands.done) == 20)
    assert len(commits) <= 41
    commits.clear()
    await made.enqueue(*(job(f"{n}b") for n in range(20)))
    async with at_work(made, hands, concurrency=20):
        await until(lambda: len(hands.done) == 40)
    assert len(commits) <= 10


@ON_SQLITE
async def test_an_idle_worker_does_not_write(made: Made) -> None:
    """It looks, and asks for the right to write only if there is something to take."""
    begun: list[object] = []
    event.listen(made.database.writer.sync_engine, "begin", begun.append)
    looks: list[object] = []
    event.listen(made.database.glancer.sync_engine, "begin", looks.append)
    async with at_work(made, Hands(made)):
        await until(lambda: len(looks) > 5)
    assert begun == []


@ON_SQLITE
async def test_a_database_locked_by_another_is_waited_out(database_url: str, tmp_path: Path) -> None:
    """The worker goes on by itself when it is free again; what ran meanwhile is stored once."""
    database = connect(database_url, busy_s=0.05)
    writer = Writer(database)
    means = Means(database=database, writer=writer, timing=Timing(poll_s=0.01, retry_s=0.01))
    made = Made(dispatcher=LeaseDispatcher(means), database=database, writer=writer)
    await made.enqueue(job("a"), job("b"))
    going, go = asyncio.Event(), asyncio.Event()

    async def do(task: Task) -> None:
        if task.attempt == 1:
            going.set()
            await go.wait()

    hands = Hands(made, do)
    with closing(sqlite3.connect(tmp_path / "test.db")) as other:
        async with at_work(made, hands):
            await going.wait()
            other.execute("BEGIN IMMEDIATE")
            go.set()
            await asyncio.sleep(0.3)
            assert hands.done == []
            other.rollback()
            await until(lambda: sorted(hands.order) == ["a", "b"])
    assert await made.stored() == ["a", "b"]
    await writer.close()
    await database.close()


async def test_a_job_that_cannot_be_noted_as_taken_holds_up_no_other(made: Made) -> None:
    """A mistake in what is done at the claim is that job's own."""

    class Stumbles(Hands):
        async def claimed(self, session: AsyncSession, task: Task) -> None:
            if task.subject == "bad":
                raise KeyError(task.subject)
            await super().claimed(session, task)

    hands = Stumbles(made)
    await made.enqueue(job("bad"), job("good"))
    async with at_work(made, hands, concurrency=2):
        await until(lambda: sorted(hands.order) == ["bad", "good"])
    assert hands.noted == ["good"]


async def test_the_last_attempt_is_made_alone(made: Made) -> None:
    """What may have killed two workers has nothing beside it the third time, so that it cannot take it along."""
    beside: dict[tuple[str, int], set[str]] = {}
    running: set[tuple[str, int]] = set()

    async def do(task: Task) -> None:
        me = (task.subject, task.attempt)
        running.add(me)
        for one in running:
            beside.setdefault(one, set()).update(subject for subject, _ in running)
        await asyncio.sleep(0.02)
        running.discard(me)
        if task.subject == "bad" and not task.last:
            raise ValueError

    means = Means(database=made.database, writer=made.writer, timing=Timing(poll_s=0.02, retry_s=0.0))
    made = Made(dispatcher=LeaseDispatcher(means), database=made.database, writer=made.writer)
    hands = Hands(made, do)
    await made.enqueue(job("bad"), *(job(f"{n:02}") for n in range(12)))
    async with at_work(made, hands, concurrency=3):
        await until(lambda: len(hands.done) == 13)
    assert beside["bad", 1] == {"bad", "00", "01"}
    assert beside["bad", 3] == {"bad"}
