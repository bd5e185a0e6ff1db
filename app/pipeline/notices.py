"""What is told to others of a submission, written in the commit in which it happens; a job for each who wants it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.queue.dispatcher import Dispatcher
from app.store import events, standings
from app.store.jobs import NewJob
from app.store.session import Session
from app.store.tables import Submission
from graders.report import QuestionReport

NOTIFY = "notify"  #: the kind of job, and the class of who takes it


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What has happened, beside what it happened to."""

    type: str
    data: Mapping[str, object]


async def graded(
    session: Session, dispatcher: Dispatcher, answer: Submission, report: QuestionReport, now: datetime
) -> None:
    """A report holds now. No code, name or feedback text leaves with the notice."""
    data = {
        "score": report.score,
        "max": report.max,
        "state": report.state.value,
        "attempt": answer.attempt,
        "question_version": report.reproduce.question_version,
    }
    await _tell(session, dispatcher, answer, Notice(type="submission.graded", data=data), now)


async def errored(session: Session, dispatcher: Dispatcher, answer: Submission, now: datetime) -> None:
    """It could not be graded, and that is ours."""
    data = {"state": answer.state.value}
    await _tell(session, dispatcher, answer, Notice(type="submission.errored", data=data), now)


async def _tell(session: Session, dispatcher: Dispatcher, answer: Submission, notice: Notice, now: datetime) -> None:
    about = {
        "submission": answer.id,
        "course": answer.course_id,
        "student": answer.person_id,
        "question": answer.question,
        "sequence": await standings.next_sequence(session, answer),
    }
    body = json.dumps({"type": notice.type, "timestamp": now.isoformat(), "data": {**about, **notice.data}})
    _, deliveries = await events.add(
        session, course_id=answer.course_id, type=notice.type, body=body, now=now, submission_id=answer.id
    )
    await dispatcher.enqueue(
        session, [NewJob(kind=NOTIFY, subject=delivery.id, job_class=NOTIFY) for delivery in deliveries]
    )
