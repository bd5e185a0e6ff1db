"""What has to be known before anything is taken in, in one look: it is asked with everything that is handed in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.kinds import Role
from app.store.tables import Course, Membership, Question

#: Columns and no objects: that is a third of the price.
LOOK = (
    select(Course.id, Course.pack, Membership.role, Question.number)
    .outerjoin(Membership, and_(Membership.course_id == Course.id, Membership.person_id == bindparam("person_id")))
    .outerjoin(Question, and_(Question.pack == Course.pack, Question.number == bindparam("number")))
    .where(Course.name == bindparam("name"))
)


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """A course as somebody stands before it who hands in an answer to one question."""

    course_id: str
    pack: str
    role: Role | None  #: theirs in the course; None: they have no part in it
    asked: bool  #: whether the course asks this question


async def look(session: AsyncSession, *, name: str, person_id: str | None, number: int) -> Entrance | None:
    """Look at a course by its name; None where there is none."""
    found = (await session.execute(LOOK, {"name": name, "person_id": person_id, "number": number})).one_or_none()
    if found is None:
        return None
    return Entrance(course_id=found.id, pack=found.pack, role=found.role, asked=found.number is not None)
