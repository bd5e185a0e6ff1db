"""Rows as they are shown, and as much of a report as the course lets a student see."""

from __future__ import annotations

from typing import Any

from app.pipeline.receive import GRADE
from app.queue.house import House
from app.store import courses, reports, uploads
from app.store.clock import now
from app.store.kinds import Cause, Detail, Phase, SubmissionState
from app.store.session import Session
from app.store.tables import Report, Submission, Upload
from app.web.caller import Caller
from app.web.problems import NoReport, NotYet, Withdrawn
from app.web.schemas import SubmissionShown

HIDDEN = {
    Detail.SCORE: {"checks", "run", "variations", "seeds"},
    Detail.CHECKS: {"run"},
    Detail.MESSAGES: {"run"},
    Detail.FULL: set[str](),
}
SILENT = ("message", "message_id", "message_params", "hint", "where")
NONE = {SubmissionState.UNGRADED: NoReport, SubmissionState.WITHDRAWN: Withdrawn}  #: why there is no report
INNER = ("message_params",)  #: for whoever writes the message in another language; values no student is told
WAITING = frozenset({SubmissionState.RECEIVED, SubmissionState.QUEUED})


async def submission(session: Session, house: House, one: Submission) -> SubmissionShown:
    """A submission with its place in the queue."""
    waits = one.state in WAITING
    return SubmissionShown(
        id=one.id,
        question=one.question,
        student=one.person_id,
        state=one.state,
        score=one.score,
        max=one.max,
        attempt=one.attempt,
        submitted_at=one.submitted_at,
        settled_at=one.settled_at,
        place=await house.dispatcher.place(session, GRADE, one.upload_id) if waits else None,
        links=links(one.id),
    )


def links(submission_id: str) -> dict[str, str]:
    """Where to go on from a submission."""
    base = f"/v1/submissions/{submission_id}"
    return {"self": base, "report": f"{base}/report", "code": f"{base}/code", "events": f"{base}/events"}


async def report(session: Session, caller: Caller, one: Submission) -> dict[str, Any]:
    """The report that holds (NotYet, NoReport or Withdrawn where there is none)."""
    held = await reports.current(session, one.id)
    upload = await uploads.get(session, one.upload_id)
    if held is None or upload is None:
        raise NONE.get(one.state, NotYet)
    document = dict(held.document)
    if not caller.teaches:
        document = lessened(document, await _detail(session, one))
    return document | {
        "id": one.id,
        "student": one.person_id,
        "attempt": one.attempt,
        "submitted_at": one.submitted_at.isoformat(),
        "phases": _phases(upload),
        "override": _override(held),
    }


def lessened(document: dict[str, Any], detail: Detail) -> dict[str, Any]:
    """Leave out what a level of detail does not show."""
    kept = {name: value for name, value in document.items() if name not in HIDDEN[detail]}
    gone = SILENT if detail is Detail.CHECKS else INNER
    if "checks" in kept:
        kept["checks"] = [
            {name: value for name, value in check.items() if name not in gone} for check in document["checks"]
        ]
    return kept


async def _detail(session: Session, one: Submission) -> Detail:
    settings = await courses.settings_of(session, one.course_id)
    closed = settings.closes_at is not None and settings.closes_at <= now()
    return settings.detail_after if closed else settings.detail_before


def _phases(upload: Upload) -> dict[str, str | None]:
    moments = {phase.value: getattr(upload, f"{phase.value}_at") for phase in Phase}
    return {name: moment.isoformat() if moment else None for name, moment in moments.items()}


def _override(held: Report) -> dict[str, Any] | None:
    if held.cause is not Cause.OVERRIDE:
        return None
    return {"score": held.score, "max": held.max, "reason": held.reason, "at": held.made_at.isoformat()}
