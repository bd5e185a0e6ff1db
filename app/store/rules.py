"""The rules of a course as they are asked for at the door, and what a change of them does to the marks that stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.store import courses
from app.store.kinds import Cause, Counts, SubmissionState
from app.store.sql import insert_into
from app.store.tables import Base, CourseSettings, Membership, Report, Standing, Submission

UNDER_WAY = (SubmissionState.RECEIVED, SubmissionState.QUEUED, SubmissionState.RUNNING)
UNGRADED = "ungraded"  #: a value of `graders.report.State`: the score is not a mark
REPORTS, ANSWERS = Base.metadata.tables["reports"], Base.metadata.tables["submissions"]

#: What counts of the marks earned, for something received at a time.
Counting = Callable[[float, datetime], float]


async def in_force(session: AsyncSession, course_id: str) -> CourseSettings:
    """Give the rules of a course, and keep them from changing before the end of the transaction.

    A mark that is stored by rules that change in the same moment would be found by nobody who counts anew.
    """
    rows = select(CourseSettings).where(CourseSettings.course_id == course_id).with_for_update(read=True)
    found: CourseSettings | None = await session.scalar(rows)
    return found or courses.defaults(course_id)


async def locked(session: AsyncSession, course_id: str) -> CourseSettings:
    """Give the rules of a course to change them; nobody else stores a mark by them meanwhile."""
    await session.execute(insert_into(session, CourseSettings).values(course_id=course_id).on_conflict_do_nothing())
    rows = select(CourseSettings).where(CourseSettings.course_id == course_id).with_for_update()
    return (await session.scalars(rows, execution_options={"populate_existing": True})).one()


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The rules that are asked for with everything that is handed in; see `CourseSettings`."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    grace_s: int = 0
    late_percent_per_day: float = 0.0
    attempts: int | None = None


@dataclass(frozen=True, kw_only=True)
class Used:
    """Attempts of one student at one question."""

    counted: int = 0
    under_way: int = 0  #: not judged yet: each may turn out to be a slip of the pen that costs none

    @property
    def all(self) -> int:
        """Both: as many are taken."""
        return self.counted + self.under_way


async def used(
    session: AsyncSession, *, course_id: str, person_id: str, questions: Sequence[int], lock: bool = False
) -> Mapping[int, Used]:
    """Count attempts; a question without any is missing. With `lock` nobody else counts theirs until we have ended."""
    if lock:
        await session.execute(
            select(Membership.role)
            .where(Membership.course_id == course_id, Membership.person_id == person_id)
            .with_for_update()
        )
    waits = case((Submission.state.in_(UNDER_WAY), 1), else_=0)
    counted = case((Submission.attempt.is_not(None), 1), else_=0)
    rows = await session.execute(
        select(Submission.question, func.sum(counted * (1 - waits)), func.sum(waits))
        .where(
            Submission.course_id == course_id,
            Submission.person_id == person_id,
            Submission.question.in_(questions),
        )
        .group_by(Submission.question)
    )
    return {row[0]: Used(counted=int(row[1]), under_way=int(row[2])) for row in rows}


async def recount(session: AsyncSession, course_id: str, counts: Counts) -> list[str]:
    """Find in all of a course the attempts that make the marks, as `standings.recount` does for one student.

    Gives the submissions that make a mark which is another than before.
    """
    order = [Submission.score.desc(), Submission.id] if counts is Counts.BEST else [Submission.id.desc()]
    place = func.row_number().over(partition_by=(Submission.person_id, Submission.question), order_by=order)
    graded = (Submission.course_id == course_id, Submission.state == SubmissionState.GRADED)
    ranked = (
        select(*(getattr(Submission, name) for name in ("id", "person_id", "question", "score", "max")))
        .add_columns(place.label("place"))
        .where(*graded, Submission.score.is_not(None))
        .subquery()
    )
    moved = await session.scalars(
        update(Standing)
        .where(
            Standing.course_id == course_id,
            Standing.person_id == ranked.c.person_id,
            Standing.question == ranked.c.question,
            ranked.c.place == 1,
            or_(
                Standing.submission_id.is_distinct_from(ranked.c.id),
                Standing.score.is_distinct_from(ranked.c.score),
                Standing.max.is_distinct_from(ranked.c.max),
            ),
        )
        .values(submission_id=ranked.c.id, score=ranked.c.score, max=ranked.c.max)
        .returning(Standing.submission_id)
        .execution_options(synchronize_session=False)
    )
    found = sorted(one for one in moved if one is not None)
    none_left = ~(
        select(Submission.id)
        .where(*graded, Submission.person_id == Standing.person_id, Submission.question == Standing.question)
        .where(Submission.score.is_not(None))
        .exists()
    )
    await session.execute(
        update(Standing)
        .where(Standing.course_id == course_id, Standing.submission_id.is_not(None), none_left)
        .values(submission_id=None, score=None, max=None)
        .execution_options(synchronize_session=False)
    )
    return found


async def rescore(session: AsyncSession, course_id: str, counting: Counting, *, since: datetime) -> int:
    """Have every mark of what came after `since` counted by another late policy; give how many became another.

    What was earned stands in each report's document. Marks given by hand stay as they are. The standings are to be
    recounted after it.
    """
    rows = await session.execute(
        select(
            Report.id,
            Report.submission_id,
            Report.current,
            Report.score,
            Report.document["score"].as_float().label("earned"),
            Submission.submitted_at,
        )
        .join(Submission, Submission.id == Report.submission_id)
        .where(
            Submission.course_id == course_id,
            Submission.submitted_at > since,
            Report.cause != Cause.OVERRIDE,
            Report.state != UNGRADED,
        )
    )
    reports, answers = [], []
    for row in rows:
        score = row.score if row.earned is None else counting(row.earned, row.submitted_at)
        if score == row.score:
            continue
        reports.append({"which": row.id, "to": score})
        if row.current:
            answers.append({"which": row.submission_id, "to": score})
    for table, changes in ((REPORTS, reports), (ANSWERS, answers)):
        if changes:
            new = update(table).where(table.c.id == bindparam("which")).values(score=bindparam("to"))
            await session.execute(new, changes)
    return len(reports)
