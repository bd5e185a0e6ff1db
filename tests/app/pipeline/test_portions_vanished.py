"""A mark that is gone, and was told before: whoever has it in a gradebook is told so, if later."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import update

from app.demo.gradebook import Gradebook
from app.pipeline import notices, portions
from app.store import by_hand, courses, standings, submissions
from app.store.kinds import Counts, SubmissionState
from app.store.session import Session
from app.store.tables import CourseSettings, Submission
from tests.app.pipeline.office import Office, until
from tests.app.store.scene import NOW, send
from tests.app.webhooks.receiver import Receiver, receiving

pytestmark = pytest.mark.anyio


async def marked_by_hand(office: Office) -> Submission:
    """One that no run could judge, with a mark by hand, which was told."""

    async def write(session: Session) -> Submission:
        _, (answer,) = await send(session, office.scene, 9)
        await submissions.move(session, [answer.id], SubmissionState.UNGRADED, NOW)
        await by_hand.override(session, answer.id, score=3.0, reason="x", by_id=None, counts=Counts.BEST, now=NOW)
        await notices.changed(session, office.dispatcher, answer, NOW, why="override")
        return answer

    return await office.writer.write(write)


async def lifted_unheard(office: Office, answer: Submission) -> None:
    """The mark by hand is taken back while marks are held, so that nothing is told of it; they are released then."""

    async def write(session: Session) -> None:
        await courses.change_settings(session, answer.course_id, held=True)
        await by_hand.lift(session, answer.id, counts=Counts.BEST, job="grade", now=NOW)
        await notices.changed(session, office.dispatcher, answer, NOW, why="override")
        await session.execute(update(CourseSettings).values(held=False))

    await office.writer.write(write)


def book(receiver: Receiver) -> Gradebook:
    """What the LMS of the demonstration makes of what it was told."""
    made = Gradebook()
    for message in receiver.messages:
        made.take(message.headers["webhook-id"], message.body, json.loads(message.body))
    return made


async def test_the_release_tells_that_a_mark_is_gone(office: Office) -> None:
    """It was lifted while nothing was told: with no score and no `counts`, and the gradebook lets go of it."""
    async with receiving() as back, office.at_work():
        one = await office.endpoint(back.url)
        answer = await marked_by_hand(office)
        await until(office.idle)
        assert [mark.score for mark in book(back).marks.values()] == [3.0]
        await lifted_unheard(office, answer)
        await office.writer.write(lambda s: portions.catch_up(s, office.dispatcher, one, NOW))
        await until(office.idle)
    said = json.loads(back.messages[-1].body)["data"]
    assert (said["submission"], said["score"], said["counts"]) == (answer.id, None, None)
    assert book(back).marks == {}


async def test_nothing_is_told_where_nothing_was_told_or_settled(office: Office) -> None:
    """Neither of what could not be graded when nobody listened, nor of what is still under way."""
    async with receiving() as back, office.at_work():

        async def write(session: Session) -> None:
            _, (answer, waits) = await send(session, office.scene, 9, 4)
            await submissions.move(session, [answer.id], SubmissionState.UNGRADED, NOW)
            await standings.recount(session, answer, Counts.BEST)
            await standings.next_sequence(session, waits)

        await office.writer.write(write)
        one = await office.endpoint(back.url)
        await office.writer.write(lambda s: portions.catch_up(s, office.dispatcher, one, NOW))
        await until(office.idle)
    assert back.messages == []
