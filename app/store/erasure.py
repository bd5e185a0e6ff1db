"""Forgetting a student: what they wrote and who they are is gone, and the marks are nobody's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text, cast, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.store import findings, people, retention, submissions
from app.store.kinds import UNDER_WAY, SubmissionState
from app.store.sql import Condition
from app.store.tables import Event, Idempotency, Job, RegradeItem, Report, Submission, Token, Upload, WrittenMark
from app.store.tables.base import Json

REPORT = ("question", "title", "state", "score", "max", "variations", "seeds", "reproduce")
CHECK = ("name", "sentence", "outcome", "points", "max", "message_id")
RUN = ("status", "cpu_s", "wall_s", "peak_mb")


@dataclass(frozen=True, kw_only=True)
class Erased:
    """How much was taken away."""

    uploads: int
    submissions: int
    reports: int


async def erase(session: AsyncSession, person_id: str, now: datetime) -> Erased:
    """Forget somebody, all in one transaction. What is still under way is withdrawn, and can no longer be finished."""
    uploads = select(Upload.id).where(Upload.person_id == person_id)
    answers = select(Submission.id).where(Submission.person_id == person_id)
    waiting = await session.scalars(answers.where(Submission.state.in_(UNDER_WAY)))
    await submissions.move(session, waiting.all(), SubmissionState.WITHDRAWN, now)
    await session.execute(delete(Job).where(Job.subject.in_(uploads)))
    await retention.clear(session, uploads, now)
    await session.execute(update(Upload).where(Upload.person_id == person_id).values(context={}))
    # An event may carry the ids by which an LMS knows them; its deliveries go with it.
    await session.execute(delete(Event).where(Event.submission_id.in_(answers)))
    await session.execute(update(WrittenMark).where(WrittenMark.submission_id.in_(answers)).values(comment=""))
    tokens = select(Token.id).where(Token.person_id == person_id)
    await session.execute(delete(Idempotency).where(_answers_about(person_id) | Idempotency.token_id.in_(tokens)))
    await session.execute(update(Token).where(Token.person_id == person_id).values(name=""))
    await people.forget_name(session, person_id, now)
    return Erased(
        uploads=await _count(session, uploads),
        submissions=await _count(session, answers),
        reports=await _strip_reports(session, person_id),
    )


def _answers_about(person_id: str) -> Condition:
    """What others were answered of them, such as an LMS's work in their name, or the reason of a mark by hand."""
    theirs = select(Submission.id).where(Submission.person_id == person_id, Idempotency.route.contains(Submission.id))
    return cast(Idempotency.answer, Text).contains(person_id) | theirs.exists()


async def _strip_reports(session: AsyncSession, person_id: str) -> int:
    of_theirs = Report.submission_id.in_(select(Submission.id).where(Submission.person_id == person_id))
    reports = (await session.scalars(select(Report).where(of_theirs))).all()
    for report in reports:
        report.document, report.reason = bare(report.document), ""
        brief = findings.brief(report.document)
        for column, beside in ((RegradeItem.report_id, "found"), (RegradeItem.before_id, "was_found")):
            theirs = (RegradeItem.submission_id == report.submission_id, column == report.id)
            await session.execute(update(RegradeItem).where(*theirs).values({beside: brief}))
        if report.current:
            await session.execute(update(Submission).where(Submission.id == report.submission_id).values(found=brief))
    await session.flush()
    return len(reports)


async def _count(session: AsyncSession, ids: Select[Any]) -> int:
    return await session.scalar(select(func.count()).select_from(ids.subquery())) or 0


def bare(document: Json) -> Json:
    """Give of a report what is about marks: no output, no line of code, no sentence that may quote one."""
    checks = [
        {**{name: check.get(name) for name in CHECK}, "message": "", "hint": "", "where": None}
        for check in document.get("checks", [])
    ]
    run = {name: value for name, value in (document.get("run") or {}).items() if name in RUN}
    kept = {name: value for name, value in document.items() if name in REPORT}
    empty = {"stdout": "", "stdout_truncated": False, "warnings": [], "error": None}
    return {**kept, "checks": checks, "run": {**run, **empty}}
