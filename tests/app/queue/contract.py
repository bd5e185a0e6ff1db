"""What every engine of the queue does. An engine's own test module derives from `Contract` and says how it is made."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar, Protocol

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.contextvars import get_contextvars

from app.queue.dispatcher import Dispatcher, Lost, NotNow, Task
from app.queue.doorbell import Doorbell
from app.store.clock import Clock, now
from app.store.engine import Database
from app.store.jobs import NewJob
from app.store.kinds import JobState, Lane
from app.store.tables import Course
from app.store.writer import Writer

PATIENCE_S = 60  # for what has to happen; a test that passes never waits for it
ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, kw_only=True)
class Made:
    """An engine on a database, and what it stands on."""

    dispatcher: Dispatcher
    database: Database
    writer: Writer

    async def enqueue(self, *jobs: NewJob) -> None:
        """Queue jobs and commit."""

        async def write(session: AsyncSession) -> None:
            await self.dispatcher.enqueue(session, jobs)

        await self.writer.write(write)

    async def stored(self) -> list[str]:
        """What handlers have stored."""
        async with self.database.read() as session:
            return list(await session.scalars(select(Course.name).order_by(Course.name)))

    async def count(self, state: JobState | None = None) -> int:
        """How many jobs there are."""
        async with self.database.read() as session:
            return sum(one.jobs for one in await self.dispatcher.stats(session) if state in {None, one.state})


class Engine(Protocol):
    """How an engine is made for a test: quick to try again, quick to take one for dead."""

    name: ClassVar[str]

    @staticmethod
    def make(database: Database, writer: Writer, *, clock: Clock, bell: Doorbell | None) -> Dispatcher:
        """Make one."""


@dataclass
class Hands:
    """A handler that remembers; `do` is the work, and what it stores is a course of the subject's name."""

    made: Made
    do: Callable[[Task], Awaitable[None]] | None = None
    done: list[tuple[str, int]] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)

    async def claimed(self, session: AsyncSession, task: Task) -> None:  # noqa: ARG002 - the protocol's
        """Remember it."""
        self.noted.append(task.subject)

    async def handle(self, task: Task) -> None:
        """Do it, and store that it is done."""
        if self.do is not None:
            await self.do(task)
        await self.made.writer.write(lambda session: self.store(session, task))
        self.done.append((task.subject, task.attempt))

    async def store(self, session: AsyncSession, task: Task) -> None:
        """Store the result and finish, in one transaction."""
        await self.made.dispatcher.finish(session, task)
        session.add(Course(id=f"{task.subject}-{task.fence}", name=task.subject, title="", pack="", made_at=now()))
        await session.flush()

    async def set_aside(self, session: AsyncSession, task: Task, error: str) -> None:  # noqa: ARG002 - the protocol's
        """Remember it."""
        self.aside.append((task.subject, error))

    @property
    def order(self) -> list[str]:
        """The subjects in the order in which they were done."""
        return [subject for subject, _ in self.done]


async def until(true: Callable[[], Awaitable[bool]] | Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            found = true()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.02)


class TimeOfDay:
    """A clock that goes on by itself and can be set."""

    def __init__(self) -> None:
        self.set = timedelta()

    def __call__(self) -> datetime:
        """Tell the time."""
        return now() + self.set


@asynccontextmanager
async def at_work(
    made: Made, hands: Hands, *, classes: tuple[str, ...] = ("cpu",), concurrency: int = 1
) -> AsyncIterator[None]:
    """Have the queue worked off for as long as the block lasts."""
    working = asyncio.create_task(made.dispatcher.run(classes, concurrency, hands))
    try:
        yield
    finally:
        await made.dispatcher.stop(0.0)
        await working


def job(subject: str, **changes: object) -> NewJob:
    """A job to be graded."""
    return NewJob(**{"kind": "grade", "subject": subject, **changes})  # type: ignore[arg-type]


class Contract:
    """The rules. Each is run on every database that the engine works on."""

    engine: ClassVar[type[Engine]]

    @pytest.fixture
    def time(self) -> TimeOfDay:
        """A clock to be set by a test."""
        return TimeOfDay()

    @pytest.fixture
    async def made(self, database: Database, time: TimeOfDay) -> AsyncIterator[Made]:
        """An engine on a database of its own."""
        writer = Writer(database)
        dispatcher = self.engine.make(database, writer, clock=time, bell=None)
        yield Made(dispatcher=dispatcher, database=database, writer=writer)
        await writer.close()

    async def test_a_job_is_queued_with_what_it_is_about_or_not_at_all(self, made: Made) -> None:
        """The caller's transaction decides: what was rolled back never runs."""
        hands = Hands(made)

        async def half(session: AsyncSession) -> None:
            await made.dispatcher.enqueue(session, [job("gone")])
            raise LookupError

        with pytest.raises(LookupError):
            await made.writer.write(half)
        await made.enqueue(job("there"))
        async with at_work(made, hands):
            await until(lambda: bool(hands.done))
        assert hands.done == [("there", 1)]
        assert await made.count() == 0

    async def test_the_result_and_the_end_of_the_job_are_one(self, made: Made) -> None:
        """A handler whose transaction fails has neither stored nor finished anything; the job is tried again."""
        hands = Hands(made)
        store, tries = hands.store, []

        async def fail_once(session: AsyncSession, task: Task) -> None:
            await store(session, task)
            tries.append(task.attempt)
            if task.attempt == 1:
                raise LookupError("after all was written")

        hands.store = fail_once  # type: ignore[method-assign]
        await made.enqueue(job("a"))
        async with at_work(made, hands):
            await until(lambda: bool(hands.done))
        assert tries == [1, 2]
        assert await made.stored() == ["a"]
        assert await made.count() == 0

    async def test_a_job_that_fails_three_times_is_set_aside_and_told(self, made: Made) -> None:
        """It is not tried for ever, it is not lost from sight, and others go on."""
        tried = []

        async def do(task: Task) -> None:
            tried.append((task.subject, task.attempt, task.last))
            if task.subject == "bad":
                raise ValueError("it cannot be done")

        hands = Hands(made, do)
        await made.enqueue(job("bad"), job("good"))
        async with at_work(made, hands, concurrency=2):
            await until(lambda: bool(hands.aside) and bool(hands.done))
        assert [one for one in tried if one[0] == "bad"] == [("bad", 1, False), ("bad", 2, False), ("bad", 3, True)]
        assert hands.aside == [("bad", "ValueError: it cannot be done")]
        assert hands.done == [("good", 1)]
        assert await made.count(JobState.ASIDE) == 1

    async def test_not_now_is_tried_again_in_its_time(self, made: Made, time: TimeOfDay) -> None:
        """A handler says how long to wait, and the wait is kept."""
        tried = []

        async def do(task: Task) -> None:
            tried.append((task.subject, task.attempt))
            if tried == [("a", 1)]:
                raise NotNow("the other side is busy", delay_s=3600)

        hands = Hands(made, do)
        await made.enqueue(job("a"))
        async with at_work(made, hands):
            await until(lambda: bool(tried))
            await made.enqueue(job("b", owner="someone"))
            await until(lambda: hands.order == ["b"])
            time.set += timedelta(hours=1)
            await until(lambda: hands.order == ["b", "a"])
        assert tried == [("a", 1), ("b", 1), ("a", 2)]

    async def test_not_before_its_time(self, made: Made, time: TimeOfDay) -> None:
        """A job for later waits, and lets others pass."""
        hands = Hands(made)
        await made.enqueue(job("later", not_before=time() + timedelta(days=1)), job("now"))
        async with at_work(made, hands):
            await until(lambda: hands.order == ["now"])
            time.set += timedelta(days=1)
            await until(lambda: hands.order == ["now", "later"])

    async def test_what_ends_may_queue_itself_for_later_with_all_its_attempts(
        self, made: Made, time: TimeOfDay
    ) -> None:
        """In one transaction with its result. So what is done again by a plan is never set aside for it."""
        tried: list[int] = []

        async def again(session: AsyncSession, task: Task) -> None:
            await made.dispatcher.finish(session, task)
            tried.append(task.attempt)
            if len(tried) < 5:
                later = job(task.subject, not_before=time() + timedelta(hours=1), lane=Lane.BACKGROUND)
                await made.dispatcher.enqueue(session, [later])

        hands = Hands(made)
        hands.store = again  # type: ignore[method-assign]
        await made.enqueue(job("a"))
        async with at_work(made, hands):
            for times in range(1, 6):
                await until(lambda times=times: len(hands.done) == times)
                assert await made.count() == int(times < 5)
                time.set += timedelta(hours=1)
        assert tried == [1] * 5
        assert hands.aside == []

    async def test_a_job_that_is_set_aside_may_be_queued_anew_by_who_notes_it(self, made: Made) -> None:
        """In the transaction in which it is set aside: its handler may know a better end for it."""
        tried: list[int] = []

        async def do(task: Task) -> None:
            tried.append(task.attempt)
            if len(tried) <= 3:
                raise ValueError("it cannot be done")

        hands = Hands(made, do)

        async def anew(session: AsyncSession, task: Task, error: str) -> None:
            hands.aside.append((task.subject, error))
            assert await made.dispatcher.cancel(session, task.kind, task.subject)
            await made.dispatcher.enqueue(session, [job(task.subject)])

        hands.set_aside = anew  # type: ignore[method-assign]
        await made.enqueue(job("a"))
        async with at_work(made, hands):
            await until(lambda: bool(hands.done))
        assert tried == [1, 2, 3, 1]
        assert len(hands.aside) == 1
        assert await made.count() == 0

    async def test_a_clock_set_back_holds_nothing_up(self, made: Made, time: TimeOfDay) -> None:
        """What waits does not wait for the day to come again; what was put off is called up early, not late."""
        hands = Hands(made)
        await made.enqueue(job("waits"), job("later", not_before=time() + timedelta(hours=1)))
        time.set -= timedelta(days=1)
        async with at_work(made, hands):
            await until(lambda: sorted(hands.order) == ["later", "waits"])

    async def test_a_clock_set_forward_doubles_nothing(self, made: Made, time: TimeOfDay) -> None:
        """A job that runs is not taken for abandoned because the day changed."""
        going, go = asyncio.Event(), asyncio.Event()

        async def do(task: Task) -> None:  # noqa: ARG001 - the protocol's
            going.set()
            await go.wait()

        hands, others = Hands(made, do), Hands(made)
        await made.enqueue(job("a"))
        async with at_work(made, hands):
            await going.wait()
            time.set += timedelta(days=365)
            async with at_work(replace_time(made, self.engine, time), others):
                await made.enqueue(job("b"))
                await until(lambda: others.order == ["b"])
                go.set()
                await until(lambda: hands.done == [("a", 1)])

    async def test_the_same_thing_is_queued_once(self, made: Made) -> None:
        """A sweeper may queue what it thinks is missing: nothing is done twice. What is done may be queued again."""
        hands = Hands(made)
        await made.enqueue(job("a"), job("a"))
        await made.enqueue(job("a"))
        async with at_work(made, hands):
            await until(lambda: bool(hands.done))
            await made.enqueue(job("b"))
            await until(lambda: hands.order == ["a", "b"])
        assert await made.count() == 0

    async def test_a_cancelled_job_does_not_run(self, made: Made) -> None:
        """It is gone; cancelling it again says so."""
        await made.enqueue(job("a"), job("b"))
        assert await made.writer.write(lambda session: made.dispatcher.cancel(session, "grade", "a")) is True
        assert await made.writer.write(lambda session: made.dispatcher.cancel(session, "grade", "a")) is False
        hands = Hands(made)
        async with at_work(made, hands):
            await until(lambda: hands.order == ["b"])

    async def test_all_jobs_of_an_owner_are_cancelled_at_once(self, made: Made) -> None:
        """Also those that are put off; another owner's and those of another kind stay."""
        later = now() + timedelta(days=1)
        await made.enqueue(
            *(job(f"a{n}", owner="a", not_before=later if n else None) for n in range(3)),
            job("other kind", kind="told", owner="a"),
            job("other owner", owner="b"),
            job("nobody's"),
        )
        assert await made.writer.write(lambda session: made.dispatcher.cancel_all(session, "grade", "a")) == 3
        assert await made.writer.write(lambda session: made.dispatcher.cancel_all(session, "grade", "a")) == 0
        hands = Hands(made)
        async with at_work(made, hands):
            await until(lambda: sorted(hands.order) == ["nobody's", "other kind", "other owner"])
        assert await made.count() == 0

    async def test_what_was_put_off_may_be_had_sooner(self, made: Made) -> None:
        """Some of it, what was put off first; or one lane; or all. Another owner's waits on."""
        later = now() + timedelta(days=1)
        await made.enqueue(
            job("other", owner="b", not_before=later),
            job("back", owner="a", lane=Lane.BACKGROUND, not_before=later),
            *(job(f"a{n}", owner="a", not_before=later - timedelta(hours=n)) for n in range(4)),
        )
        hands = Hands(made)

        async def hasten(lane: Lane | None = None, most: int | None = None) -> int:
            return await made.writer.write(
                lambda session: made.dispatcher.hasten(session, "grade", "a", lane=lane, most=most)
            )

        async with at_work(made, hands):
            assert await hasten(Lane.FRONT, most=2) == 2
            await until(lambda: hands.order == ["a0", "a1"])
            assert await hasten(Lane.FRONT) == 2
            await until(lambda: hands.order == ["a0", "a1", "a2", "a3"])
            assert await hasten() == 1
            assert await hasten() == 0
            await until(lambda: hands.order[4:] == ["back"])
        assert await made.count(JobState.LATER) == 1

    async def test_a_job_cancelled_while_it_runs_stores_nothing(self, made: Made) -> None:
        """Its end is refused, in the transaction in which the result would have been stored."""
        going, go, lost = asyncio.Event(), asyncio.Event(), []

        async def do(task: Task) -> None:
            going.set()
            try:
                await go.wait()
                await made.writer.write(lambda session: hands.store(session, task))
            except (Lost, asyncio.CancelledError) as error:
                lost.append(type(error))
                raise

        hands = Hands(made, do)
        await made.enqueue(job("a"))
        async with at_work(made, hands):
            await going.wait()
            await made.writer.write(lambda session: made.dispatcher.cancel(session, "grade", "a"))
            go.set()
            await until(lambda: bool(lost))
        assert await made.stored() == []
        assert hands.aside == []

    async def test_classes_go_to_those_who_have_them(self, made: Made) -> None:
        """A worker without a GPU leaves the GPU's jobs where they are."""
        hands = Hands(made)
        await made.enqueue(job("g", job_class="gpu"), job("c"))
        async with at_work(made, hands):
            await until(lambda: hands.order == ["c"])
        assert await made.count(JobState.WAITING) == 1
        async with at_work(made, hands, classes=("gpu", "other")):
            await until(lambda: hands.order == ["c", "g"])

    async def test_higher_priorities_first_then_the_order_of_coming(self, made: Made) -> None:
        """Whatever waits when there is room."""
        hands = Hands(made)
        await made.enqueue(job("a"), job("b", priority=5), job("c"), job("d", priority=5))
        async with at_work(made, hands):
            await until(lambda: len(hands.done) == 4)
        assert hands.order == ["b", "d", "a", "c"]

    async def test_the_background_waits_for_the_front(self, made: Made) -> None:
        """A course that is graded again delays nobody who has just sent something in."""
        hands = Hands(made)
        await made.enqueue(
            job("r1", lane=Lane.BACKGROUND, priority=9),
            job("r2", lane=Lane.BACKGROUND),
            job("a"),
            job("b", priority=-9),
        )
        async with at_work(made, hands):
            await until(lambda: len(hands.done) == 4)
        assert hands.order == ["a", "b", "r1", "r2"]

    async def test_a_flood_of_one_does_not_starve_others(self, made: Made) -> None:
        """Everybody's first comes before anybody's second, whenever the flood came."""
        hands = Hands(made)
        await made.enqueue(*(job(f"flood{n:02}", owner="flooder") for n in range(20)))
        await made.enqueue(job("x1", owner="x"), job("x2", owner="x"), job("y1", owner="y"))
        async with at_work(made, hands):
            await until(lambda: len(hands.done) == 23)
        assert hands.order[:6] == ["flood00", "x1", "y1", "flood01", "x2", "flood02"]

    async def test_who_comes_late_into_a_flood_is_next_but_not_before_all(self, made: Made) -> None:
        """The share is of what waits: nobody has saved up turns by having been away."""
        served = asyncio.Event()

        async def do(task: Task) -> None:
            if task.subject == "flood05":
                served.set()
                await late.wait()

        late = asyncio.Event()
        hands = Hands(made, do)
        await made.enqueue(*(job(f"flood{n:02}", owner="flooder") for n in range(10)))
        async with at_work(made, hands):
            await served.wait()
            await made.enqueue(*(job(f"late{n}", owner="late") for n in range(2)))
            late.set()
            await until(lambda: len(hands.done) == 12)
        assert hands.order[6:] == ["flood06", "late0", "flood07", "late1", "flood08", "flood09"]

    async def test_every_line_of_a_job_says_which_job(self, made: Made) -> None:
        """What is logged while it is done is about it, and jobs side by side are not mixed up."""
        found: dict[str, object] = {}

        async def look(task: Task) -> None:
            await asyncio.sleep(0)
            found[task.subject] = get_contextvars()

        await made.enqueue(job("a"), job("b"))
        hands = Hands(made, look)
        async with at_work(made, hands, concurrency=2):
            await until(lambda: len(hands.done) == 2)
        assert found == {one: {"job": "grade", "subject": one, "attempt": 1} for one in "ab"}
        assert get_contextvars() == {}

    async def test_the_place_in_the_queue_is_how_many_are_before(self, made: Made) -> None:
        """0 is the next one; what does not wait has no place."""

        async def place(subject: str) -> int | None:
            async with made.database.read() as session:
                return await made.dispatcher.place(session, "grade", subject)

        await made.enqueue(job("a"), job("b"), job("c", priority=1), job("g", job_class="gpu"))
        assert [await place(one) for one in ("c", "a", "b", "g", "nothing")] == [0, 1, 2, 0, None]

    async def test_many_hands_do_each_job_once(self, made: Made, time: TimeOfDay) -> None:
        """Two workers, several at a time: nothing is left over, nothing is done twice."""
        hands, others = Hands(made), Hands(made)
        await made.enqueue(*(job(f"{n:03}", owner=str(n % 7)) for n in range(60)))
        async with (
            at_work(made, hands, concurrency=4),
            at_work(replace_time(made, self.engine, time), others, concurrency=4),
        ):
            await until(lambda: len(hands.done) + len(others.done) >= 60)
        assert sorted(hands.done + others.done) == [(f"{n:03}", 1) for n in range(60)]
        assert await made.count() == 0
        assert sorted(hands.noted + others.noted) == await made.stored()

    async def test_what_runs_may_end_before_the_worker_does(self, made: Made) -> None:
        """A stop takes nothing more, and waits for what is under way."""
        going, go = asyncio.Event(), asyncio.Event()

        async def do(task: Task) -> None:  # noqa: ARG001 - the protocol's
            going.set()
            await go.wait()

        hands = Hands(made, do)
        await made.enqueue(job("a"), job("b"))
        working = asyncio.create_task(made.dispatcher.run({"cpu"}, 1, hands))
        await going.wait()
        stopping = asyncio.create_task(made.dispatcher.stop(PATIENCE_S))
        await asyncio.sleep(0)
        go.set()
        await asyncio.gather(stopping, working)
        assert hands.done == [("a", 1)]
        assert await made.count(JobState.WAITING) == 1

    async def test_what_does_not_end_in_time_is_given_back_at_no_cost(self, made: Made) -> None:
        """A worker that is told to go hands over at once: no lease has to run out, no attempt is lost."""
        going = asyncio.Event()

        async def do(task: Task) -> None:  # noqa: ARG001 - the protocol's
            going.set()
            await asyncio.Event().wait()

        await made.enqueue(job("a"))
        working = asyncio.create_task(made.dispatcher.run({"cpu"}, 1, Hands(made, do)))
        await going.wait()
        await made.dispatcher.stop(0.0)
        await working
        assert await made.count(JobState.WAITING) == 1
        hands = Hands(made)
        async with at_work(made, hands):
            await until(lambda: hands.done == [("a", 1)])

    async def test_the_bell_wakes_a_worker(self, database: Database, tmp_path: Path) -> None:
        """With a bell nobody waits for the next look, however seldom it is."""
        bell = Doorbell(tmp_path / "run")
        bell.open()
        rung = Database(reader=database.reader, writer=database.writer, glancer=database.glancer, bell=bell)
        writer = Writer(rung)
        made = Made(dispatcher=self.engine.make(rung, writer, clock=now, bell=bell), database=rung, writer=writer)
        hands = Hands(made)
        async with at_work(made, hands):
            for subject in ("a", "b", "c"):
                await asyncio.sleep(0.05)
                await made.enqueue(job(subject))
                await until(lambda subject=subject: subject in hands.order)
        bell.close()
        await writer.close()

    async def test_a_job_whose_worker_is_killed_is_done_by_another(
        self, made: Made, database_url: str, tmp_path: Path
    ) -> None:
        """kill -9 in the middle: nothing is lost, and the attempt of the dead counts."""
        await made.enqueue(job("a"))
        with victim(self.engine, database_url, tmp_path) as process:
            await until((tmp_path / "a.begun").exists)
            process.kill()
            process.wait()
        hands = Hands(made)
        async with at_work(made, hands):
            await until(lambda: bool(hands.done))
        assert hands.done == [("a", 2)]
        assert await made.stored() == ["a"]

    async def test_a_worker_that_was_stopped_and_wakes_stores_nothing(
        self, made: Made, database_url: str, tmp_path: Path
    ) -> None:
        """It was taken for dead: what it comes back with is refused, so that there is one result and not two."""
        await made.enqueue(job("a"))
        with victim(self.engine, database_url, tmp_path) as process:
            await until((tmp_path / "a.begun").exists)
            process.send_signal(signal.SIGSTOP)
            hands = Hands(made)
            async with at_work(made, hands):
                await until(lambda: hands.done == [("a", 2)])
            (tmp_path / "go").touch()
            process.send_signal(signal.SIGCONT)
            await until((tmp_path / "a.lost").exists)
        assert not (tmp_path / "a.done").exists()
        assert await made.stored() == ["a"]

    @pytest.mark.slow
    async def test_a_job_that_kills_its_worker_is_set_aside_and_takes_no_other_with_it(
        self, made: Made, database_url: str, tmp_path: Path
    ) -> None:
        """Three workers at most die of it. What ran beside it each time is done in the end."""
        await made.enqueue(job("poison"), job("beside"))
        (tmp_path / "go").touch()  # for what comes after
        deaths = 0
        while not await made.stored():
            with victim(self.engine, database_url, tmp_path, concurrency=2) as process:
                await until(lambda process=process: process.poll() is not None or (tmp_path / "beside.done").exists())
                deaths += process.poll() is not None
            assert deaths <= 3
        hands = Hands(made)
        async with at_work(made, hands):
            await until(made_aside(made))
        assert [subject for subject, _ in hands.aside] in (["poison"], [])
        assert hands.done == []
        assert deaths == 3
        assert await made.stored() == ["beside"]


def made_aside(made: Made) -> Callable[[], Awaitable[bool]]:
    """Whether one job is set aside and no other is left."""

    async def true() -> bool:
        return (await made.count(JobState.ASIDE), await made.count()) == (1, 1)

    return true


def replace_time(made: Made, engine: type[Engine], time: TimeOfDay) -> Made:
    """Make a second worker on the same database."""
    dispatcher = engine.make(made.database, made.writer, clock=time, bell=None)
    return Made(dispatcher=dispatcher, database=made.database, writer=made.writer)


@contextmanager
def victim(engine: type[Engine], url: str, place: Path, *, concurrency: int = 1) -> Iterator[subprocess.Popen[bytes]]:
    """Start a worker in a process of its own, to be treated badly."""
    command = [sys.executable, "-m", "tests.app.queue.victim", engine.name, url, str(place), str(concurrency)]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        yield process
    finally:
        process.kill()
        process.wait()
