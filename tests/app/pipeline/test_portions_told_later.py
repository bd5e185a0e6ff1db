"""Marks that could not be told are told later: no portion is lost, and none behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.pipeline import notices, portions
from app.pipeline.notices import NOTIFY
from app.pipeline.portions import LATER, TELL, TOLD, Telling
from app.pipeline.receive import CPU
from app.queue.dispatcher import Task
from app.store.kinds import JobState, Lane
from app.store.tables import Job
from tests.app.pipeline.office import Office, until
from tests.app.store.scene import NOW
from tests.app.webhooks.receiver import receiving

pytestmark = pytest.mark.anyio


async def test_a_portion_that_fails_three_times_is_told_later(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits half an hour, with all its attempts; then it and those behind it are told."""
    d, course_id = office.dispatcher, office.scene.course.id
    monkeypatch.setattr("app.pipeline.portions.PORTION", 2)

    async def fail(*_: object, **__: object) -> None:
        raise LookupError

    async def put_off() -> bool:
        async with office.database.read() as session:
            job = await session.scalar(select(Job).where(Job.kind == TELL))
        due_at = job.due_at if job is not None and job.state is JobState.LATER else None
        return due_at is not None and due_at >= office.time() + LATER / 2

    async with receiving() as receiver, office.at_work():
        await office.endpoint(receiver.url)
        for number in range(1, 4):
            await office.graded(question=number)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(notices, "changed_all", fail)
            await office.writer.write(lambda s: portions.tell_all(s, d, course_id, NOW, why="release"))
            await until(put_off)
        office.time.ahead = LATER + timedelta(minutes=1)
        await until(lambda: _told(office, 3))
    assert len(receiver.messages) == 3


async def _told(office: Office, number: int) -> bool:
    return await office.states() == ["delivered"] * number


async def test_so_is_a_portion_of_what_a_regrade_moved(office: Office) -> None:
    """In its own class of jobs, whatever workers there are."""
    telling = Telling(writer=office.writer, dispatcher=office.dispatcher, clock=lambda: NOW)
    task = Task(id=1, kind=TOLD, subject="R/S", owner="", lane=Lane.BACKGROUND, attempt=3, fence=3)
    other = replace(task, kind=TELL, subject="C/rules")
    await office.writer.write(lambda s: telling.set_aside(s, task, "x"))
    await office.writer.write(lambda s: telling.set_aside(s, other, "x"))
    async with office.database.read() as session:
        found = (await session.scalars(select(Job).order_by(Job.id))).all()
    assert [(one.kind, one.subject, one.job_class) for one in found] == [
        (TOLD, "R/S", CPU),
        (TELL, "C/rules", NOTIFY),
    ]
    assert found[0].due_at == NOW + LATER
