"""Jobs in somebody's hands: claimed, kept alive, finished, taken back from who is dead.

Nothing here compares a time with a time of another machine. That a holder is dead is seen by its signs of life standing
still; that a job is still one's own by its fence. So a clock may be set while jobs run.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, case, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.bell import ring_later
from app.store.jobs import TRIES, topic
from app.store.kinds import JobState
from app.store.sql import Condition, count_of, table_of
from app.store.tables import Job

ERROR = 2000  #: characters kept of what went wrong
T = table_of(Job)
CANDIDATES = (
    select(T.c.id, T.c.attempts)
    .where(T.c.state == JobState.WAITING, T.c["class"].in_(bindparam("classes", expanding=True)))
    .order_by(T.c.lane, T.c.rank, T.c.turn, T.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
CLAIM = (
    update(T)
    .where(T.c.id.in_(bindparam("ids", expanding=True)))
    .values(state=JobState.LEASED, holder=bindparam("by"), attempts=T.c.attempts + 1, fence=T.c.fence + 1, beat=0)
    .returning(T.c.id, T.c.kind, T.c.subject, T.c.owner, T.c.lane, T.c.attempts, T.c.fence)
)
FINISH = delete(T).where(T.c.id == bindparam("job"), T.c.fence == bindparam("claim"), T.c.state == JobState.LEASED)


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A job as it was taken."""

    id: int
    kind: str
    subject: str
    owner: str
    lane: int
    attempts: int  #: this one counted
    fence: int


@dataclass(frozen=True, kw_only=True)
class Beat:
    """A sign of life as it was seen: of which job, which claim of it, which sign."""

    id: int
    fence: int
    beat: int


@dataclass(frozen=True, kw_only=True)
class Due:
    """What there is to do: something to claim, something whose time has come."""

    claimable: bool
    put_off: bool


async def look(session: AsyncSession, classes: Collection[str], now: datetime) -> Due:
    """Look whether there is anything to do, without asking for the right to write."""
    waits = select(Job.id).where(Job.state == JobState.WAITING, Job.job_class.in_(classes)).exists()
    comes = select(Job.id).where(_is_due(now)).exists()
    row = (await session.execute(select(waits.label("claimable"), comes.label("put_off")))).one()
    return Due(claimable=bool(row.claimable), put_off=bool(row.put_off))


async def call_up(session: AsyncSession, now: datetime) -> int:
    """Let those wait whose time has come; give how many."""
    classes = await session.scalars(
        update(Job)
        .where(_is_due(now))
        .values(state=JobState.WAITING, due_at=None, put_off_at=None)
        .returning(Job.job_class)
    )
    found = list(classes)
    ring_later(session, *map(topic, found))
    return len(found)


async def claim(
    session: AsyncSession, *, holder: str, classes: Collection[str], limit: int, alone: bool
) -> list[Claimed]:
    """Take jobs for a holder, in their order; the attempt is counted before anything runs.

    A job on its last attempt may be what killed those who held it, so it is run alone: it is given only to a holder
    with nothing else to do (`alone`), and with nothing beside it. What stands behind it waits until it is over.
    """
    rows = (await session.execute(CANDIDATES, {"classes": list(classes), "most": limit})).all()
    suspects = [at for at, row in enumerate(rows) if row.attempts >= TRIES - 1]
    if suspects and suspects[0] == 0:
        rows = rows[: 1 if alone else 0]
    elif suspects:
        rows = rows[: suspects[0]]
    if not rows:
        return []
    order = {row.id: at for at, row in enumerate(rows)}
    claimed = (await session.execute(CLAIM, {"ids": list(order), "by": holder})).mappings()
    return sorted((Claimed(**row) for row in claimed), key=lambda job: order[job.id])


async def beat(session: AsyncSession, holder: str, ids: Collection[int]) -> set[int]:
    """Give a sign of life for what one holds; give the ids of those that are still held."""
    rows = await session.scalars(
        update(Job)
        .where(Job.id.in_(ids), Job.holder == holder, Job.state == JobState.LEASED)
        .values(beat=Job.beat + 1)
        .returning(Job.id)
    )
    return set(rows)


async def beats(session: AsyncSession) -> list[Beat]:
    """List the last signs of life of all that is held, by whomever."""
    rows = await session.execute(select(Job.id, Job.fence, Job.beat).where(Job.state == JobState.LEASED))
    return [Beat(id=row.id, fence=row.fence, beat=row.beat) for row in rows]


async def take_back(session: AsyncSession, silent: Beat, error: str) -> Job | None:
    """Take a job from a holder that gave no further sign; None where it did, or has finished.

    The job waits again, or is set aside if it was tried often enough.
    """
    return await _let_go(
        session, and_(_is_held(silent.id, silent.fence), Job.beat == silent.beat), error=error, later=None
    )


async def finish(session: AsyncSession, job_id: int, fence: int) -> bool:
    """End a job that is done; False where it is no longer the caller's, who must then store nothing of it."""
    return bool(await count_of(session, FINISH, {"job": job_id, "claim": fence}))


async def fail(
    session: AsyncSession, job_id: int, fence: int, *, error: str, now: datetime, delay_s: float
) -> Job | None:
    """Give a job back that did not work out: to be tried after a while, or set aside. None: it was no longer ours."""
    later = {"put_off_at": now, "due_at": now + timedelta(seconds=delay_s)} if delay_s else None
    return await _let_go(session, _is_held(job_id, fence), error=error, later=later)


async def give_back(session: AsyncSession, job_id: int, fence: int) -> None:
    """Give a job back that was not run to its end by our own wish: it costs no attempt."""
    where = _is_held(job_id, fence)
    classes = await session.scalars(
        update(Job)
        .where(where)
        .values(state=JobState.WAITING, holder=None, attempts=Job.attempts - 1)
        .returning(Job.job_class)
    )
    ring_later(session, *map(topic, classes))


def _is_due(now: datetime) -> Condition:
    """Whether the time has come, or the clock was set back to before it was set: then it would not come for long."""
    return and_(Job.state == JobState.LATER, or_(Job.due_at <= now, Job.put_off_at > now))


def _is_held(job_id: int, fence: int) -> Condition:
    """Whether this very claim still holds: a later one has another fence."""
    return and_(Job.id == job_id, Job.fence == fence, Job.state == JobState.LEASED)


async def _let_go(
    session: AsyncSession, where: Condition, *, error: str, later: dict[str, datetime] | None
) -> Job | None:
    tried_enough = Job.attempts >= TRIES
    waits = JobState.LATER if later else JobState.WAITING
    rows = await session.scalars(
        update(Job)
        .where(where)
        .values(
            {
                "state": case((tried_enough, JobState.ASIDE.value), else_=waits.value),
                "holder": None,
                "error": error[:ERROR],
                **(later or {}),
            }
        )
        .returning(Job),
        execution_options={"populate_existing": True},
    )
    job = rows.one_or_none()
    if job is not None and job.state is JobState.WAITING:
        ring_later(session, topic(job.job_class))
    return job
