"""What is told: ids and marks, in an order that can be found again, and nothing that is nobody's business."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from app.pipeline import notices
from app.pipeline.payload import body_of
from app.store import by_hand, courses, deliveries, people
from app.store.engine import Database
from app.store.kinds import Counts
from app.store.session import Session
from app.store.tables import Delivery, Endpoint, Event, Regrade, Submission, Upload
from graders.report import CheckReport, Outcome, QuestionReport, Reproduce, RunReport, State
from tests.app.pipeline.office import Office, opened, until
from tests.app.store.scene import NOW, send
from tests.app.waiting import until_it_waits
from tests.app.webhooks.receiver import receiving
from tests.databases import ON_POSTGRES

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    """A course whose notices are written."""
    async with opened(database) as made:
        yield made


def report(score: float = 2.0, state: State = State.GRADED) -> QuestionReport:
    """What a grading found."""
    check = CheckReport(
        name="c", sentence="secret sentence", outcome=Outcome.PARTIAL if score else Outcome.FAILED, points=score,
        max=3.0, message="secret feedback",
    )  # fmt: skip
    return QuestionReport(
        question=9, title="", state=state, checks=(check,), run=RunReport(status="finished", stdout="secret output"),
        reproduce=Reproduce(seed=1, pack_version="p", question_version="v7", torch="2"),
    )  # fmt: skip


async def told(office: Office) -> list[dict[str, Any]]:
    """All bodies, in the order in which they came to be."""
    async with office.database.read() as session:
        rows = await session.scalars(select(Event).order_by(Event.made_at, Event.id))
        return [json.loads(row.body) for row in rows]


async def tell(office: Office, write: Callable[[Session], Any]) -> dict[str, Any]:
    """Have a notice written, and give its body."""
    before = len(await told(office))
    await office.writer.write(write)
    (new,) = (await told(office))[before:]
    return dict(new)


async def handed_in(office: Office, **context: object) -> Submission:
    """An answer with a mark, and what an LMS said with it."""
    answer = await office.graded()
    async with office.database.write() as session:
        upload = await session.get(Upload, answer.upload_id)
        assert upload is not None
        upload.context = dict(context)
    return answer


async def test_a_mark_is_told_with_all_that_an_lms_needs(office: Office) -> None:
    """Ids, marks, the version of the question, where the report is, and the LMS's own ids back."""
    await office.endpoint("https://lms.example.org/")
    answer = await handed_in(office, lms={"line_item": "https://lms/7", "attempt": 3})
    body = await tell(office, lambda s: notices.graded(s, office.dispatcher, answer, report(), NOW))
    assert body == {
        "type": "submission.graded",
        "timestamp": "2026-03-01T12:00:00.000Z",
        "data": {
            "submission": answer.id,
            "course": office.scene.course.id,
            "student": office.scene.student.id,
            "question": 9,
            "attempt": 1,
            "sequence": 1,
            "state": "graded",
            "score": 2.0,
            "max": 3.0,
            "held": False,
            "counts": {"submission": answer.id, "score": 2.0, "max": 3.0},
            "question_version": "v7",
            "report": f"/v1/submissions/{answer.id}/report",
            "lms": {"user": "lms-1", "line_item": "https://lms/7", "attempt": 3},
        },
    }


async def test_nothing_leaves_that_is_nobodys_business(office: Office) -> None:
    """No code, no name, no address, no word of feedback or output, in any notice."""
    await office.endpoint("https://lms.example.org/")
    answer = await handed_in(office)
    d = office.dispatcher
    async with office.database.write() as session:
        await notices.received(session, d, [answer], NOW)
        await notices.graded(session, d, answer, report(), NOW)
        await notices.graded(session, d, answer, report(0.0, State.UNGRADED), NOW)
        await notices.changed(session, d, answer, NOW, why="override")
    assert answer.code == "x = 9"
    for body in map(json.dumps, await told(office)):
        assert not any(word in body for word in ("secret", "Ada", "ada@", "x = 9"))


async def test_the_sequence_of_a_student_and_question_grows(office: Office) -> None:
    """Whatever is told, so that notices that overtake each other can be put in order."""
    await office.endpoint("https://lms.example.org/")
    answer, other = await handed_in(office), await office.graded(question=10)
    d = office.dispatcher
    async with office.database.write() as session:
        await notices.received(session, d, [answer, other], NOW)
        await notices.graded(session, d, answer, report(), NOW + timedelta(seconds=1))
        await notices.changed(session, d, answer, NOW + timedelta(seconds=2), why="override")
        await notices.changed(session, d, other, NOW + timedelta(seconds=3), why="override")
    found = [(one["data"]["question"], one["data"]["sequence"]) for one in await told(office)]
    assert sorted(found[:2]) == [(9, 1), (10, 1)]
    assert found[2:] == [(9, 2), (9, 3), (10, 2)]


@ON_POSTGRES  # SQLite has one writer at a time
async def test_who_has_the_higher_number_has_seen_what_was_told_under_the_lower(office: Office) -> None:
    """Two at once about one student and question: a receiver that keeps the highest ends with the mark that counts."""
    await office.endpoint("https://lms.example.org/")
    first, second = await office.graded(1.0), await office.graded(0.0)
    begun = asyncio.Event()

    async def another() -> None:
        async with office.database.write() as session:
            begun.set()
            await notices.received(session, office.dispatcher, [second], NOW)

    async with office.database.write() as session:
        await by_hand.override(session, first.id, score=3.0, reason="", by_id=None, counts=Counts.BEST, now=NOW)
        beside = asyncio.create_task(another())
        await begun.wait()
        await asyncio.sleep(0.2)
        await notices.changed(session, office.dispatcher, first, NOW, why="override")
    await beside
    last = max(await told(office), key=lambda one: int(one["data"]["sequence"]))
    assert (last["type"], last["data"]["counts"]["score"]) == ("submission.received", 3.0)


async def test_a_changed_mark_is_the_one_that_holds_now(office: Office) -> None:
    """And beside it the one that counts, which may be another attempt's."""
    await office.endpoint("https://lms.example.org/")
    better, answer = await office.graded(3.0), await office.graded(1.0)

    async def overridden(session: Session) -> None:
        await by_hand.override(session, answer.id, score=2.5, reason="r", by_id=None, counts=Counts.BEST, now=NOW)
        await notices.changed(session, office.dispatcher, answer, NOW, why="override")

    data = (await tell(office, overridden))["data"]
    assert (data["score"], data["max"], data["state"], data["why"]) == (2.5, 3.0, "graded", "override")
    assert (data["attempt"], data["question_version"]) == (2, "v7")
    assert data["counts"] == {"submission": better.id, "score": 3.0, "max": 3.0}


async def test_what_could_not_be_graded_is_told_as_that(office: Office) -> None:
    """Never as a zero."""
    await office.endpoint("https://lms.example.org/")
    answer = await handed_in(office)
    for write in (
        lambda s: notices.errored(s, office.dispatcher, answer, NOW),
        lambda s: notices.graded(s, office.dispatcher, answer, report(0.0, State.UNGRADED), NOW),
    ):
        body = await tell(office, write)
        assert (body["type"], body["data"]["state"]) == ("submission.errored", "ungraded")
        assert "score" not in body["data"]


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
            await notices.tell_all_marks(session, d, office.scene.course.id, NOW, why="release")

        await office.writer.write(release)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("app.pipeline.notify.PORTION", 3)
            async with office.at_work():
                await until(lambda: _heard(receiver.messages, 8))
                await until(lambda: _done(office))  # what was heard is not yet written down
    bodies = [json.loads(message.body) for message in receiver.messages]
    released = [one["data"] for one in bodies if one["type"] == "grade.changed"]
    assert sorted((one["question"], one["score"], one["why"]) for one in released) == [
        (n, 1.0, "release") for n in range(1, 8)
    ]
    assert await office.waiting() == 0


async def _done(office: Office) -> bool:
    return await office.waiting() == 0


async def _heard(messages: list[Any], number: int) -> bool:
    return len(messages) >= number


async def test_a_release_that_is_taken_back_stops(office: Office) -> None:
    """Marks that are held again meanwhile are not told by what is left of it."""
    async with receiving() as receiver:
        await office.endpoint(receiver.url)
        await office.graded()
        d, course_id = office.dispatcher, office.scene.course.id
        await office.writer.write(lambda s: notices.tell_all_marks(s, d, course_id, NOW, why="release"))
        await office.writer.write(lambda s: courses.change_settings(s, office.scene.course.id, held=True))
        async with office.at_work():
            await until(lambda: _none_waits(office))
    assert receiver.messages == []


async def test_a_release_in_the_moment_in_which_a_portion_is_told_is_not_lost(office: Office) -> None:
    """It finds the job of the one before it and queues none; so that one waits, and tells what is released."""
    course_id = office.scene.course.id
    async with receiving() as receiver, AsyncExitStack() as work:
        await office.endpoint(receiver.url)
        await office.graded()
        await office.writer.write(lambda s: notices.tell_all_marks(s, office.dispatcher, course_id, NOW, why="release"))
        await office.writer.write(lambda s: courses.change_settings(s, course_id, held=True))
        async with office.database.write() as session:
            await courses.change_settings(session, course_id, held=False)
            await work.enter_async_context(office.at_work())
            done = asyncio.create_task(until(lambda: _none_waits(office)))
            await until_it_waits(office.database, done)
            await notices.tell_all_marks(session, office.dispatcher, course_id, NOW, why="release")
        await done
        await until(office.settled)
    assert [json.loads(message.body)["type"] for message in receiver.messages] == ["grade.changed"]


async def _none_waits(office: Office) -> bool:
    return await office.waiting() == 0


async def test_the_endpoint_that_was_named_hears_of_it_alone(office: Office) -> None:
    """Whoever handed it in for an LMS said where the answer goes; while that is disabled, or gone, it goes to none."""
    named = await office.endpoint("https://named.example.org/")
    await office.endpoint("https://other.example.org/")
    answer = await handed_in(office, endpoint=named.id)

    async def heard() -> set[str]:
        async with office.database.write() as session:
            before = set(await session.scalars(select(Delivery.id)))
            await notices.graded(session, office.dispatcher, answer, report(), NOW)
            rows = (await session.scalars(select(Delivery))).all()
            return {one.endpoint_id for one in rows if one.id not in before}

    assert await heard() == {named.id}
    await office.writer.write(lambda s: deliveries.disable(s, named.id, "by hand", NOW))
    assert await heard() == set()
    async with office.database.write() as session:
        await session.delete(await session.get(Endpoint, named.id))
    assert await heard() == set()


async def test_a_student_who_left_is_told_of_without_the_lms_id(office: Office) -> None:
    """The mark stays, and the id by which the service knows them."""
    await office.endpoint("https://lms.example.org/")
    answer = await handed_in(office)
    async with office.database.write() as session:
        await session.delete(await people.membership(session, office.scene.course.id, office.scene.student.id))
    data = (await tell(office, lambda s: notices.graded(s, office.dispatcher, answer, report(), NOW)))["data"]
    assert (data["lms"], data["student"]) == ({"user": None}, office.scene.student.id)


@pytest.mark.parametrize("context", [{"lms": {"a": "x" * 30_000}}, {"lms": "text"}, {"lms": None}, {"endpoint": 7}])
async def test_what_an_lms_said_cannot_burst_a_body(office: Office, context: dict[str, object]) -> None:
    """Ids are short; what is not is left out, and the rest is told."""
    await office.endpoint("https://lms.example.org/")
    answer = await handed_in(office, **context)
    body = await tell(office, lambda s: notices.graded(s, office.dispatcher, answer, report(), NOW))
    assert body["data"]["lms"] == {"user": "lms-1"}


def test_a_body_that_is_too_long_is_our_mistake() -> None:
    """Nothing that may be long is put into one."""
    with pytest.raises(ValueError, match="the body of a ping has 2"):
        body_of("ping", {"a": "x" * 20_000}, NOW)


async def test_where_nobody_listens_a_mark_costs_one_look_and_its_row(office: Office) -> None:
    """It is on the way of every submission. What comes in is then not written at all."""
    answer = await handed_in(office)
    await office.endpoint("https://lms.example.org/", types=("ping",))
    statements: list[str] = []
    async with office.database.write() as session:
        connection = await session.connection()

        def note(*arguments: Any) -> None:
            statements.append(arguments[2])

        event.listen(connection.sync_connection, "before_cursor_execute", note)
        await notices.graded(session, office.dispatcher, answer, report(), NOW)
        graded, statements[:] = statements[:], []
        await notices.received(session, office.dispatcher, [answer], NOW)
        await notices.changed(session, office.dispatcher, answer, NOW, why="override")
        rest = statements[:]
        rows = await session.scalar(select(func.count()).select_from(Event))
    assert [one.split()[0] for one in graded] == ["SELECT", "INSERT"]
    assert [one.split()[0] for one in rest] == ["SELECT", "SELECT"]
    assert rows == 1


async def test_a_regrade_is_told_once_beside_its_marks(office: Office) -> None:
    """How many moved, and whether it was taken back."""
    await office.endpoint("https://lms.example.org/")
    answers = [await office.graded(1.0, question=n) for n in range(1, 4)]
    regrade = Regrade(id="R", course_id=office.scene.course.id)

    async def publish(session: Session) -> None:
        await notices.changed_all(session, office.dispatcher, answers, NOW, why="regrade")
        await notices.regrade_published(session, office.dispatcher, regrade, NOW, moved=3)

    await office.writer.write(publish)
    *marks, last = sorted(await told(office), key=lambda one: str(one["type"]))
    assert [one["data"]["why"] for one in marks] == ["regrade"] * 3
    assert last["data"] == {"regrade": "R", "course": office.scene.course.id, "moved": 3, "rolled_back": False}
    async with office.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Delivery)) == 4


async def test_nothing_is_told_of_what_was_rolled_back(office: Office) -> None:
    """A notice is in the transaction of the deed."""
    await office.endpoint("https://lms.example.org/")
    answer = await office.graded()

    async def half(session: Session) -> None:
        await notices.graded(session, office.dispatcher, answer, report(), NOW)
        raise LookupError

    with pytest.raises(LookupError):
        await office.writer.write(half)
    assert await told(office) == []
    assert await office.waiting() == 0


async def test_an_upload_is_told_when_it_comes_in(office: Office) -> None:
    """One notice for each of its answers, with the number of none yet."""
    await office.endpoint("https://lms.example.org/", types=("submission.received",))
    async with office.database.write() as session:
        _, answers = await send(session, office.scene, 1, 2)
        await notices.received(session, office.dispatcher, answers, NOW)
    data = [one["data"] for one in await told(office)]
    found = sorted((one["question"], one["state"], one["attempt"]) for one in data)
    assert found == [(1, "queued", None), (2, "queued", None)]
