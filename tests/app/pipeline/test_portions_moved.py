"""The marks that a regrade has moved are told, each once, few at once and many behind the commit."""

from __future__ import annotations

import asyncio
import json

import pytest
from sqlalchemy import select

from app.pipeline import portions
from app.pipeline.by_kind import ByKind
from app.pipeline.portions import TOLD, Telling
from app.pipeline.receive import CPU
from app.queue.lease import LeaseDispatcher
from app.queue.shift import Means, Timing
from app.store import deliveries, taking_back
from app.store.engine import Database
from app.store.kinds import Counts
from app.store.session import Session
from app.store.tables import Event
from app.store.writer import Writer
from tests.app.store.classroom import Class, fill, found, judge, published
from tests.app.store.scene import NOW

pytestmark = pytest.mark.anyio


async def told(session: Session) -> list[tuple[str, float | None, str]]:
    """What was told of marks: of which submission, which mark, and why."""
    rows = await session.scalars(select(Event).where(Event.type == "grade.changed"))
    data = [json.loads(event.body)["data"] for event in rows]
    return [(one["submission"], one["score"], one["why"]) for one in data]


@pytest.mark.parametrize(("few", "portion"), [(100, 50), (0, 2), (0, 7)])
async def test_each_mark_that_moved_is_told_once(
    database: Database, few: int, portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one commit or in portions; published, and taken back; and those that did not move are not told."""
    monkeypatch.setattr(portions, "FEW", few)
    monkeypatch.setattr(portions, "PORTION", portion)
    writer = Writer(database)
    dispatcher = LeaseDispatcher(Means(database=database, writer=writer, timing=Timing(poll_s=0.05)))
    telling = Telling(writer=writer, dispatcher=dispatcher, clock=lambda: NOW)

    async def work() -> None:
        working = asyncio.create_task(dispatcher.run({CPU}, 1, ByKind(handlers={TOLD: telling})))
        for _ in range(400):
            async with database.read() as session:
                if not [one for one in await dispatcher.stats(session) if one.job_class == CPU]:
                    break
            await asyncio.sleep(0.02)
        await dispatcher.stop(5)
        await working

    async def room_of(session: Session) -> tuple[Class, str]:
        room = await fill(session, {f"s{n}": [4] for n in range(7)}, Counts.BEST)
        await deliveries.add_endpoint(
            session, course_id=room.course_id, url="https://lms.example/", secret=b"s" * 24, now=NOW
        )
        return room, await judge(session, room, {one: 6 if at < 6 else 4 for at, one in enumerate(sorted(room.all))})

    async with database.write() as session:
        room, regrade_id = await room_of(session)
    for deed, score, why in (("publish", 6, "regrade"), ("take back", 4, "rolled_back")):
        async with database.write() as session:
            changed = (
                await published(session, regrade_id, Counts.BEST)
                if deed == "publish"
                else await taking_back.roll_back(session, regrade_id, Counts.BEST, NOW)
            )
            assert len(changed.moved) == 6
            before = len(await told(session))
            await portions.tell_moved(session, dispatcher, await found(session, regrade_id), changed.moved, NOW)
            assert len(await told(session)) - before == (6 if few else 0)
        await work()
        async with database.read() as session:
            said = sorted(one for one in await told(session) if one[2] == why)
        assert said == [(one, score, why) for one in sorted(room.all)[:6]]
    await writer.close()
