"""A course with a student in it, for tests that need somebody to have sent something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from app.store import courses, events, people, submissions, uploads
from app.store.events import NewEvent
from app.store.kinds import Role, UploadKind
from app.store.tables import Course, Delivery, Event, Person, Submission, Upload

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Who and where."""

    course: Course
    student: Person


async def set_up(session: AsyncSession, *, name: str = "pytorch") -> Scene:
    """Open a course and let a student in."""
    course = await courses.add(session, name=name, title="PyTorch", pack="core", now=NOW)
    student = await people.add(session, name="Ada", email="ada@example.org", now=NOW)
    await people.join(
        session, course_id=course.id, person_id=student.id, role=Role.STUDENT, now=NOW, external_id="lms-1"
    )
    return Scene(course=course, student=student)


async def send(session: AsyncSession, scene: Scene, *questions: int) -> tuple[Upload, list[Submission]]:
    """Send answers in, as one upload."""
    upload = await uploads.add(
        session, course_id=scene.course.id, person_id=scene.student.id, kind=UploadKind.CODE, now=NOW
    )
    return upload, [await submissions.add(session, upload, question=n, code=f"x = {n}", now=NOW) for n in questions]


async def happen(
    session: AsyncSession,
    course_id: str,
    type_: str,
    body: str,
    *,
    submission_id: str | None = None,
    now: datetime = NOW,
) -> tuple[Event, Sequence[Delivery]]:
    """Write down that something happened, with a delivery for each who wants to hear of it."""
    to = events.wanting(await events.enabled(session, course_id), type_)
    new = NewEvent(course_id=course_id, type=type_, body=body, to=to, submission_id=submission_id)
    ((event, deliveries),) = await events.add_all(session, [new], now)
    return event, deliveries
