"""What statistics are made of, read from indexes alone: no row with code in it and no report is touched.

Tens of thousands of marks come as one text of JSON for each student: to make a row of each would cost more than all the
rest.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Double, String, case, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.kinds import Role
from app.store.tables import Membership, Report, Standing, Submission
from app.store.tables.base import Json
from app.store.tables.work import MARKED, MARKED_FIRST

NEARLY = 1e-9  #: marks; what is so near is equal
#: Of one student three lists of one length: questions, points, maxima.
Marks: TypeAlias = tuple[list[int], list[float], list[float]]


async def roster(session: AsyncSession, course_id: str) -> set[str]:
    """Give the ids of the course's students, those who were erased among them."""
    rows = select(Membership.person_id).where(Membership.course_id == course_id, Membership.role == Role.STUDENT)
    return set(await session.scalars(rows))


async def graded(session: AsyncSession, course_id: str, question: int) -> Sequence[Any]:
    """Give all graded attempts at one question, by student and time: who, id, number, points, maximum, brief."""
    rows = (
        select(
            Submission.person_id,
            Submission.id,
            Submission.attempt,
            Submission.earned,
            Submission.max,
            Submission.found,
        )
        .where(Submission.course_id == course_id, Submission.question == question, MARKED)
        .order_by(Submission.person_id, Submission.id)
    )
    return (await session.execute(rows)).all()


async def first_attempts(session: AsyncSession, course_id: str) -> dict[str, Marks]:
    """Give the first attempts of each student in a course; the points are those before the late policy."""
    together = _together(session, Submission.question, _points(Submission.earned), _points(Submission.max))
    rows = select(Submission.person_id, together).where(Submission.course_id == course_id, MARKED_FIRST)
    return _read(await session.execute(rows.group_by(Submission.person_id)))


async def counted(session: AsyncSession, course_id: str) -> dict[str, Marks]:
    """Give the marks of each student in a course that count."""
    together = _together(session, Standing.question, _points(Standing.score), _points(Standing.max))
    rows = select(Standing.person_id, together).where(Standing.course_id == course_id, Standing.score.is_not(None))
    return _read(await session.execute(rows.group_by(Standing.person_id)))


async def scores_of(
    session: AsyncSession, course_id: str, people: Sequence[str], questions: Sequence[int]
) -> dict[str, dict[int, float]]:
    """Give the scores that count, by student and question: to name both leads the database to each row at once."""
    together = _together(session, Standing.question, _points(Standing.score))
    rows = select(Standing.person_id, together).where(
        Standing.course_id == course_id,
        Standing.question.in_(questions),
        Standing.person_id.in_(people),
        Standing.score.is_not(None),
    )
    found = await session.execute(rows.group_by(Standing.person_id))
    return {student: dict(zip(*json.loads(text), strict=True)) for student, text in found}


async def first_totals(session: AsyncSession, course_id: str) -> dict[str, float]:
    """Give the points of each student's first attempts at all questions together."""
    total = func.sum(Submission.earned)
    rows = select(Submission.person_id, total).where(Submission.course_id == course_id, MARKED_FIRST)
    return {row[0]: row[1] or 0.0 for row in await session.execute(rows.group_by(Submission.person_id))}


async def counted_totals(session: AsyncSession, course_id: str) -> dict[str, float]:
    """Give the sum of each student's marks that count."""
    rows = select(Standing.person_id, func.sum(Standing.score)).where(
        Standing.course_id == course_id, Standing.score.is_not(None)
    )
    return {row[0]: row[1] or 0.0 for row in await session.execute(rows.group_by(Standing.person_id))}


async def counted_at(session: AsyncSession, course_id: str, question: int) -> dict[str, tuple[float, float]]:
    """Give the mark that counts for each student at one question, and its maximum."""
    rows = select(Standing.person_id, Standing.score, Standing.max).where(
        Standing.course_id == course_id, Standing.question == question, Standing.score.is_not(None)
    )
    return {row[0]: (row[1] or 0.0, row[2] or 0.0) for row in await session.execute(rows)}


async def passes(session: AsyncSession, course_id: str) -> dict[int, tuple[int, int]]:
    """Give of each question how many students have a mark, and how many of them all the points."""
    full = func.sum(case((Standing.score >= Standing.max - NEARLY, 1), else_=0))
    rows = (
        select(Standing.question, func.count(), full)
        .join(
            Membership,
            (Membership.course_id == Standing.course_id)
            & (Membership.person_id == Standing.person_id)
            & (Membership.role == Role.STUDENT),
        )
        .where(Standing.course_id == course_id, Standing.score.is_not(None))
        .group_by(Standing.question)
    )
    return {row[0]: (row[1], row[2] or 0) for row in await session.execute(rows)}


async def documents(session: AsyncSession, submission_ids: Sequence[str]) -> dict[str, Json]:
    """Give the current reports of some submissions, to show as examples."""
    rows = select(Report.submission_id, Report.document).where(Report.submission_id.in_(submission_ids), Report.current)
    return {row[0]: row[1] for row in await session.execute(rows)}


def _points(column: Any) -> ColumnElement[float]:  # noqa: ANN401 - a column of marks
    return func.coalesce(column, 0.0, type_=Double)


def _together(session: AsyncSession, *columns: Any) -> ColumnElement[str]:  # noqa: ANN401 - columns of any type
    if session.get_bind().dialect.name == "sqlite":
        return func.json_array(*(func.json_group_array(column) for column in columns), type_=String)
    return cast(func.json_build_array(*(func.json_agg(column) for column in columns)), String)


def _read(rows: Any) -> dict[str, Marks]:  # noqa: ANN401 - rows of a student and a text
    return {student: json.loads(text) for student, text in rows}
