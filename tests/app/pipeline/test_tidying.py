"""A worker tidies up beside its work: what is too old goes, in portions, and trouble is waited out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from app.pipeline import tidying
from app.pipeline.tidying import Tidying
from app.store import audit, deliveries, events, retention
from app.store.deliveries import Tried
from app.store.engine import Database
from app.store.events import NewEvent
from app.store.kinds import DeliveryState
from app.store.tables import Attempt, Course, Delivery, Event, Idempotency, Upload
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


async def heard(database: Database, state: DeliveryState | None) -> list[str]:
    """The types of the events that are left; all deliveries are in this state first, if one is given."""
    if state is not None:
        async with database.write() as session:
            await session.execute(update(Delivery).values(state=state))
    async with database.read() as session:
        return list(await session.scalars(select(Event.type).order_by(Event.id)))


def forgetful(writer: Writer, days: int, now: datetime) -> Tidying:
    """One that remembers notices for so long."""
    return Tidying(writer=writer, keep_days=0, notices_days=days, pause_s=0.0, clock=lambda: now)


@pytest.mark.parametrize("state", [DeliveryState.DELIVERED, DeliveryState.GIVEN_UP])
@pytest.mark.parametrize(("days", "left_over"), [(0, 3), (11, 3), (9, 0)])
async def test_notices_that_are_settled_go_by_their_age(
    database: Database, writer: Writer, state: DeliveryState, days: int, left_over: int
) -> None:
    """With their deliveries and tries; 0 keeps all of them for ever."""
    assert len(await heard(database, state)) == 3
    await forgetful(writer, days, NOW + timedelta(days=10)).once()
    assert len(await heard(database, None)) == left_over
    async with database.read() as session:
        rows = [await session.scalar(select(func.count()).select_from(one)) for one in (Delivery, Attempt)]
    assert [bool(count) for count in rows] == [bool(left_over)] * 2


async def test_what_is_still_to_be_told_stays(database: Database, writer: Writer) -> None:
    """However old it is; and what nobody listened to goes. An audit trail is left whole."""
    assert len(await heard(database, DeliveryState.PENDING)) == 3
    async with database.write() as session:
        course_id = str(await session.scalar(select(Course.id)))
        await events.add_all(session, [NewEvent(course_id=course_id, type="unheard", body="{}", to=[])], NOW)
        await audit.note(
            session, course_id=course_id, token_id=None, person_id=None, deed="x", subject="y", now=NOW, detail={}
        )
    assert len(await heard(database, None)) == 4
    await forgetful(writer, 1, NOW + timedelta(days=10_000)).once()
    assert await heard(database, None) == ["submission.graded"] * 3
    async with database.read() as session:
        assert [row.deed for row in await audit.page(session, course_id)] == ["x"]


async def test_what_was_told_again_lately_stays(database: Database, writer: Writer) -> None:
    """Whoever had it sent once more looks for what came of it."""
    await heard(database, DeliveryState.DELIVERED)
    async with database.write() as session:
        chosen = str(await session.scalar(select(Delivery.id).limit(1)))
        again = Tried(at=NOW + timedelta(days=9), status=204, ms=5)
        await deliveries.tried(session, chosen, again, state=DeliveryState.DELIVERED)
    await forgetful(writer, 5, NOW + timedelta(days=10)).once()
    async with database.read() as session:
        assert list(await session.scalars(select(Delivery.id))) == [chosen]
    await forgetful(writer, 5, NOW + timedelta(days=15)).once()
    assert await heard(database, None) == []


async def test_notices_go_in_portions(database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are, no transaction is long."""
    portions = []
    whole = events.forget_before

    async def counted(*arguments: object, **options: object) -> int:
        portions.append(await whole(*arguments, **options))  # type: ignore[arg-type]
        return portions[-1]

    monkeypatch.setattr(tidying, "NOTICES", 2)
    monkeypatch.setattr(events, "forget_before", counted)
    await heard(database, DeliveryState.DELIVERED)
    await forgetful(writer, 1, NOW + timedelta(days=10)).once()
    assert portions == [2, 1]


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
