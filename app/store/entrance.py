"""What has to be known before anything is taken in, in one look: it is asked with everything that is handed in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.kinds import Role
from app.store.rules import Dates
from app.store.sql import table_of
from app.store.tables import Course, CourseSettings, Membership, Question

COURSES, MEMBERS, QUESTIONS, RULES = (table_of(one) for one in (Course, Membership, Question, CourseSettings))
#: Of tables and not of objects: that is a third of the price.
LOOK = (
    select(
        COURSES.c.id,
        COURSES.c.pack,
        MEMBERS.c.role,
        QUESTIONS.c.number,
        RULES.c.opens_at,
        RULES.c.closes_at,
        RULES.c.grace_s,
        RULES.c.late_percent_per_day,
        RULES.c.attempts,
    )
    .select_from(COURSES)
    .outerjoin(MEMBERS, and_(MEMBERS.c.course_id == COURSES.c.id, MEMBERS.c.person_id == bindparam("person_id")))
    .outerjoin(QUESTIONS, and_(QUESTIONS.c.pack == COURSES.c.pack, QUESTIONS.c.number == bindparam("number")))
    .outerjoin(RULES, RULES.c.course_id == COURSES.c.id)
    .where(COURSES.c.name == bindparam("name"))
)


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """A course as somebody stands before it who hands in an answer to one question."""

    course_id: str
    pack: str
    role: Role | None  #: theirs in the course; None: they have no part in it
    asked: bool  #: whether the course asks this question
    dates: Dates


async def look(session: AsyncSession, *, name: str, person_id: str | None, number: int) -> Entrance | None:
    """Look at a course by its name; None where there is none."""
    found = (await session.execute(LOOK, {"name": name, "person_id": person_id, "number": number})).one_or_none()
    if found is None:
        return None
    dates = Dates()
    if found.grace_s is not None:  # rules were set
        dates = Dates(
            opens_at=found.opens_at,
            closes_at=found.closes_at,
            grace_s=found.grace_s,
            late_percent_per_day=found.late_percent_per_day,
            attempts=found.attempts,
        )
    asked = found.number is not None
    return Entrance(course_id=found.id, pack=found.pack, role=found.role, asked=asked, dates=dates)
