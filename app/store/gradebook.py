"""The gradebook: who is in the course, and what each of them has in each question. A page is a few look-ups by keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, or_, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.kinds import Role, SubmissionState
from app.store.letters import Alphabetical
from app.store.tables import Membership, Person, Report, Standing, Submission
from app.store.tables.work import UNDER_WAY, UNMARKED

BY_NAME = Alphabetical(Person.name)
#: Written out: a database uses an index on some of the rows only where it can read that these are meant.
BY_HAND = text("reports.current AND reports.cause = 'override'")


@dataclass(frozen=True, kw_only=True)
class Student:
    """A student of the course. Of one who was erased there is no name, and the marks are still there."""

    id: str
    name: str
    email: str | None
    external_id: str | None
    erased: bool


class CountedMark(NamedTuple):
    """One student, one question: what counts. There are thousands on a page, and a tuple is made in a moment."""

    student: str
    question: int
    attempts: int
    submission: str | None  #: which makes the mark
    score: float | None
    max: float | None
    manual: bool  #: given by hand


@dataclass(frozen=True, kw_only=True)
class Unmarked:
    """One student, one question: submissions in a state that makes no mark."""

    student: str
    question: int
    state: SubmissionState


async def students(
    session: AsyncSession, course_id: str, *, search: str = "", after: str = "", limit: int | None = None
) -> list[Student]:
    """List students by name, a page at a time; `after` is the id of the last one of the page before.

    `search` is a part of the name or the address, or what the LMS calls them. Who has no part in the course any more
    is not listed.
    """
    found = (
        select(Person.id, Person.name, Person.email, Membership.external_id, Person.erased_at)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.course_id == course_id, Membership.role == Role.STUDENT)
        .order_by(BY_NAME, Person.id)
        .limit(limit)
    )
    if search:
        part = search.lower()
        found = found.where(
            or_(
                func.lower(Person.name).contains(part, autoescape=True),
                func.lower(Person.email).contains(part, autoescape=True),
                Membership.external_id == search,
            )
        )
    if after:
        last = select(BY_NAME).where(Person.id == after).scalar_subquery()
        found = found.where(tuple_(BY_NAME, Person.id) > tuple_(last, after))
    return [
        Student(
            id=row.id, name=row.name, email=row.email, external_id=row.external_id, erased=row.erased_at is not None
        )
        for row in await session.execute(found)
    ]


async def count(session: AsyncSession, course_id: str) -> int:
    """Count the students of a course."""
    rows = select(func.count()).where(Membership.course_id == course_id, Membership.role == Role.STUDENT)
    return await session.scalar(rows) or 0


async def marks(
    session: AsyncSession, course_id: str, people: Sequence[str], questions: Sequence[int]
) -> list[CountedMark]:
    """Give what counts for some students at some questions: to name both leads the database to each row at once."""
    rows = select(
        Standing.person_id,
        Standing.question,
        Standing.attempts,
        Standing.submission_id,
        Standing.score,
        Standing.max,
    ).where(Standing.course_id == course_id, Standing.question.in_(questions), Standing.person_id.in_(people))
    found = (await session.execute(rows)).all()
    manual = await _by_hand(session, [row.submission_id for row in found if row.submission_id is not None])
    return [
        CountedMark(student, question, attempts, submission, score, most, submission in manual)
        for student, question, attempts, submission, score, most in found
    ]


async def _by_hand(session: AsyncSession, submission_ids: Sequence[str]) -> set[str]:
    """Of these submissions, and of those in between, the ones whose mark was given by hand.

    There are few, and they have an index of their own. A look for each submission would read as many reports.
    """
    if not submission_ids:
        return set()
    between = Report.submission_id.between(min(submission_ids), max(submission_ids))
    return set(await session.scalars(select(Report.submission_id).where(between, BY_HAND)))


async def unmarked(session: AsyncSession, course_id: str, people: Sequence[str]) -> list[Unmarked]:
    """Give what some students have handed in that is under way, ungraded or withdrawn."""
    columns = (Submission.person_id, Submission.question, Submission.state)
    whose = (Submission.course_id == course_id, Submission.person_id.in_(people))
    found = [
        *await session.execute(select(*columns).where(*whose, UNMARKED)),
        *await session.execute(select(*columns).where(*whose, UNDER_WAY)),
    ]
    return [Unmarked(student=row.person_id, question=row.question, state=row.state) for row in found]
