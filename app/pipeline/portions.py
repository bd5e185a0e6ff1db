"""Many marks told, a portion in each transaction, by jobs that queue one another.

To tell one mark takes a millisecond of the one writer there is, and a course has tens of thousands: students would wait
behind them. What is told is the mark as it stands then, so it does not matter if it has moved again meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.pipeline import notices
from app.pipeline.notices import NOTIFY
from app.pipeline.receive import CPU
from app.queue.dispatcher import Dispatcher, Task
from app.store import endpoints, regrades, rules, told
from app.store.clock import Clock
from app.store.clock import now as utc_now
from app.store.jobs import NewJob
from app.store.kinds import Lane, RegradeState
from app.store.session import Session
from app.store.tables import Endpoint, Regrade, Submission
from app.store.writer import Writer

TELL = "tell"  #: the kind of job that tells the marks of a course; `COURSE/WHY`, or `ENDPOINT/caught_up`, and where on
TOLD = "regrade told"  #: the kind that tells what a regrade has moved; `REGRADE/`, and behind which submission
CLASSES = {TELL: NOTIFY, TOLD: CPU}  #: who takes them
CAUGHT_UP = "caught_up"  #: why marks are told to an endpoint that is enabled again
WHY = {RegradeState.PUBLISHED: "regrade", RegradeState.ROLLED_BACK: "rolled_back"}
FEW = 100  #: marks that a regrade has moved and that are told at once
PORTION = 50
SETTLED = timedelta(seconds=2)  #: after which no transaction goes on that saw the rules as they were before
LATER = timedelta(minutes=30)  #: after which marks are told that could not be


async def tell_all(session: Session, dispatcher: Dispatcher, course_id: str, now: datetime, *, why: str) -> None:
    """Tell every mark of a course that counts, moved or not.

    It begins a moment later, when whatever was being graded by the old rule is stored. `why` is `release` where marks
    are held no longer, and `rules` where a change of the rules has moved many.
    """
    await _queue(session, dispatcher, TELL, f"{course_id}/{why}", now + SETTLED)


async def catch_up(session: Session, dispatcher: Dispatcher, endpoint: Endpoint, now: datetime) -> None:
    """Tell an endpoint that is enabled again, and no other, every mark that counts; `why` is `caught_up`."""
    await _queue(session, dispatcher, TELL, f"{endpoint.id}/{CAUGHT_UP}", now + SETTLED)


async def tell_moved(
    session: Session, dispatcher: Dispatcher, regrade: Regrade, moved: Sequence[Submission], now: datetime
) -> None:
    """Tell the marks that a regrade has moved: a few in the commit that moves them, many behind it."""
    if len(moved) <= FEW:
        await notices.changed_all(session, dispatcher, moved, now, why=WHY[regrade.state])
    else:
        await _queue(session, dispatcher, TOLD, f"{regrade.id}/")


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What a worker does with jobs of both kinds. See `app.queue.dispatcher.Handler`."""

    writer: Writer
    dispatcher: Dispatcher
    clock: Clock = utc_now

    async def claimed(self, session: Session, task: Task) -> None:
        """Nobody sees it."""

    async def handle(self, task: Task) -> None:
        """Tell a portion, and queue a job for those behind it."""
        tell = _tell_marks if task.kind == TELL else _tell_moved
        await self.writer.write(lambda session: tell(session, self.dispatcher, task, self.clock()))

    async def set_aside(self, session: Session, task: Task, error: str) -> None:  # noqa: ARG002 - the protocol's
        """The portion is told in half an hour, with all its attempts, and again until it can be.

        What stands behind it waits as long. The log has an error each time.
        """
        await self.dispatcher.cancel(session, task.kind, task.subject)
        await _queue(session, self.dispatcher, task.kind, task.subject, self.clock() + LATER)


async def _tell_marks(session: Session, dispatcher: Dispatcher, task: Task, now: datetime) -> None:
    """Tell some marks of a course, all that listen or one."""
    to, why, *after = task.subject.split("/")
    course_id, only = await _addressed(session, to, why)
    # First, and waiting for who is changing them: a release under way queues nothing while it finds this job.
    quiet = course_id is None or (await rules.in_force(session, course_id)).held
    await dispatcher.finish(session, task)
    if course_id is None or quiet:
        return  # to be told to nobody; or held again, and the next release begins anew
    place = (after[0], int(after[1])) if after else None
    answers = await told.marks_after(session, course_id, place, limit=PORTION)
    await notices.changed_all(session, dispatcher, answers, now, why=why, only=only)
    if len(answers) == PORTION:
        last = answers[-1]
        await _queue(session, dispatcher, TELL, f"{to}/{why}/{last.person_id}/{last.question}")


async def _addressed(session: Session, to: str, why: str) -> tuple[str | None, str | None]:
    """Of which course marks are told, and to which endpoint alone; no course where that was disabled again."""
    if why != CAUGHT_UP:
        return to, None
    endpoint = await endpoints.get(session, to)
    return (None, None) if endpoint is None or endpoint.disabled_at is not None else (endpoint.course_id, endpoint.id)


async def _tell_moved(session: Session, dispatcher: Dispatcher, task: Task, now: datetime) -> None:
    """Tell some of what a regrade has moved."""
    await dispatcher.finish(session, task)
    regrade_id, _, after = task.subject.partition("/")
    regrade = await regrades.get(session, regrade_id)
    if regrade is None or regrade.state not in WHY:
        return
    moved = await told.moved_after(session, regrade_id, after, limit=PORTION)
    await notices.changed_all(session, dispatcher, moved, now, why=WHY[regrade.state])
    if len(moved) == PORTION:
        await _queue(session, dispatcher, TOLD, f"{regrade_id}/{moved[-1].id}")


async def _queue(
    session: Session, dispatcher: Dispatcher, kind: str, subject: str, not_before: datetime | None = None
) -> None:
    job = NewJob(kind=kind, subject=subject, job_class=CLASSES[kind], lane=Lane.BACKGROUND, not_before=not_before)
    await dispatcher.enqueue(session, [job])
