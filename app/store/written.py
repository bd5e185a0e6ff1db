"""Written answers: what they are marked by, what they were given, and which of them still wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.store.kinds import SubmissionState, UploadKind
from app.store.sql import insert_into
from app.store.tables import Rubric, Submission, Upload, WrittenMark
from app.store.tables.base import Json


async def rubric_of(session: AsyncSession, course_id: str, question: int) -> Rubric | None:
    """Give what the written answer to a question is marked by; None: it is not marked."""
    return await session.get(Rubric, (course_id, question), populate_existing=True)


async def set_rubric(
    session: AsyncSession, course_id: str, question: int, criteria: Sequence[Json], now: datetime
) -> None:
    """Say what a written answer is marked by; nothing: it is not marked. Marks that were given stay as they are."""
    if not criteria:
        await session.execute(delete(Rubric).where(Rubric.course_id == course_id, Rubric.question == question))
        return
    values = {"criteria": {"criteria": list(criteria)}, "set_at": now}
    new = insert_into(session, Rubric).values(course_id=course_id, question=question, **values)
    await session.execute(new.on_conflict_do_update(index_elements=["course_id", "question"], set_=values))


async def mark_of(session: AsyncSession, submission_id: str) -> WrittenMark | None:
    """Give the mark of the written answer in a submission."""
    return await session.get(WrittenMark, submission_id)


async def mark(
    session: AsyncSession,
    submission_id: str,
    *,
    marks: dict[str, float],
    top: float,
    comment: str,
    by_id: str | None,
    now: datetime,
) -> WrittenMark | None:
    """Give a mark to the written answer in a submission, or another than before; `top` is the most there is.

    None where its content was taken away: nobody can read any more what was marked, and an erased student's is no
    place for a comment.
    """
    there = select(Upload.id).join(Submission, Submission.upload_id == Upload.id)
    rows = there.where(Submission.id == submission_id, Upload.cleared_at.is_(None))
    if await session.scalar(rows.with_for_update(of=Upload)) is None:
        return None
    given = await session.get(WrittenMark, submission_id) or WrittenMark(submission_id=submission_id)
    given.marks, given.score, given.max = dict(marks), round(sum(marks.values()), 4), top
    given.comment, given.by_id, given.at = comment, by_id, now
    session.add(given)
    await session.flush()
    return given


@dataclass(frozen=True, kw_only=True)
class ToMark:
    """A written answer, with its mark if it has one."""

    submission: Submission
    rubric: Rubric
    mark: WrittenMark | None


async def page(
    session: AsyncSession,
    course_id: str,
    *,
    marked: bool | None = None,
    question: int | None = None,
    after: str = "",
    limit: int = 50,
) -> list[ToMark]:
    """List the written answers of a course that are to be marked, in the order in which they came.

    Those are the last that each student handed in to each question with a rubric, in a file; one that was withdrawn is
    none, and neither is one whose text was taken away.
    """
    later, in_file = aliased(Submission), aliased(Upload)
    followed = exists().where(
        later.course_id == Submission.course_id,
        later.person_id == Submission.person_id,
        later.question == Submission.question,
        later.id > Submission.id,
        later.state != SubmissionState.WITHDRAWN,
        in_file.id == later.upload_id,
        in_file.kind == UploadKind.NOTEBOOK,
    )
    wanted = (
        select(Submission, Rubric, WrittenMark)
        .join(Rubric, and_(Rubric.course_id == Submission.course_id, Rubric.question == Submission.question))
        .join(Upload, Upload.id == Submission.upload_id)
        .outerjoin(WrittenMark, WrittenMark.submission_id == Submission.id)
        .where(
            Submission.course_id == course_id,
            Submission.id > after,
            Submission.state != SubmissionState.WITHDRAWN,
            Upload.kind == UploadKind.NOTEBOOK,
            Upload.cleared_at.is_(None),
            ~followed,
        )
        .order_by(Submission.id)
        .limit(limit)
    )
    if question is not None:
        wanted = wanted.where(Submission.question == question)
    if marked is not None:
        wanted = wanted.where(WrittenMark.submission_id.is_not(None) if marked else WrittenMark.submission_id.is_(None))
    rows = await session.execute(wanted)
    return [ToMark(submission=row[0], rubric=row[1], mark=row[2]) for row in rows]
