"""The embedded engine: jobs are rows that a worker leases, and keeps alive while it runs them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from app.queue.dispatcher import Handler, Lost, Task
from app.queue.shift import Means, Shift
from app.store import jobs, leases
from app.store.kinds import Lane


class LeaseDispatcher:
    """Runs over SQLite, and over PostgreSQL as the measure of other engines."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._shifts: list[Shift] = []

    async def enqueue(self, session: AsyncSession, jobs_: Sequence[jobs.NewJob]) -> None:
        """See `Dispatcher`."""
        await jobs.add(session, jobs_, self._means.clock())

    async def cancel(self, session: AsyncSession, kind: str, subject: str) -> bool:
        """See `Dispatcher`."""
        return await jobs.cancel(session, kind, subject)

    async def cancel_all(self, session: AsyncSession, kind: str, owner: str) -> int:
        """See `Dispatcher`."""
        return await jobs.cancel_all(session, kind, owner)

    async def hasten(
        self, session: AsyncSession, kind: str, owner: str, *, lane: Lane | None = None, most: int | None = None
    ) -> int:
        """See `Dispatcher`."""
        return await jobs.hasten(session, kind, owner, lane=lane, most=most)

    async def finish(self, session: AsyncSession, task: Task) -> None:
        """See `Dispatcher`."""
        if not await leases.finish(session, task.id, task.fence):
            raise Lost
        self._means.finished.add((task.id, task.fence))

    async def place(self, session: AsyncSession, kind: str, subject: str) -> int | None:
        """See `Dispatcher`."""
        return await jobs.place(session, kind, subject)

    async def stats(self, session: AsyncSession) -> Sequence[jobs.Count]:
        """See `Dispatcher`."""
        return await jobs.counts(session)

    async def run(self, classes: Collection[str], concurrency: int, handler: Handler) -> None:
        """See `Dispatcher`; it may be called for several sets of classes at once."""
        shift = Shift(self._means, frozenset(classes), concurrency, handler)
        self._shifts.append(shift)
        try:
            await shift.work()
        finally:
            self._shifts.remove(shift)

    async def stop(self, grace_s: float) -> None:
        """See `Dispatcher`."""
        for shift in list(self._shifts):
            shift.end(grace_s)
        for shift in list(self._shifts):
            await shift.over.wait()
