"""A course whose notices are sent to receivers on this machine, by a sender that a test starts and stops."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import Any

from sqlalchemy import select

from app.pipeline import notices
from app.pipeline.by_kind import ByKind
from app.pipeline.notices import NOTIFY
from app.pipeline.notify import Notifying
from app.pipeline.portions import TELL, Telling
from app.queue.lease import LeaseDispatcher
from app.queue.shift import Means, Timing
from app.store import deliveries, reports
from app.store.clock import now
from app.store.engine import Database
from app.store.kinds import Counts, DeliveryState
from app.store.reports import NewReport
from app.store.session import Session
from app.store.tables import Attempt, Delivery, Endpoint, Event, Submission
from app.store.writer import Writer
from app.webhooks.guard import Policy
from app.webhooks.post import Post
from app.webhooks.schedule import Schedule
from graders.report import CheckReport, Outcome, QuestionReport, Reproduce, RunReport, State
from tests.app.store.scene import Scene, send, set_up

PATIENCE_S = 60  # for what has to happen; a test that passes never waits for it
LOOPBACK = Policy(http=True, networks=(ip_network("127.0.0.1"),))
SECRET = b"s" * 32


@dataclass
class TimeOfDay:
    """A clock that goes on by itself and can be set."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        """Tell the time."""
        return now() + self.ahead


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A delivery as it stands, with all its tries."""

    delivery: Delivery
    event: Event
    attempts: list[Attempt]

    @property
    def wait_s(self) -> float:
        """How long after its last try it will be tried again, in seconds."""
        assert self.delivery.next_at is not None
        return (self.delivery.next_at - self.attempts[-1].at).total_seconds()


@dataclass(kw_only=True)
class Office:
    """A course with a student in it, and what it takes to send its notices."""

    database: Database
    writer: Writer
    time: TimeOfDay
    dispatcher: LeaseDispatcher
    sending: Notifying
    scene: Scene

    async def endpoint(self, url: str, *, secret: bytes = SECRET, types: tuple[str, ...] = ()) -> Endpoint:
        """Register somebody."""
        course_id = self.scene.course.id
        return await self.writer.write(
            lambda s: deliveries.add_endpoint(
                s, course_id=course_id, url=url, secret=secret, now=self.time(), types=types
            )
        )

    async def look(self, endpoint: Endpoint) -> Endpoint:
        """An endpoint as it stands now."""
        async with self.database.read() as session:
            found = await session.get(Endpoint, endpoint.id)
        assert found is not None
        return found

    async def happens(self, times: int = 1) -> None:
        """Have something happen that concerns no submission."""

        async def write(session: Session) -> None:
            for _ in range(times):
                data = {"course": self.scene.course.id}
                await notices._announce(
                    session, self.dispatcher, self.scene.course.id, "regrade.published", data, now()
                )

        await self.writer.write(write)

    async def graded(self, score: float = 2.0, question: int = 9) -> Submission:
        """Have an answer handed in, and its mark stored; nothing is told yet."""

        async def write(session: Session) -> Submission:
            _, (answer,) = await send(session, self.scene, question)
            document = {"reproduce": {"question_version": "v7"}}
            new = NewReport(submission_id=answer.id, state="graded", score=score, max=3.0, document=document)
            await reports.store(session, new, counts=Counts.BEST, now=self.time())
            return answer

        return await self.writer.write(write)

    async def sent(self) -> list[Sent]:
        """All deliveries, in the order in which they came to be."""
        async with self.database.read() as session:
            rows = await session.execute(
                select(Delivery, Event).join(Event, Event.id == Delivery.event_id).order_by(Event.id, Delivery.id)
            )
            tries = (await session.scalars(select(Attempt).order_by(Attempt.number))).all()
            return [
                Sent(delivery=row[0], event=row[1], attempts=[one for one in tries if one.delivery_id == row[0].id])
                for row in rows
            ]

    async def states(self) -> list[str]:
        """What became of all deliveries."""
        return [one.delivery.state.value for one in await self.sent()]

    async def settled(self) -> bool:
        """Whether nothing is pending any more."""
        return all(one.delivery.state is not DeliveryState.PENDING for one in await self.sent())

    async def tried(self, times: int) -> list[Sent]:
        """Wait until so many tries were made, of all deliveries together."""

        async def true() -> bool:
            return sum(len(one.attempts) for one in await self.sent()) >= times

        await until(true)
        return await self.sent()

    async def waiting(self) -> int:
        """How many jobs there are."""
        async with self.database.read() as session:
            return sum(one.jobs for one in await self.dispatcher.stats(session))

    async def idle(self) -> bool:
        """Whether no job is left: what was heard is written down, too."""
        return await self.waiting() == 0

    @asynccontextmanager
    async def at_work(self, at_once: int = 4) -> AsyncIterator[None]:
        """Send, and tell in portions, for as long as the block lasts."""
        telling = Telling(writer=self.writer, dispatcher=self.dispatcher, clock=self.time)
        handler = ByKind(handlers={NOTIFY: self.sending, TELL: telling})
        working = asyncio.create_task(self.dispatcher.run({NOTIFY}, at_once, handler))
        try:
            yield
        finally:
            await self.dispatcher.stop(0.0)
            await working


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            if await true():
                return
            await asyncio.sleep(0.02)


@asynccontextmanager
async def opened(database: Database, *, policy: Policy = LOOPBACK, timeout_s: float = 15.0) -> AsyncIterator[Office]:
    """Open one on a database; delays have no jitter."""
    writer, time = Writer(database), TimeOfDay()
    timing = Timing(lease_s=2.0, poll_s=0.02, retry_s=0.001)
    dispatcher = LeaseDispatcher(Means(database=database, writer=writer, clock=time, timing=timing))
    post = Post(policy, timeout_s=timeout_s)
    sending = Notifying(
        database=database, writer=writer, dispatcher=dispatcher, post=post, clock=time,
        schedule=Schedule(draw=lambda: 0.0),
    )  # fmt: skip
    async with database.write() as session:
        scene = await set_up(session)
    yield Office(database=database, writer=writer, time=time, dispatcher=dispatcher, sending=sending, scene=scene)
    await post.close()
    await writer.close()


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
