"""One worker at work on the lease table: takes jobs, keeps them alive, hands back what it cannot finish."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from app import logs
from app.queue.dispatcher import Handler, Lost, NotNow, Task
from app.queue.doorbell import Doorbell, woken
from app.queue.watch import Watch
from app.store import clock, jobs, leases
from app.store.engine import Database
from app.store.ids import ulid
from app.store.kinds import JobState, Lane
from app.store.tables import Job
from app.store.trouble import StoreTrouble
from app.store.writer import Write, Writer

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Timing:
    """How long things take, in seconds."""

    lease_s: float = 15.0  #: who gives no sign of life for so long is taken for dead
    poll_s: float = 1.0  #: between looks when no bell rings
    retry_s: float = 2.0  #: before a job that failed is tried again


@dataclass(frozen=True, kw_only=True)
class Means:
    """What a shift works with."""

    database: Database
    writer: Writer
    bell: Doorbell | None = None
    timing: Timing = field(default_factory=Timing)
    clock: clock.Clock = clock.now
    ticks: Callable[[], float] = time.monotonic  #: it cannot be set, and nothing but a silence is measured with it
    #: claims whose end was asked for, by job and fence: their handlers have only to return
    finished: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True)
class Running:
    """A job and who does it."""

    task: Task
    doing: asyncio.Task[None]


class Shift:
    """One call of `Dispatcher.run`."""

    def __init__(self, means: Means, classes: frozenset[str], concurrency: int, handler: Handler) -> None:
        self._means = means
        self._classes = classes
        self._concurrency = concurrency
        self._handler = handler
        self._holder = ulid(means.clock())
        self._running: dict[int, Running] = {}
        self._wake = asyncio.Event()
        self._watch = Watch(means.timing.lease_s)
        self._found = False
        self._looked = 0.0
        self._grace_s: float | None = None
        self.over = asyncio.Event()

    def end(self, grace_s: float) -> None:
        """Take nothing more; `over` is set when what runs has ended, in `grace_s` or by force."""
        self._grace_s = grace_s
        self._wake.set()

    async def work(self) -> None:
        """Work until the end is called."""
        keeping = asyncio.create_task(self._keep(), name="keeping leases")
        topics = [jobs.topic(one) for one in self._classes]
        bell = self._means.bell
        try:
            with bell.listening(topics, self._wake) if bell else nullcontext():
                while self._grace_s is None:
                    if not await self._safely(self._take()):
                        await woken(self._wake, self._means.timing.poll_s)
            await self._close_down(self._grace_s)
        finally:
            for one in self._running.values():
                one.doing.cancel()
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
            self.over.set()

    async def _take(self) -> bool:
        """Take as many jobs as there is room for; whether there was one."""
        room = self._concurrency - len(self._running)
        if room <= 0 or any(one.task.last for one in self._running.values()):  # the suspect is run alone
            return False
        if not await self._is_there_any():
            return False
        tasks = await self._means.writer.write(lambda session: self._claim(session, room))
        for task in tasks:
            self._start(task)
        self._found = bool(tasks)
        return self._found

    async def _is_there_any(self) -> bool:
        """Look before asking for the right to write; while there is always something, look only now and then."""
        if self._found and self._means.ticks() - self._looked < self._means.timing.poll_s:
            return True
        self._looked = self._means.ticks()
        now = self._means.clock()
        async with self._means.database.glance() as session:
            there = await leases.look(session, self._classes, now)
        if there.put_off:
            await self._means.writer.write(lambda session: leases.call_up(session, now))
        return there.claimable or there.put_off

    async def _claim(self, session: AsyncSession, room: int) -> list[Task]:
        claimed = await leases.claim(
            session, holder=self._holder, classes=self._classes, limit=room, alone=not self._running
        )
        tasks = [task_of(job) for job in claimed]
        for task in tasks:
            try:
                async with session.begin_nested():
                    await self._handler.claimed(session, task)
            except StoreTrouble:
                raise
            except Exception:  # one job that cannot be noted must not keep the others waiting
                log.exception("job %s of %s could not be noted as taken", task.kind, task.subject)
        return tasks

    def _start(self, task: Task) -> None:
        doing = asyncio.create_task(self._do(task), name=f"{task.kind} {task.subject}")
        self._running[task.id] = Running(task=task, doing=doing)
        doing.add_done_callback(lambda _: self._ended(task))

    def _ended(self, task: Task) -> None:
        if self._running[task.id].task is task:  # a job that failed may have been taken again in the same breath
            del self._running[task.id]
        self._means.finished.discard((task.id, task.fence))
        self._wake.set()

    async def _do(self, task: Task) -> None:
        """Have a job done, in a task of its own; whatever comes of it is written down."""
        logs.bind(job=task.kind, subject=task.subject, attempt=task.attempt)
        began = self._means.ticks()
        try:
            await self._handler.handle(task)
        except Lost:
            log.warning("job %s of %s was lost to another worker", task.kind, task.subject)
        except NotNow as put_off:
            await self._fail(task, str(put_off), put_off.delay_s)
        except Exception as error:
            log.exception("job %s of %s failed, attempt %s", task.kind, task.subject, task.attempt)
            await self._fail(task, f"{type(error).__name__}: {error}", self._means.timing.retry_s)
        else:
            log.info("job done", extra={"seconds": round(self._means.ticks() - began, 3)})
            if (task.id, task.fence) not in self._means.finished:
                await self._safely(
                    self._means.writer.write(lambda session: leases.finish(session, task.id, task.fence))
                )

    async def _fail(self, task: Task, error: str, delay_s: float) -> None:
        async def write(session: AsyncSession) -> bool:
            job = await leases.fail(session, task.id, task.fence, error=error, now=self._means.clock(), delay_s=delay_s)
            await self._note_if_aside(session, job, error)
            return True

        await self._insist(write)

    async def _note_if_aside(self, session: AsyncSession, job: Job | None, error: str) -> None:
        if job is not None and job.state is JobState.ASIDE:
            log.error("job %s of %s is set aside: %s", job.kind, job.subject, error)
            await self._handler.set_aside(session, task_of(job), error)

    async def _keep(self) -> None:
        """Give signs of life for what runs, and look for those who give none."""
        while True:
            await self._safely(self._beat())
            await self._safely(self._sweep())
            await asyncio.sleep(self._means.timing.lease_s / 3)

    async def _beat(self) -> bool:
        mine = {
            one.task.id: one
            for one in self._running.values()
            if (one.task.id, one.task.fence) not in self._means.finished
        }
        if not mine:
            return False
        held = await self._means.writer.write(lambda session: leases.beat(session, self._holder, mine))
        for job_id, one in mine.items():
            if job_id not in held and (job_id, one.task.fence) not in self._means.finished:
                one.doing.cancel()  # another has it, or it was cancelled: what is left to do is of no use
        return True

    async def _sweep(self) -> bool:
        async with self._means.database.glance() as session:
            seen = await leases.beats(session)
        silent = self._watch.silent([one for one in seen if one.id not in self._running], self._means.ticks())
        for one in silent:
            await self._safely(self._means.writer.write(partial(self._take_back, silent=one)))
        return bool(silent)

    async def _take_back(self, session: AsyncSession, silent: leases.Beat) -> bool:
        error = "its worker died or could not be heard"
        job = await leases.take_back(session, silent, error)
        await self._note_if_aside(session, job, error)
        return job is not None

    async def _close_down(self, grace_s: float) -> None:
        left = [one.doing for one in self._running.values()]
        if left:
            await asyncio.wait(left, timeout=grace_s)
        cut_short = list(self._running.values())
        for one in cut_short:
            one.doing.cancel()
        await asyncio.gather(*(one.doing for one in cut_short), return_exceptions=True)
        for one in cut_short:
            await self._safely(self._means.writer.write(partial(_give_back, task=one.task)))

    async def _insist(self, write: Write[bool]) -> None:
        """Write what came of a job, however long the database takes; at the end of the shift the lease runs out."""
        while self._grace_s is None:
            try:
                await self._means.writer.write(write)
            except StoreTrouble as trouble:
                log.warning("the end of a job waits for the database: %s", trouble)
                await asyncio.sleep(self._means.timing.poll_s)
            else:
                return
        await self._safely(self._means.writer.write(write))

    async def _safely(self, step: Awaitable[bool]) -> bool:
        """Carry out a step of our own; trouble with it is told and waited out, for a worker that ends helps nobody."""
        try:
            return bool(await step)
        except StoreTrouble as trouble:
            log.warning("the queue waits for the database: %s", trouble)
        except Exception:
            log.exception("the queue stumbled")
        return False


def task_of(job: Job | leases.Claimed) -> Task:
    """Show a job to those who are to do it."""
    return Task(
        id=job.id,
        kind=job.kind,
        subject=job.subject,
        owner=job.owner,
        lane=Lane(job.lane),
        attempt=job.attempts,
        fence=job.fence,
    )


async def _give_back(session: AsyncSession, task: Task) -> bool:
    await leases.give_back(session, task.id, task.fence)
    return True
