"""The queue as it is seen from outside: put in, taken out, looked at. How it is worked off stands in `leases`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import SmallInteger, String, bindparam, delete, func, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.bell import ring_later
from app.store.kinds import JobState, Lane
from app.store.sql import count_of
from app.store.tables import Job
from app.store.tables.base import Moment

TRIES = 3  #: a job is claimed so often; one that is not done then is set aside
ORDER = (Job.lane, Job.rank, Job.turn, Job.id)


@dataclass(frozen=True, kw_only=True)
class NewJob:
    """Something to be done once: a kind and what it is about, such as `grade` and an upload's id."""

    kind: str
    subject: str
    job_class: str = "cpu"  #: only a worker of this class takes it
    owner: str = ""  #: whose share it is of; a job without one waits behind nobody's flood
    lane: Lane = Lane.FRONT
    priority: int = 0  #: higher is taken first, within its lane
    not_before: datetime | None = None


def topic(job_class: str) -> str:
    """What is rung when there is a job for a class of workers."""
    return f"jobs:{job_class}"


async def add(session: AsyncSession, new: Sequence[NewJob], now: datetime) -> list[int | None]:
    """Queue jobs, in the caller's transaction; None for one that is in the queue already."""
    return [await _add(session, one, now) for one in new]


async def cancel(session: AsyncSession, kind: str, subject: str) -> bool:
    """Take a job out of the queue; who runs it already will not be able to finish it. False: there is none."""
    return bool(await count_of(session, delete(Job).where(Job.kind == kind, Job.subject == subject)))


async def cancel_all(session: AsyncSession, kind: str, owner: str) -> int:
    """Take all jobs of a kind that an owner has out of the queue; give how many."""
    return await count_of(session, delete(Job).where(Job.owner == owner, Job.kind == kind))


async def hasten(session: AsyncSession, kind: str, owner: str, *, lane: Lane | None, most: int | None) -> int:
    """Let jobs of an owner wait no longer that were put off; those that were put off first, in the order of turns."""
    theirs = select(Job.id).where(Job.owner == owner, Job.kind == kind, Job.state == JobState.LATER)
    if lane is not None:
        theirs = theirs.where(Job.lane == lane)
    if most is not None:
        theirs = theirs.order_by(Job.turn).limit(most)
    classes = await session.scalars(
        update(Job)
        .where(Job.id.in_(theirs))
        .values(state=JobState.WAITING, due_at=None, put_off_at=None)
        .returning(Job.job_class),
        execution_options={"synchronize_session": False},
    )
    found = list(classes)
    ring_later(session, *sorted({topic(one) for one in found}))
    return len(found)


async def place(session: AsyncSession, kind: str, subject: str) -> int | None:
    """Count who is before a waiting job, 0 for the next; None where it does not wait."""
    job = await session.scalar(
        select(Job).where(Job.kind == kind, Job.subject == subject, Job.state == JobState.WAITING)
    )
    if job is None:
        return None
    before = tuple_(*ORDER) < tuple_(job.lane, job.rank, job.turn, job.id)
    ahead: int | None = await session.scalar(
        select(func.count())
        .select_from(Job)
        .where(Job.state == JobState.WAITING, Job.job_class == job.job_class, before)
    )
    return ahead or 0


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many jobs of a class are in a state, and since when the oldest of them is there."""

    job_class: str
    state: JobState
    jobs: int
    oldest: datetime


async def counts(session: AsyncSession) -> list[Count]:
    """Count the queue, by class and state."""
    rows = await session.execute(
        select(Job.job_class, Job.state, func.count().label("jobs"), func.min(Job.made_at).label("oldest")).group_by(
            Job.job_class, Job.state
        )
    )
    return [Count(job_class=row.job_class, state=row.state, jobs=row.jobs, oldest=row.oldest) for row in rows]


#: Everybody's first job comes before anybody's second: a job's turn is the one that is being served or, if that is
#: later, the one after its owner's last. So who was away has saved nothing up. Written out as text, since it is needed
#: for every upload, and to build it anew cost more than to carry it out. The first and the last are asked for by their
#: order: min() and max() inside a union read every row, which made a long queue slow to join.
ADD = text("""
    INSERT INTO jobs (kind, subject, class, lane, rank, owner, turn, state, attempts, fence, beat, made_at, put_off_at,
                      due_at, error)
    SELECT :kind, :subject, :class, :lane, :rank, :owner, max(turn), :state, 0, 0, 0, :made_at, :put_off_at, :due_at, ''
    FROM (SELECT 0 AS turn
          UNION ALL
          SELECT (SELECT turn FROM jobs WHERE state = 'waiting' AND class = :class AND lane = :lane AND rank = :rank
                  ORDER BY turn LIMIT 1)
          UNION ALL
          SELECT (SELECT turn + 1 FROM jobs
                  WHERE owner = :owner AND owner <> '' AND class = :class AND lane = :lane AND state <> 'aside'
                  ORDER BY turn DESC LIMIT 1)) AS turns
    WHERE true
    ON CONFLICT (kind, subject) DO NOTHING
    RETURNING id
""").bindparams(
    *(bindparam(name, type_=String()) for name in ("kind", "subject", "class", "owner", "state")),
    *(bindparam(name, type_=SmallInteger()) for name in ("lane", "rank")),
    *(bindparam(name, type_=Moment()) for name in ("made_at", "put_off_at", "due_at")),
)


async def _add(session: AsyncSession, new: NewJob, now: datetime) -> int | None:
    values = {
        "kind": new.kind,
        "subject": new.subject,
        "class": new.job_class,
        "lane": new.lane,
        "rank": -new.priority,
        "owner": new.owner,
        "state": (JobState.LATER if new.not_before else JobState.WAITING).value,
        "made_at": now,
        "put_off_at": now if new.not_before else None,
        "due_at": new.not_before,
    }
    job_id: int | None = (await session.execute(ADD, values)).scalar_one_or_none()
    if job_id is not None:
        ring_later(session, topic(new.job_class))
    return job_id
