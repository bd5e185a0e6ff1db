"""Where a student stands in a question: one row, however many attempts there were."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.kinds import Counts, SubmissionState
from app.store.sql import insert_into
from app.store.tables import Standing, Submission


async def count_attempt(session: AsyncSession, submission: Submission) -> int:
    """Count one more attempt, and say which it was."""
    return await _add(session, submission, attempts=1)


async def next_sequence(session: AsyncSession, submission: Submission) -> int:
    """Give the next number for a notice about this student and question; none is given twice."""
    return await _add(session, submission, sequence=1)


async def recount(session: AsyncSession, submission: Submission, counts: Counts) -> None:
    """Find the attempt that makes the mark, after a report was stored, replaced or withdrawn.

    Ungraded and withdrawn ones never count; of equal ones the first.
    """
    last = [Submission.id.desc()]
    best = [Submission.score.desc(), Submission.id]
    graded = select(Submission.id, Submission.score, Submission.max).where(
        Submission.course_id == submission.course_id,
        Submission.person_id == submission.person_id,
        Submission.question == submission.question,
        Submission.state == SubmissionState.GRADED,
        Submission.score.is_not(None),
    )
    found = (await session.execute(graded.order_by(*(best if counts is Counts.BEST else last)).limit(1))).first()
    await _add(session, submission)
    await session.execute(
        update(Standing)
        .where(
            Standing.course_id == submission.course_id,
            Standing.question == submission.question,
            Standing.person_id == submission.person_id,
        )
        .values(
            submission_id=found.id if found else None,
            score=found.score if found else None,
            max=found.max if found else None,
        )
    )


async def of_course(session: AsyncSession, course_id: str, *, person_id: str | None = None) -> Sequence[Standing]:
    """List where everybody stands in every question, or one person."""
    wanted = select(Standing).where(Standing.course_id == course_id).order_by(Standing.person_id, Standing.question)
    if person_id is not None:
        wanted = wanted.where(Standing.person_id == person_id)
    return (await session.scalars(wanted)).all()


async def _add(session: AsyncSession, submission: Submission, *, attempts: int = 0, sequence: int = 0) -> int:
    """Add to the counters in one statement, so that two at once do not read the same."""
    new = insert_into(session, Standing).values(
        course_id=submission.course_id,
        question=submission.question,
        person_id=submission.person_id,
        attempts=attempts,
        sequence=sequence,
    )
    row = await session.execute(
        new.on_conflict_do_update(
            index_elements=["course_id", "question", "person_id"],
            set_={"attempts": Standing.attempts + attempts, "sequence": Standing.sequence + sequence},
        ).returning(Standing.attempts, Standing.sequence)
    )
    counted = row.one()
    return int(counted.sequence if sequence else counted.attempts)
