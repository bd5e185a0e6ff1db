"""A worker tidies up beside its work: what is too old goes, in portions, and trouble is waited out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.pipeline import tidying
from app.pipeline.tidying import Tidying
from app.store import retention
from app.store.engine import Database
from app.store.tables import Idempotency, Upload
from app.store.trouble import Busy
from app.store.writer import Writer
from tests.app.queue.contract import until
from tests.app.store.lives import NOW, course, student

pytestmark = pytest.mark.anyio


@pytest.fixture
async def writer(database: Database) -> AsyncIterator[Writer]:
    """A database with three uploads that are graded, and a writer."""
    async with database.write() as session:
        course_id = (await course(session)).id
        for number in range(3):
            await student(session, course_id, f"s{number}")
    made = Writer(database)
    yield made
    await made.close()


async def left(database: Database) -> tuple[int, int]:
    """How many uploads have their content, and how many answers are remembered."""
    async with database.read() as session:
        uploads = await session.scalar(select(func.count()).where(Upload.content.is_not(None)))
        answers = await session.scalar(select(func.count()).select_from(Idempotency))
    return uploads or 0, answers or 0


def tidy(writer: Writer, days: int) -> Tidying:
    """One that believes ten days have gone by."""
    return Tidying(writer=writer, keep_days=days, pause_s=0.0, clock=lambda: NOW + timedelta(days=10))


@pytest.mark.parametrize(("days", "uploads"), [(0, 3), (11, 3), (9, 0)])
async def test_what_is_older_than_the_setting_goes(database: Database, writer: Writer, days: int, uploads: int) -> None:
    """0 keeps content for ever; answers to old requests are forgotten in any case."""
    assert await tidy(writer, days).once() == 3 - uploads
    assert await left(database) == (uploads, 0)


async def test_it_goes_in_portions(database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much there is, no transaction is long."""
    portions = []
    whole = retention.clear_before

    async def counted(*arguments: object, **options: object) -> int:
        portions.append(await whole(*arguments, **options))  # type: ignore[arg-type]
        return portions[-1]

    monkeypatch.setattr(tidying, "PORTION", 2)
    monkeypatch.setattr(retention, "clear_before", counted)
    assert await tidy(writer, 1).once() == 3
    assert portions == [2, 1]
    assert (await left(database))[0] == 0


async def test_trouble_is_waited_out(database: Database, writer: Writer, caplog: pytest.LogCaptureFixture) -> None:
    """A database that is busy, or a mistake of ours, ends neither the tidying nor the worker."""

    class Troubled(Tidying):
        faults = [RuntimeError("a mistake"), Busy()]  # noqa: RUF012 - this test's own

        async def once(self) -> int:
            if self.faults:
                raise self.faults.pop()
            return await super().once()

    async def gone() -> bool:
        return (await left(database))[0] == 0

    one = Troubled(writer=writer, keep_days=1, pause_s=0.0, every_s=0.0, clock=lambda: NOW + timedelta(days=10))
    running = asyncio.create_task(one.keep_on())
    await until(gone)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert [record.message.partition(":")[0] for record in caplog.records][:2] == [
        "tidying up waits for the database",
        "tidying up failed",
    ]
