"""Where a student stands in a question: one row, however many attempts there were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Row, String, and_, bindparam, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.kinds import Counts, SubmissionState
from app.store.sql import table_of
from app.store.tables import Standing, Submission

T = table_of(Standing)
#: Added to in one statement, so that two at once do not read the same.
ADD = text("""
    INSERT INTO standings (course_id, question, person_id, attempts, sequence)
    VALUES (:course_id, :question, :person_id, :attempts, :sequence)
    ON CONFLICT (course_id, question, person_id) DO UPDATE
    SET attempts = standings.attempts + :attempts, sequence = standings.sequence + :sequence
    RETURNING attempts, sequence, submission_id, score
""").bindparams(
    *(bindparam(name, type_=String()) for name in ("course_id", "person_id")),
    *(bindparam(name, type_=BigInteger()) for name in ("question", "attempts", "sequence")),
)
#: With the columns that are to change beside the key.
SET = update(T).where(
    T.c.course_id == bindparam("course"), T.c.person_id == bindparam("person"), T.c.question == bindparam("of")
)
#: Whether a standing is the one that a submission belongs to.
THEIRS = and_(
    Standing.course_id == Submission.course_id,
    Standing.person_id == Submission.person_id,
    Standing.question == Submission.question,
)


async def count_attempt(session: AsyncSession, submission: Submission) -> int:
    """Count one more attempt, and say which it was."""
    return int((await _add(session, submission, attempts=1)).attempts)


async def next_sequence(session: AsyncSession, submission: Submission) -> int:
    """Give the next number for a notice about this student and question; none is given twice."""
    return int((await _add(session, submission, sequence=1)).sequence)


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
    await _set(
        session,
        submission,
        submission_id=found.id if found else None,
        score=found.score if found else None,
        max=found.max if found else None,
    )


async def first_mark(session: AsyncSession, submission: Submission, counts: Counts, *, counted: bool) -> int | None:
    """Take in the first mark of a submission without looking at others; give its number if it counts as an attempt.

    It comes to the same as `count_attempt` and `recount`, with half the statements: every submission comes this way.
    """
    before = await _add(session, submission, attempts=int(counted))
    score = submission.score
    if score is not None:
        if before.score is None:
            better = True
        elif counts is Counts.LAST:
            better = submission.id > before.submission_id
        else:
            better = (score, before.submission_id) > (before.score, submission.id)
        if better:
            await _set(session, submission, submission_id=submission.id, score=score, max=submission.max)
    return int(before.attempts) if counted else None


async def of_course(session: AsyncSession, course_id: str, *, person_id: str | None = None) -> Sequence[Standing]:
    """List where everybody stands in every question, or one person."""
    wanted = select(Standing).where(Standing.course_id == course_id).order_by(Standing.person_id, Standing.question)
    if person_id is not None:
        wanted = wanted.where(Standing.person_id == person_id)
    return (await session.scalars(wanted)).all()


async def _add(session: AsyncSession, submission: Submission, *, attempts: int = 0, sequence: int = 0) -> Row[Any]:
    values = {
        "course_id": submission.course_id,
        "question": submission.question,
        "person_id": submission.person_id,
        "attempts": attempts,
        "sequence": sequence,
    }
    return (await session.execute(ADD, values)).one()


async def _set(
    session: AsyncSession, submission: Submission, *, submission_id: str | None, score: float | None, max: float | None
) -> None:
    values = {
        "course": submission.course_id,
        "person": submission.person_id,
        "of": submission.question,
        "submission_id": submission_id,
        "score": score,
        "max": max,
    }
    await session.execute(SET, values)
