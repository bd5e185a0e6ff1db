"""What was sent in, stored and queued: one commit, and nothing is promised before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from app.pipeline import notices
from app.pipeline.reading import Notebook
from app.queue.dispatcher import Dispatcher
from app.store import submissions, uploads
from app.store.jobs import NewJob
from app.store.kinds import UploadKind
from app.store.session import Session
from app.store.tables import Submission, Upload
from app.store.tables.base import Json

GRADE = "grade"  #: the kind of job
CPU = "cpu"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One thing sent in, already read: a broken file never comes so far."""

    course_id: str
    person_id: str
    token_id: str | None
    notebook: Notebook
    filename: str = ""
    content: bytes | None = None  #: the file as it came; None for the bare code of one question
    context: Json = field(default_factory=dict)


async def receive(
    session: Session, dispatcher: Dispatcher, sent: Sent, now: datetime
) -> tuple[Upload, list[Submission]]:
    """Store a submission for each question answered, and one job for all of them."""
    upload = await uploads.add(
        session,
        course_id=sent.course_id,
        person_id=sent.person_id,
        kind=UploadKind.CODE if sent.content is None else UploadKind.NOTEBOOK,
        now=now,
        token_id=sent.token_id,
        filename=sent.filename,
        content=sent.content,
        context=sent.context,
    )
    made = [
        await submissions.add(session, upload, question=number, code=_code(sent.notebook, number), now=now)
        for number in sorted(sent.notebook.answers)
    ]
    await dispatcher.enqueue(session, [NewJob(kind=GRADE, subject=upload.id, job_class=CPU, owner=sent.person_id)])
    await notices.received(session, dispatcher, made, now)
    return upload, made


def _code(notebook: Notebook, number: int) -> str:
    """The cells of one answer, as they are shown beside its report."""
    return "\n\n".join(notebook.cells[index].text for index in notebook.answers[number].cells)
