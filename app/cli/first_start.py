"""What a new installation begins with: a course, somebody who teaches it, somebody to try it as."""

from __future__ import annotations

from dataclasses import dataclass

from app.settings import Settings
from app.store import courses, migrate, people, tokens
from app.store.clock import now
from app.store.engine import connect
from app.store.kinds import Role
from app.store.session import Session

COURSE, PACK = "pytorch", "pytorch-basics"


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """Shown once; only their hashes are kept."""

    instructor: str
    student: str


async def prepare(settings: Settings) -> Tokens | None:
    """Bring the database up to date. In a new one a course is opened, and its tokens are given; else None."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    await migrate.upgrade(settings.database_url)
    database = connect(settings.database_url)
    try:
        async with database.write() as session:
            if await courses.by_name(session, COURSE) is not None:
                return None
            return await _begin(session)
    finally:
        await database.close()


async def _begin(session: Session) -> Tokens:
    course = await courses.add(session, name=COURSE, title="PyTorch basics", pack=PACK, now=now())
    texts = {}
    for role, name in ((Role.INSTRUCTOR, "Instructor"), (Role.STUDENT, "Demo student")):
        person = await people.add(session, name=name, now=now())
        await people.join(session, course_id=course.id, person_id=person.id, role=role, now=now())
        _, texts[role] = await tokens.make(
            session, role=role, name=name, now=now(), person_id=person.id, course_id=course.id
        )
    return Tokens(instructor=texts[Role.INSTRUCTOR], student=texts[Role.STUDENT])
