"""What somebody has to look at: work that waits for a person, students who are stuck or silent, notices that stopped.

Each list is cut, and counted whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import TextClause, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.kinds import JobState, Role, SubmissionState
from app.store.letters import Alphabetical
from app.store.sql import Condition
from app.store.tables import Endpoint, Job, Membership, Person, Standing, Submission, Upload
from app.store.tables.work import UNMARKED

MOST = 50  #: rows of a list
ASIDE = 1000  #: jobs put aside that are looked at; more is another matter
DONE = (SubmissionState.GRADED, SubmissionState.WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A submission that could not be graded, or whose job was put aside."""

    submission: str
    question: int
    student: str
    name: str
    submitted_at: datetime


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """A student who has tried often, and has not passed."""

    student: str
    name: str
    question: int
    attempts: int
    score: float | None
    max: float | None


@dataclass(frozen=True, kw_only=True)
class Silent:
    """A student who has handed in nothing."""

    student: str
    name: str
    joined_at: datetime


@dataclass(frozen=True, kw_only=True)
class Stopped:
    """An endpoint that is told nothing any more."""

    id: str
    url: str
    at: datetime
    why: str


async def ungraded(session: AsyncSession, course_id: str) -> tuple[int, list[Waiting]]:
    """Submissions that could not be graded: ours; the oldest first."""
    return await _waiting(
        session, Submission.course_id == course_id, UNMARKED, Submission.state == SubmissionState.UNGRADED
    )


async def aside(session: AsyncSession, course_id: str) -> tuple[int, list[Waiting]]:
    """Submissions whose job was tried too often and waits for a person, as long as they have no mark in another way."""
    rows = select(Job.subject).join(Upload, Upload.id == Job.subject)
    waits = select(Submission.id).where(Submission.upload_id == Upload.id, Submission.state.not_in(DONE))
    found = await session.scalars(
        rows.where(Job.state == JobState.ASIDE, Upload.course_id == course_id, waits.exists())
        .order_by(Job.id)
        .limit(ASIDE)
    )
    return await _waiting(session, Submission.upload_id.in_(found.all()), Submission.state.not_in(DONE))


async def stuck(session: AsyncSession, course_id: str, attempts: int) -> tuple[int, list[Stuck]]:
    """Students with so many attempts at a question, none of which has all the points; who tried most stands first.

    What was earned decides: who passed too late has passed.
    """
    found = (
        select(
            Standing.person_id,
            Person.name,
            Standing.question,
            Standing.attempts,
            Standing.score,
            Standing.max,
            func.count().over().label("of_all"),
        )
        .join(Person, Person.id == Standing.person_id)
        .join(
            Membership,
            (Membership.course_id == Standing.course_id)
            & (Membership.person_id == Standing.person_id)
            & (Membership.role == Role.STUDENT),
        )
        .outerjoin(Submission, Submission.id == Standing.submission_id)
        .where(
            Standing.course_id == course_id,
            Standing.attempts >= attempts,
            or_(Standing.score.is_(None), Standing.score < Standing.max),
            or_(Submission.earned.is_(None), Submission.earned < Submission.max),
        )
    )
    ordered = found.order_by(Standing.attempts.desc(), Standing.person_id, Standing.question).limit(MOST)
    rows = (await session.execute(ordered)).all()
    return rows[0].of_all if rows else 0, [
        Stuck(
            student=row.person_id,
            name=row.name,
            question=row.question,
            attempts=row.attempts,
            score=row.score,
            max=row.max,
        )
        for row in rows
    ]


async def silent(session: AsyncSession, course_id: str) -> tuple[int, list[Silent]]:
    """Students without any submission, by name; nobody who was erased."""
    any_ = select(Submission.id).where(Submission.course_id == course_id, Submission.person_id == Membership.person_id)
    found = (
        select(Person.id, Person.name, Membership.joined_at, func.count().over().label("of_all"))
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.course_id == course_id,
            Membership.role == Role.STUDENT,
            Person.erased_at.is_(None),
            ~any_.exists(),
        )
    )
    rows = (await session.execute(found.order_by(Alphabetical(Person.name), Person.id).limit(MOST))).all()
    return rows[0].of_all if rows else 0, [
        Silent(student=row.id, name=row.name, joined_at=row.joined_at) for row in rows
    ]


async def stopped(session: AsyncSession, course_id: str) -> list[Stopped]:
    """Endpoints that were disabled."""
    rows = select(Endpoint).where(Endpoint.course_id == course_id, Endpoint.disabled_at.is_not(None))
    return [
        Stopped(id=one.id, url=one.url, at=one.disabled_at, why=one.disabled_why)
        for one in await session.scalars(rows.order_by(Endpoint.id).limit(MOST))
        if one.disabled_at is not None
    ]


async def _waiting(session: AsyncSession, *where: Condition | TextClause) -> tuple[int, list[Waiting]]:
    rows = select(Submission.id, Submission.question, Submission.person_id, Person.name, Submission.submitted_at)
    found = await session.execute(
        rows.join(Person, Person.id == Submission.person_id).where(*where).order_by(Submission.submitted_at).limit(MOST)
    )
    return await session.scalar(select(func.count()).where(*where)) or 0, [
        Waiting(submission=id_, question=question, student=student, name=name, submitted_at=at)
        for id_, question, student, name, at in found
    ]
