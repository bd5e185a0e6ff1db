"""Reports: what was found, and which of them holds. None is ever changed or lost.

What a person decides, whatever was found, stands in `by_hand`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sql
from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from app.store import courses, findings, standings, submissions
from app.store.bell import ring_later
from app.store.ids import ulid
from app.store.kinds import Cause, Counts, RegradeState, SubmissionState
from app.store.sql import insert_into, table_of
from app.store.tables import CourseSettings, Regrade, Report, Submission, Upload
from app.store.tables.base import Json

GRADING = Cause.GRADING.value
UNGRADED = "ungraded"  #: a value of `graders.report.State`: the score is not a mark
FIRST = sql.insert(table_of(Report))
ANSWERS = table_of(Submission)
SETTLE = update(ANSWERS).where(ANSWERS.c.id == bindparam("of"))


@dataclass(frozen=True, kw_only=True)
class NewReport:
    """What was found of one submission. `score` is what counts, after the late policy."""

    submission_id: str
    state: str  #: a value of `graders.report.State`
    score: float
    max: float
    document: Json
    counted: bool = True  #: whether it costs an attempt; a syntax error does not


async def store(session: AsyncSession, new: NewReport, *, counts: Counts, now: datetime) -> bool:
    """Store the report of a run and make it the one that holds; False where it was stored before, or is not wanted.

    A second run of the same submission (its first worker was taken for dead) changes nothing. Neither does one that
    was withdrawn meanwhile. A mark given by hand stays; the report joins the history. One that is ungraded is no mark:
    it takes the place of none, and one that is graded may follow it.
    """
    submission = await locked(session, new.submission_id)
    ungraded = new.state == UNGRADED
    to = SubmissionState.UNGRADED if ungraded else SubmissionState.GRADED
    if submission is None or submission.state not in submissions.BEFORE[to]:
        return False
    if submission.settled_at is None:
        await _first(session, submission, new, counts=counts, now=now)
        return True
    report_id = await insert(session, new, Cause.GRADING, ulid(now) if ungraded else GRADING, now)
    if report_id is None:
        return False
    if new.counted and not ungraded:
        submission.attempt = await standings.count_attempt(session, submission)
    held = await current(session, new.submission_id)
    if held is None or held.cause is not Cause.OVERRIDE:
        await hold(session, submission, report_id, counts, now)
    return True


async def current(session: AsyncSession, submission_id: str) -> Report | None:
    """Give the report that holds."""
    found: Report | None = await session.scalar(
        select(Report).where(Report.submission_id == submission_id, Report.current)
    )
    return found


async def found_last(session: AsyncSession, submission_id: str) -> Report | None:
    """Give the last report that was not given by hand; previews of a regrade that was not published are none."""
    published = select(Regrade.id).where(Regrade.state == RegradeState.PUBLISHED)
    found: Report | None = await session.scalar(
        select(Report)
        .where(
            Report.submission_id == submission_id,
            or_(Report.cause == Cause.GRADING, (Report.cause == Cause.REGRADE) & Report.source.in_(published)),
        )
        .order_by(Report.number.desc())
        .limit(1)
    )
    return found


async def shown(session: AsyncSession, one: Submission) -> tuple[Report, Upload, CourseSettings] | None:
    """Give the report that holds with all that is told beside it, in one look; None where there is none."""
    row = await session.execute(
        select(Report, Upload, CourseSettings)
        .select_from(Report)
        .join(Upload, Upload.id == one.upload_id)
        .outerjoin(CourseSettings, CourseSettings.course_id == one.course_id)
        .where(Report.submission_id == one.id, Report.current)
    )
    found = row.one_or_none()
    if found is None:
        return None
    of_course: CourseSettings | None = found[2]
    return found[0], found[1], courses.defaults(one.course_id) if of_course is None else of_course


async def history(session: AsyncSession, submission_id: str) -> Sequence[Report]:
    """List all reports of a submission in the order in which they were stored."""
    rows = select(Report).where(Report.submission_id == submission_id).order_by(Report.number)
    return (await session.scalars(rows)).all()


async def page(
    session: AsyncSession, submission_id: str, *, before: int | None = None, limit: int = 50
) -> Sequence[Report]:
    """List the reports of a submission, the last stored first; `before` is the last number of the page before."""
    wanted = select(Report).where(Report.submission_id == submission_id).order_by(Report.number.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(Report.number < before)
    return (await session.scalars(wanted)).all()


async def _first(
    session: AsyncSession, submission: Submission, new: NewReport, *, counts: Counts, now: datetime
) -> None:
    """Store the first report of a submission, on which nothing else rests yet: the way of almost all of them."""
    ungraded = new.state == UNGRADED
    counted = new.counted and not ungraded
    mark = {
        "score": None if ungraded else new.score,
        "max": new.max,
        "earned": findings.earned(new.document, new.score),
        "found": findings.brief(new.document),
        "state": SubmissionState.UNGRADED if ungraded else SubmissionState.GRADED,
        "settled_at": now,
    }
    await session.execute(
        FIRST,
        {
            "id": ulid(now),
            "submission_id": submission.id,
            "number": 1,
            "cause": Cause.GRADING,
            "source": ulid(now) if ungraded else GRADING,
            "current": True,
            "state": new.state,
            "score": new.score,
            "max": new.max,
            "document": new.document,
            "reason": "",
            "made_at": now,
        },
    )
    _taken_in(submission, mark)
    mark["attempt"] = await standings.first_mark(session, submission, counts, counted=counted)
    await session.execute(SETTLE, {"of": submission.id, **mark})
    _taken_in(submission, mark)
    ring_later(session, submission.id)


def _taken_in(submission: Submission, values: Json) -> None:
    """Have the object say what was written past it."""
    for name, value in values.items():
        set_committed_value(submission, name, value)


async def locked(session: AsyncSession, submission_id: str) -> Submission | None:
    """Find a submission and hold it: reports of one submission are stored one after another."""
    return await session.get(Submission, submission_id, with_for_update=True, populate_existing=True)


async def insert(
    session: AsyncSession,
    new: NewReport,
    cause: Cause,
    source: str,
    now: datetime,
    *,
    reason: str = "",
    by_id: str | None = None,
) -> str | None:
    """Add a report to the history; None where there is one of this source already."""
    report_id = ulid(now)
    number = select(func.count() + 1).where(Report.submission_id == new.submission_id).scalar_subquery()
    stored = await session.scalars(
        insert_into(session, Report)
        .values(
            id=report_id,
            submission_id=new.submission_id,
            number=number,
            cause=cause,
            source=source,
            current=False,
            state=new.state,
            score=new.score,
            max=new.max,
            document=new.document,
            reason=reason,
            by_id=by_id,
            made_at=now,
        )
        .on_conflict_do_nothing(index_elements=["submission_id", "source"])
        .returning(Report.id)
    )
    return stored.one_or_none()


async def hold(session: AsyncSession, submission: Submission, report_id: str, counts: Counts, now: datetime) -> None:
    """Make a report the one that holds, with the mark and the standing that follow from it."""
    await put(session, submission, report_id, now)
    await standings.recount(session, submission, counts)


async def put(session: AsyncSession, submission: Submission, report_id: str, now: datetime) -> None:
    """Make a report the one that holds, with its mark; the standing is for the caller to recount."""
    await session.flush()
    await _end(session, submission)
    await session.execute(update(Report).where(Report.id == report_id).values(current=True))
    report = await session.get(Report, report_id, populate_existing=True)
    if report is None:
        raise RuntimeError("a report vanished in its own transaction")
    ungraded = report.state == UNGRADED
    submission.score, submission.max = (None if ungraded else report.score), report.max
    by_hand = report.cause is Cause.OVERRIDE
    submission.earned = report.score if by_hand else findings.earned(report.document, report.score)
    submission.found = findings.brief(report.document)
    await _bring(session, submission, SubmissionState.UNGRADED if ungraded else SubmissionState.GRADED, now)


async def empty(session: AsyncSession, submission: Submission, to: SubmissionState) -> None:
    """Have no report hold, and no mark be there; the standing is for the caller to recount."""
    await _end(session, submission)
    submission.earned = submission.found = None
    submission.score = submission.max = None
    await _bring(session, submission, to, submission.settled_at)  # it stays: what comes now is not its first report


async def _bring(session: AsyncSession, submission: Submission, to: SubmissionState, at: datetime | None) -> None:
    """Have the state follow the report, also from a mark back to none: `submissions.move` leads nobody there."""
    if submission.state is not SubmissionState.WITHDRAWN:  # that stays, whichever report holds
        submission.state, submission.settled_at = to, at
    await session.flush()
    ring_later(session, submission.id)


async def _end(session: AsyncSession, submission: Submission) -> None:
    await session.execute(
        update(Report).where(Report.submission_id == submission.id, Report.current).values(current=False)
    )
