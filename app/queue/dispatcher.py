"""What a queue is to the rest of the house. Every engine passes the tests in `tests/app/queue/contract.py`.

A job runs at least once and is *finished* at most once: `finish` is called in the transaction that stores the result,
and refuses who has lost the job meanwhile, so a result is stored by one of them. An engine never asks what a job does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import AppError
from app.store.jobs import TRIES, Count, NewJob
from app.store.kinds import Lane


class Lost(AppError):
    """The job was given to another worker meanwhile; nothing of this run may be stored."""

    status = 409


class NotNow(Exception):
    """A handler cannot do a job at present: it is tried again after a while. The attempt counts."""

    def __init__(self, why: str, *, delay_s: float) -> None:
        super().__init__(why)
        self.delay_s = delay_s


@dataclass(frozen=True, kw_only=True)
class Task:
    """A job in a worker's hands."""

    id: int
    kind: str
    subject: str
    owner: str
    lane: Lane
    attempt: int  #: from 1; it was counted before anything ran
    fence: int  #: which claim of the job this is

    @property
    def last(self) -> bool:
        """Whether the job is set aside if this attempt fails too."""
        return self.attempt >= TRIES


class Handler(Protocol):
    """What is done with jobs."""

    async def claimed(self, session: AsyncSession, task: Task) -> None:
        """Note that a job was taken, in the transaction in which it was."""

    async def handle(self, task: Task) -> None:
        """Do it, and call `Dispatcher.finish` in the transaction that stores the result.

        What it raises gives the job back, to be tried again. It waits for others (a box, a server) and never computes
        for long in the loop: who cannot give a sign of life is taken for dead.
        """

    async def set_aside(self, session: AsyncSession, task: Task, error: str) -> None:
        """Note that a job is given up, in the transaction in which it is."""


class Dispatcher(Protocol):
    """Says who runs what next."""

    async def enqueue(self, session: AsyncSession, jobs: Sequence[NewJob]) -> None:
        """Queue jobs in the caller's transaction. A kind and subject that are queued already are not queued again."""

    async def cancel(self, session: AsyncSession, kind: str, subject: str) -> bool:
        """Take a job out; if it runs, it will not be able to finish. False where there is none."""

    async def cancel_all(self, session: AsyncSession, kind: str, owner: str) -> int:
        """Take out all jobs of a kind that an owner has, in one statement, as `cancel` does; give how many."""

    async def hasten(
        self, session: AsyncSession, kind: str, owner: str, *, lane: Lane | None = None, most: int | None = None
    ) -> int:
        """Let jobs of an owner that are put off wait no longer, in one statement; give how many.

        In the order in which they were put off, and all of them if it is not said how many at most.
        """

    async def finish(self, session: AsyncSession, task: Task) -> None:
        """End a job in the caller's transaction, before anything else in it.

        Lost where the job is not the caller's any more, who must then store nothing of its result.
        """

    async def place(self, session: AsyncSession, kind: str, subject: str) -> int | None:
        """Count who is before a waiting job; None where it does not wait."""

    async def stats(self, session: AsyncSession) -> Sequence[Count]:
        """Count the queue by class and state."""

    async def run(self, classes: Collection[str], concurrency: int, handler: Handler) -> None:
        """Work until `stop` is called; trouble with the database is waited out."""

    async def stop(self, grace_s: float) -> None:
        """Take nothing more, let what runs end in time, give the rest back, and return when all of that is done."""
