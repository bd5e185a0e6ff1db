"""What is told: ids and marks, in an order that can be found again, and nothing that is nobody's business."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from app.pipeline import notices
from app.pipeline.payload import body_of
from app.store import by_hand, deliveries, people
from app.store.kinds import Counts
from app.store.session import Session
from app.store.tables import Delivery, Endpoint, Event, Regrade, Submission, Upload
from graders.report import State
from tests.app.pipeline.office import Office, report, tell, told
from tests.app.store.scene import NOW, send
from tests.databases import ON_POSTGRES

pytestmark = pytest.mark.anyio


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
