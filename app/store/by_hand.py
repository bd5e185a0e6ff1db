"""What a person decides about a submission, whatever was found: the mark it has, or that it makes none."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store import reports, standings, submissions
from app.store.ids import ulid
from app.store.kinds import Cause, Counts, JobState, SubmissionState
from app.store.reports import NewReport
from app.store.tables import Job, Report, Submission
from app.store.tables.base import Json


async def override(
    session: AsyncSession,
    submission_id: str,
    *,
    score: float,
    reason: str,
    by_id: str | None,
    counts: Counts,
    now: datetime,
    max_score: float | None = None,
) -> Report | None:
    """Give a mark by hand; None where there is none to give it to. What held before stays in the history."""
    submission = await reports.locked(session, submission_id)
    if submission is None or submission.state is SubmissionState.WITHDRAWN:
        return None
    before = await reports.current(session, submission_id)
    top = max_score if max_score is not None else before.max if before else score
    new = NewReport(
        submission_id=submission_id,
        state="graded",
        score=score,
        max=top,
        document=before.document if before else _unseen(submission, score, top),
    )
    report_id = await reports.insert(session, new, Cause.OVERRIDE, ulid(now), now, reason=reason, by_id=by_id)
    if report_id is None:  # the source is new, so it cannot be there
        raise RuntimeError("a new id was not new")
    await reports.hold(session, submission, report_id, counts, now)
    return await session.get(Report, report_id)


async def lift(session: AsyncSession, submission_id: str, *, counts: Counts, job: str, now: datetime) -> Report | None:
    """Take a mark by hand away, and bring back what would hold without it; None where nothing was ever found.

    LookupError where no mark by hand holds.

    That is the last report of a run or of a regrade that was published. Where there is none the submission is on its
    way again if it still has its `job` (a kind), and else ungraded.
    """
    submission = await reports.locked(session, submission_id)
    held = await reports.current(session, submission_id)
    if submission is None or held is None or held.cause is not Cause.OVERRIDE:
        raise LookupError(f"no mark by hand holds for {submission_id}")
    before = await reports.found_last(session, submission_id)
    if before is not None:
        await reports.hold(session, submission, before.id, counts, now)
        return before
    waits = await session.scalar(
        select(Job.id).where(Job.kind == job, Job.subject == submission.upload_id, Job.state != JobState.ASIDE)
    )
    await reports.empty(session, submission, SubmissionState.QUEUED if waits else SubmissionState.UNGRADED)
    await standings.recount(session, submission, counts)
    return None


async def withdraw(session: AsyncSession, submission_id: str, *, counts: Counts, now: datetime) -> bool:
    """Withdraw a submission: it makes no mark any more. Its reports stay."""
    submission = await reports.locked(session, submission_id)
    if submission is None or not await submissions.move(session, [submission_id], SubmissionState.WITHDRAWN, now):
        return False
    await standings.recount(session, submission, counts)
    return True


def _unseen(submission: Submission, score: float, top: float) -> Json:
    """The document of a mark that was given to what no run has judged."""
    return {
        "question": submission.question,
        "title": "",
        "state": "graded",
        "score": score,
        "max": top,
        "checks": [],
        "run": None,
        "variations": None,
        "seeds": None,
        "reproduce": None,
    }
