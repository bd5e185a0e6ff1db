"""The marks that a regrade has moved, told: a few in the commit that moves them, many in portions behind it.

To tell one mark takes a millisecond of the one writer there is, and a course has tens of thousands: students would wait
behind them. What is told is the mark as it stands then, so it does not matter if it has moved again meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.pipeline import notices
from app.pipeline.receive import CPU
from app.queue.dispatcher import Dispatcher, Task
from app.store import regrades, told
from app.store.clock import Clock
from app.store.clock import now as utc_now
from app.store.jobs import NewJob
from app.store.kinds import Lane, RegradeState
from app.store.session import Session
from app.store.tables import Regrade, Submission
from app.store.writer import Writer

TOLD = "regrade told"  #: the kind of job
FEW = 100  #: marks told at once
PORTION = 50
WHY = {RegradeState.PUBLISHED: "regrade", RegradeState.ROLLED_BACK: "rolled_back"}


async def tell(
    session: Session, dispatcher: Dispatcher, regrade: Regrade, moved: Sequence[Submission], now: datetime
) -> None:
    """Tell the marks that a regrade has moved, or have them told."""
    if len(moved) <= FEW:
        await notices.changed_all(session, dispatcher, moved, now, why=WHY[regrade.state])
    else:
        await _later(session, dispatcher, regrade.id, "")


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What a worker does to tell a portion. See `app.queue.dispatcher.Handler`."""

    writer: Writer
    dispatcher: Dispatcher
    clock: Clock = utc_now

    async def claimed(self, session: Session, task: Task) -> None:
        """Nobody sees it."""

    async def handle(self, task: Task) -> None:
        """Tell a portion, and queue the next."""
        await self.writer.write(lambda session: self._tell(session, task))

    async def set_aside(self, session: Session, task: Task, error: str) -> None:  # noqa: ARG002 - the protocol's
        """The portion is told in half an hour, and again until it can be; what stands behind it waits as long."""
        await notices.tell_later(session, self.dispatcher, task, self.clock(), job_class=CPU)

    async def _tell(self, session: Session, task: Task) -> None:
        await self.dispatcher.finish(session, task)
        regrade_id, _, after = task.subject.partition("/")
        regrade = await regrades.get(session, regrade_id)
        if regrade is None or regrade.state not in WHY:
            return
        moved = await told.moved_after(session, regrade_id, after, limit=PORTION)
        await notices.changed_all(session, self.dispatcher, moved, self.clock(), why=WHY[regrade.state])
        if len(moved) == PORTION:
            await _later(session, self.dispatcher, regrade_id, moved[-1].id)


async def _later(session: Session, dispatcher: Dispatcher, regrade_id: str, after: str) -> None:
    job = NewJob(kind=TOLD, subject=f"{regrade_id}/{after}", job_class=CPU, lane=Lane.BACKGROUND)
    await dispatcher.enqueue(session, [job])
