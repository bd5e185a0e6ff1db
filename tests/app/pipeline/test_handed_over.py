"""A message of an LMS in the store, on both databases: one deed, however many bring it, and let go at last."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.pipeline.handed_over import HandedOver, HookClosed, take
from app.pipeline.reading import read, read_code
from app.pipeline.receive import GRADE
from app.pipeline.tidying import Tidying
from app.queue.dispatcher import Dispatcher
from app.queue.lease import LeaseDispatcher
from app.queue.shift import Means
from app.store import courses, hooks, people
from app.store.engine import Database, connect
from app.store.hooks import Message, MessageReused, MessageUnderWay
from app.store.kinds import HookStyle
from app.store.tables import Hook, HookMessage, Job, Person, Submission, Upload
from app.store.tables.base import Json
from app.store.trouble import StoreTrouble, Taken
from app.store.writer import Writer
from tests.app.store.scene import NOW, set_up

pytestmark = pytest.mark.anyio


@dataclass(frozen=True, kw_only=True)
class Door:
    """A hook, and two processes that take what comes by it."""

    hook: Hook
    database: Database
    writers: tuple[Writer, Writer]
    dispatchers: tuple[Dispatcher, Dispatcher]

    def order(self, message: str = "m1", student: str = "lms-1", code: str = "print(9)", **more: Any) -> HandedOver:
        """A message."""
        ids = more.pop("message_ids", (message,))
        sha = hashlib.sha256(code.encode()).digest()
        order = HandedOver(
            hook=self.hook,
            message=Message(hook_id=self.hook.id, ids=ids, body_sha256=sha),
            student_id=student,
            student_name="Grace",
            notebook=read_code(code, 9),
            asked=[9, 14],
            dates=courses.defaults(self.hook.course_id),
            at=NOW,
        )
        return replace(order, **more)

    async def take(self, order: HandedOver, process: int = 0) -> Json:
        """Have it taken by one of the two, which asks again where it was too slow."""
        writer, dispatcher = self.writers[process], self.dispatchers[process]
        for _ in range(5):
            try:
                return await writer.write(lambda session: take(session, dispatcher, order))
            except (MessageUnderWay, Taken, StoreTrouble):
                await asyncio.sleep(0.02)
        raise AssertionError("it was never taken")

    async def count(self, table: type[Any]) -> int:
        """How many rows there are."""
        async with self.database.read() as session:
            return await session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
async def door(database: Database, database_url: str) -> AsyncIterator[Door]:
    """A course with one student, `lms-1`."""
    async with database.write() as session:
        scene = await set_up(session)
        hook = await hooks.add(
            session, course_id=scene.course.id, name="LMS", style=HookStyle.STANDARD, secret=b"s" * 32, now=NOW
        )
    other = connect(database_url, busy_s=2.0)
    writers = (Writer(database), Writer(other))
    dispatchers = tuple(
        LeaseDispatcher(Means(database=of, writer=writer))
        for of, writer in zip((database, other), writers, strict=True)
    )
    yield Door(hook=hook, database=database, writers=writers, dispatchers=(dispatchers[0], dispatchers[1]))
    for writer in writers:
        await writer.close()
    await other.close()


async def test_two_processes_with_one_message_make_one_deed(door: Door) -> None:
    """Whichever is the quicker: both give the same answer, and there is one job."""
    answers = await asyncio.gather(*[door.take(door.order(), process % 2) for process in range(6)])
    assert all(answer == answers[0] for answer in answers)
    assert (await door.count(Submission), await door.count(Job), await door.count(HookMessage)) == (1, 1, 1)


async def test_two_processes_write_a_new_student_down_once(door: Door) -> None:
    """Two messages about somebody whom the course does not know yet."""
    orders = [door.order(f"m{number}", "lms-2") for number in range(6)]
    answers = await asyncio.gather(*[door.take(order, at % 2) for at, order in enumerate(orders)])
    assert len({answer["student"] for answer in answers}) == 1
    assert (await door.count(Person), await door.count(Submission)) == (2, 6)


async def test_a_message_is_known_by_each_of_its_ids(door: Door) -> None:
    """And refused where another body comes under one of them."""
    first = await door.take(door.order(message_ids=("sha256:1", "delivery:1")))
    assert await door.take(door.order(message_ids=("sha256:1", "delivery:2"))) == first
    with pytest.raises(MessageReused):
        await door.take(door.order(message_ids=("sha256:2", "delivery:1"), code="print(10)"))
    assert await door.count(Submission) == 1


async def test_only_questions_of_the_course_are_stored(door: Door) -> None:
    """The others are told; what the course asks and the file does not answer is told, too."""
    text = "# Q9\nprint(9)\n# %%\n# Q77\nprint(77)\n"
    answer = await door.take(door.order(notebook=read(text.encode(), "a.py"), content=text.encode()))
    assert list(answer["submissions"].values()) == [9]
    assert (answer["not_found"], answer["unknown"]) == ([14], [77])


async def test_the_endpoint_of_the_hook_and_the_ids_of_the_lms_are_kept(door: Door) -> None:
    """Beside the upload: notices are made of them."""
    order = door.order(ids={"line_item": "li"})
    door.hook.endpoint_id = "01JD8Z3M7W5X9Q2K4R6T8V0A1B"
    await door.take(order)
    async with door.database.read() as session:
        upload = (await session.scalars(select(Upload))).one()
        kinds = (await session.scalars(select(Job.kind))).all()
    assert upload.context == {
        "lms": {"line_item": "li"},
        "hook": door.hook.id,
        "endpoint": "01JD8Z3M7W5X9Q2K4R6T8V0A1B",
    }
    assert upload.token_id is None
    assert kinds == [GRADE]


async def test_a_hook_that_is_closed_meanwhile_stores_nothing(door: Door) -> None:
    """Between the look at its signature and the commit."""
    async with door.database.write() as session:
        await hooks.remove(session, door.hook.id)
    with pytest.raises(HookClosed):
        await door.take(door.order(student="lms-2"))
    assert (await door.count(Submission), await door.count(Person)) == (0, 1)


async def test_a_student_whose_id_is_known_is_not_written_down_again(door: Door) -> None:
    """Nor is their name changed by a message."""
    answer = await door.take(door.order(student="lms-1"))
    async with door.database.read() as session:
        person = await people.by_external_id(session, door.hook.course_id, "lms-1")
    assert person is not None
    assert (person.id, person.name) == (answer["student"], "Ada")


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
async def test_messages_are_let_go_after_a_month(door: Door, days: int, left: int) -> None:
    """Far longer than an LMS goes on trying; signatures without a time hold as long as the secret does."""
    await door.take(door.order())
    tidying = Tidying(writer=door.writers[0], keep_days=0, clock=lambda: NOW + timedelta(days=days))
    await tidying.once()
    assert await door.count(HookMessage) == left
    assert await door.count(Submission) == 1
