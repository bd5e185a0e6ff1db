"""The rules of a course as they are asked for at the door, and what a change of them does to the marks that stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.store import courses, standings
from app.store.kinds import UNDER_WAY, Cause, Counts, SubmissionState
from app.store.reports import UNGRADED
from app.store.sql import insert_into, table_of
from app.store.tables import CourseSettings, Membership, Report, Standing, Submission

REPORTS, ANSWERS, SETTINGS = (table_of(one) for one in (Report, Submission, CourseSettings))
IN_FORCE = select(SETTINGS).where(SETTINGS.c.course_id == bindparam("course")).with_for_update(read=True)

#: What counts of the marks earned, for something received at a time.
Counting = Callable[[float, datetime], float]


async def in_force(session: AsyncSession, course_id: str) -> CourseSettings:
    """Give the rules of a course, and keep them from changing before the end of the transaction.

    A mark that is stored by rules that change in the same moment would be found by nobody who counts anew.
    """
    found = (await session.execute(IN_FORCE, {"course": course_id})).mappings().one_or_none()
    return CourseSettings(**found) if found else courses.defaults(course_id)


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


async def recount(
    session: AsyncSession, course_id: str, counts: Counts, *, people: Collection[str] | None = None
) -> list[str]:
    """Find in all of a course the attempts that make the marks, as `standings.recount` does for one student.

    Gives the submissions that make a mark which is another than before. With `people` only theirs are looked at. What
    is to be written is found out here and not in one UPDATE: SQLite took a minute for that.
    """
    order = [Submission.score.desc(), Submission.id] if counts is Counts.BEST else [Submission.id.desc()]
    place = func.row_number().over(partition_by=(Submission.person_id, Submission.question), order_by=order)
    graded = (
        select(*(getattr(Submission, name) for name in ("person_id", "question", "id", "score", "max")))
        .add_columns(place.label("place"))
        .where(Submission.course_id == course_id, Submission.state == SubmissionState.GRADED)
        .where(Submission.score.is_not(None))
    )
    stands = select(*(getattr(Standing, name) for name in ("person_id", "question", "submission_id", "score", "max")))
    stands = stands.where(Standing.course_id == course_id)
    if people is not None:
        graded = graded.where(Submission.person_id.in_(people))
        stands = stands.where(Standing.person_id.in_(people))
    ranked = graded.subquery()
    first = {(row[0], row[1]): row[2:5] for row in await session.execute(select(ranked).where(ranked.c.place == 1))}
    moved = [
        {"person": row[0], "of": row[1], **dict(zip(("submission_id", "score", "max"), right, strict=True))}
        for row in await session.execute(stands)
        if (right := first.get((row[0], row[1]), (None, None, None))) != tuple(row[2:5])
    ]
    if moved:
        await session.execute(standings.SET, [{"course": course_id, **one} for one in moved])
    return sorted(one["submission_id"] for one in moved if one["submission_id"] is not None)


async def rescore(session: AsyncSession, course_id: str, counting: Counting, *, since: datetime) -> set[str]:
    """Have every mark of what came after `since` counted by another late policy; give whose became another.

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
            Submission.person_id,
        )
        .join(Submission, Submission.id == Report.submission_id)
        .where(
            Submission.course_id == course_id,
            Submission.submitted_at > since,
            Report.cause != Cause.OVERRIDE,
            Report.state != UNGRADED,
        )
    )
    reports, answers, people = [], [], set()
    for row in rows:
        score = row.score if row.earned is None else counting(row.earned, row.submitted_at)
        if score == row.score:
            continue
        reports.append({"which": row.id, "to": score})
        people.add(row.person_id)
        if row.current:
            answers.append({"which": row.submission_id, "to": score})
    for table, changes in ((REPORTS, reports), (ANSWERS, answers)):
        if changes:
            new = update(table).where(table.c.id == bindparam("which")).values(score=bindparam("to"))
            await session.execute(new, changes)
    return people
