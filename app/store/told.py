"""What is told of a submission beside what happened to it: all that a receiver needs to put it where it belongs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, case, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, defer

from app.store.kinds import UNDER_WAY, ItemState
from app.store.standings import THEIRS
from app.store.tables import CourseSettings, Membership, RegradeItem, Report, Standing, Submission, Upload
from app.store.tables.base import Json

PORTION = 200  #: submissions asked about in one statement


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Points, of how many, for which submission."""

    submission_id: str
    score: float
    max: float


@dataclass(frozen=True, kw_only=True)
class About:
    """A submission as it stands in the transaction under way."""

    submission_id: str
    attempt: int | None
    score: float | None
    max: float | None
    state: str | None  #: of the report that holds; None where there is none
    question_version: str | None
    held: bool  #: the course tells no marks at present
    counts: Mark | None  #: the mark that counts for this student in this question, whichever submission it is of
    external_id: str | None  #: what the LMS calls the student
    context: Json  #: what was handed in with it, see `app.pipeline.notices`


async def about(session: AsyncSession, submission_ids: Sequence[str]) -> dict[str, About]:
    """Look up submissions by their ids."""
    found: dict[str, About] = {}
    for at in range(0, len(submission_ids), PORTION):
        found |= {one.submission_id: one async for one in _portion(session, submission_ids[at : at + PORTION])}
    return found


async def marks_after(
    session: AsyncSession, course_id: str, after: tuple[str, int] | None, *, limit: int
) -> Sequence[Submission]:
    """List the submissions that make the marks of a course, behind a student and question, in the order of both.

    Where nothing counts and something was told before, the last that is settled stands for it: what was told may have
    been a mark that is gone.
    """
    last = select(func.max(Submission.id)).where(THEIRS, Submission.state.not_in(UNDER_WAY)).scalar_subquery()
    stands = func.coalesce(Standing.submission_id, case((Standing.sequence > 0, last)))
    wanted = (
        select(stands)
        .where(Standing.course_id == course_id, stands.is_not(None))
        .order_by(Standing.person_id, Standing.question)
        .limit(limit)
    )
    if after is not None:
        wanted = wanted.where(tuple_(Standing.person_id, Standing.question) > after)
    ids = (await session.scalars(wanted)).all()
    found = select(Submission).where(Submission.id.in_(ids)).order_by(Submission.person_id, Submission.question)
    return (await session.scalars(found)).all()


async def moved_after(session: AsyncSession, regrade_id: str, after: str, *, limit: int) -> Sequence[Submission]:
    """List the submissions whose mark was changed by publishing or by taking back, by their ids, behind one of them.

    One that was not published at first, and was taken back nevertheless, held because a mark by hand was lifted.
    """
    old, new = aliased(Report), aliased(Report)
    other = or_(
        new.score.is_distinct_from(old.score),
        new.max.is_distinct_from(old.max),
        new.state.is_distinct_from(old.state),
        RegradeItem.error != "",
    )
    rows = await session.scalars(
        select(Submission)
        .join(RegradeItem, RegradeItem.submission_id == Submission.id)
        .join(new, new.id == RegradeItem.report_id)
        .outerjoin(old, old.id == RegradeItem.before_id)
        .where(
            RegradeItem.regrade_id == regrade_id,
            RegradeItem.state.in_([ItemState.PUBLISHED, ItemState.RESTORED]),
            RegradeItem.submission_id > after,
            other,
        )
        .order_by(RegradeItem.submission_id)
        .limit(limit)
        .options(defer(Submission.code))
    )
    return rows.all()


async def _portion(session: AsyncSession, submission_ids: Sequence[str]) -> AsyncIterator[About]:
    member = and_(Membership.course_id == Submission.course_id, Membership.person_id == Submission.person_id)
    rows = await session.execute(
        select(
            Submission.id,
            Submission.attempt,
            Submission.score,
            Submission.max,
            Report.state,
            Report.document["reproduce"]["question_version"].as_string().label("version"),
            CourseSettings.held,
            Standing.submission_id.label("counting"),
            Standing.score.label("counting_score"),
            Standing.max.label("counting_max"),
            Membership.external_id,
            Upload.context,
        )
        .join(Upload, Upload.id == Submission.upload_id)
        .outerjoin(Report, and_(Report.submission_id == Submission.id, Report.current))
        .outerjoin(CourseSettings, CourseSettings.course_id == Submission.course_id)
        .outerjoin(Standing, THEIRS)
        .outerjoin(Membership, member)
        .where(Submission.id.in_(submission_ids))
    )
    for row in rows:
        counts = (
            Mark(submission_id=row.counting, score=row.counting_score, max=row.counting_max)
            if row.counting is not None
            else None
        )
        yield About(
            submission_id=row.id,
            attempt=row.attempt,
            score=row.score,
            max=row.max,
            state=row.state,
            question_version=row.version,
            held=bool(row.held),
            counts=counts,
            external_id=row.external_id,
            context=row.context,
        )
