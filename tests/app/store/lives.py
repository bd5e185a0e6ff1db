"""A student of whom everything is stored that can be; each text of theirs holds the same word, to be looked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from app.store import (
    by_hand,
    courses,
    deliveries,
    idempotency,
    jobs,
    observations,
    people,
    reports,
    submissions,
    tokens,
    uploads,
)
from app.store.idempotency import Answer, Asked
from app.store.kinds import Counts, Role, SubmissionState, UploadKind
from app.store.reports import NewReport
from app.store.session import Session
from app.store.tables import Course, WrittenMark
from tests.app.store.scene import happen

WORD = "quetzalcoatlus"  #: nothing else in a database is called so
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Life:
    """Who was written down, and where."""

    course_id: str
    person_id: str
    upload_id: str
    graded: str  #: a submission with its report
    waiting: str  #: one that is still in the queue


async def course(session: Session) -> Course:
    """A course with somebody who wants to hear of everything."""
    made = await courses.add(session, name="pytorch", title="PyTorch", pack="p", now=NOW)
    await deliveries.add_endpoint(session, course_id=made.id, url="https://lms.example/", secret=b"s" * 24, now=NOW)
    return made


async def student(session: Session, course_id: str, word: str = WORD, now: datetime = NOW) -> Life:
    """A student who has handed in a notebook, which is graded, and code, which waits."""
    person = await people.add(session, name=word, email=f"{word}@example.org", now=now)
    await people.join(
        session, course_id=course_id, person_id=person.id, role=Role.STUDENT, now=now, external_id=f"lms-{word}"
    )
    token, _ = await tokens.make(
        session, role=Role.STUDENT, name=word, now=now, person_id=person.id, course_id=course_id
    )
    upload = await uploads.add(
        session,
        course_id=course_id,
        person_id=person.id,
        kind=UploadKind.NOTEBOOK,
        now=now,
        token_id=token.id,
        filename=f"{word}.ipynb",
        content=word.encode(),
        context={"user": word},
    )
    graded = await submissions.add(session, upload, question=9, code=f"x = '{word}'", now=now)
    await reports.store(session, NewReport(**report(graded.id, word)), counts=Counts.BEST, now=now)  # type: ignore[arg-type]
    await by_hand.override(
        session, graded.id, score=2.0, reason=f"{word} was ill", by_id=None, counts=Counts.BEST, now=now
    )
    session.add(WrittenMark(submission_id=graded.id, marks={"reasons": 1.0}, score=1.0, max=2.0, comment=word, at=now))
    packed = observations.pack(word.encode(), format=1)
    await observations.keep(session, graded.id, packed, now)
    _, sent = await happen(session, course_id, "submission.graded", word, submission_id=graded.id, now=now)
    for one in sent:
        tried = deliveries.Tried(at=now, status=200, ms=1, response=word)
        await deliveries.tried(session, one.id, tried, state=one.state)
    asked = Asked(token_id=token.id, route="/", key=word, body=b"")
    await idempotency.remember(session, asked, Answer(status=202, document={"upload": upload.id}), now)
    later = await uploads.add(
        session, course_id=course_id, person_id=person.id, kind=UploadKind.CODE, now=now, token_id=token.id
    )
    waiting = await submissions.add(session, later, question=4, code=f"y = '{word}'", now=now)
    await jobs.add(session, [jobs.NewJob(kind="grade", subject=later.id, owner=person.id)], now)
    await submissions.move(session, [waiting.id], SubmissionState.QUEUED)
    return Life(course_id=course_id, person_id=person.id, upload_id=upload.id, graded=graded.id, waiting=waiting.id)


def report(submission_id: str, word: str) -> dict[str, object]:
    """A report that quotes its student wherever one may."""
    check = {
        "name": "largest",
        "sentence": "The largest element",
        "outcome": "partial",
        "points": 1.0,
        "max": 3.0,
        "message": f"`{word}` is an int",
        "message_id": "m1",
        "message_params": {"name": word},
        "hint": word,
        "where": {"line": 1, "column": 0, "code": f"x = '{word}'", "cell": 1},
    }
    error = {"type": "NameError", "message": word, "line": 1, "explanation": word, "hint": word, "cell": 1}
    document = {
        "question": 9,
        "title": "Largest",
        "state": "graded",
        "score": 1.0,
        "max": 3.0,
        "checks": [check],
        "run": {
            "status": "raised",
            "cpu_s": 0.1,
            "wall_s": 0.1,
            "peak_mb": 3.0,
            "stdout": word,
            "stdout_truncated": False,
            "warnings": [word],
            "error": error,
        },
        "variations": {"made": 1, "held": 1, "varied": True},
        "seeds": None,
        "reproduce": {"seed": 1},
    }
    return {"submission_id": submission_id, "state": "graded", "score": 1.0, "max": 3.0, "document": document}
