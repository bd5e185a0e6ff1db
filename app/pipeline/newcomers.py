"""Whose work it is that an LMS hands over: they are known by its own id, and it says who is in a course."""

from __future__ import annotations

from datetime import datetime

from app.store import people
from app.store.kinds import Role
from app.store.session import Session


async def student_of(session: Session, course_id: str, external_id: str, *, name: str, now: datetime) -> str:
    """Give the person whom the LMS calls so; whom the course does not know is added to it, as a student.

    Taken where another transaction has just written the same new student down.
    """
    person = await people.by_external_id(session, course_id, external_id)
    if person is None:
        person = await people.add(session, name=name, now=now)
        await people.join(
            session, course_id=course_id, person_id=person.id, role=Role.STUDENT, now=now, external_id=external_id
        )
    return person.id
