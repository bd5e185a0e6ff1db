"""The marks of a course told when they are released: a portion in each transaction, and none of it twice or never."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack
from typing import Any

import pytest

from app.pipeline import notices, portions
from app.store import courses
from app.store.session import Session
from tests.app.pipeline.office import Office, report, tell, told, until
from tests.app.store.scene import NOW
from tests.app.waiting import until_it_waits
from tests.app.webhooks.receiver import receiving

pytestmark = pytest.mark.anyio


async def test_marks_that_are_held_are_not_told_before_the_release(office: Office) -> None:
    """That it was graded is; each mark that counts is told when they are released, a portion in each transaction."""
    async with receiving() as receiver:
        await office.endpoint(receiver.url)
        await office.writer.write(lambda s: courses.change_settings(s, office.scene.course.id, held=True))
        answers = [await office.graded(1.0, question=n) for n in range(1, 8)]
        d = office.dispatcher
        data = (await tell(office, lambda s: notices.graded(s, d, answers[0], report(1.0), NOW)))["data"]
        assert (data["held"], data["score"], data["counts"]) == (True, None, None)
        await office.writer.write(lambda s: notices.changed(s, d, answers[0], NOW, why="override"))
        assert len(await told(office)) == 1

        async def release(session: Session) -> None:
            await courses.change_settings(session, office.scene.course.id, held=False)
            await portions.tell_all(session, d, office.scene.course.id, NOW, why="release")

        await office.writer.write(release)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("app.pipeline.portions.PORTION", 3)
            async with office.at_work():
                await until(lambda: _heard(receiver.messages, 8))
                await until(office.idle)  # what was heard is not yet written down
    bodies = [json.loads(message.body) for message in receiver.messages]
    released = [one["data"] for one in bodies if one["type"] == "grade.changed"]
    assert sorted((one["question"], one["score"], one["why"]) for one in released) == [
        (n, 1.0, "release") for n in range(1, 8)
    ]
    assert await office.waiting() == 0


async def _heard(messages: list[Any], number: int) -> bool:
    return len(messages) >= number


async def test_a_release_that_is_taken_back_stops(office: Office) -> None:
    """Marks that are held again meanwhile are not told by what is left of it."""
    async with receiving() as receiver:
        await office.endpoint(receiver.url)
        await office.graded()
        d, course_id = office.dispatcher, office.scene.course.id
        await office.writer.write(lambda s: portions.tell_all(s, d, course_id, NOW, why="release"))
        await office.writer.write(lambda s: courses.change_settings(s, office.scene.course.id, held=True))
        async with office.at_work():
            await until(office.idle)
    assert receiver.messages == []


async def test_a_release_in_the_moment_in_which_a_portion_is_told_is_not_lost(office: Office) -> None:
    """It finds the job of the one before it and queues none; so that one waits, and tells what is released."""
    course_id = office.scene.course.id
    async with receiving() as receiver, AsyncExitStack() as work:
        await office.endpoint(receiver.url)
        await office.graded()
        await office.writer.write(lambda s: portions.tell_all(s, office.dispatcher, course_id, NOW, why="release"))
        await office.writer.write(lambda s: courses.change_settings(s, course_id, held=True))
        async with office.database.write() as session:
            await courses.change_settings(session, course_id, held=False)
            await work.enter_async_context(office.at_work())
            done = asyncio.create_task(until(office.idle))
            await until_it_waits(office.database, done)
            await portions.tell_all(session, office.dispatcher, course_id, NOW, why="release")
        await done
        await until(office.settled)
    assert [json.loads(message.body)["type"] for message in receiver.messages] == ["grade.changed"]
