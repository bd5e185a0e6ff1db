"""Who may hand in what: the course, their part in it, and the question, in one look."""

from __future__ import annotations

from app.store import courses, entrance
from app.store.entrance import Entrance
from app.store.kinds import Role
from app.store.session import Session
from app.web.caller import CONTROL, Caller
from app.web.problems import NotFound, Starting


async def entered(session: Session, caller: Caller, name: str, number: int) -> Entrance:
    """Find a course and a question that the caller may hand in to.

    NotFound for a course that is not theirs and a question that is not asked; Starting where no worker has told yet
    which questions there are.
    """
    if CONTROL.search(name):  # some databases refuse a NUL
        raise NotFound
    found = await entrance.look(session, name=name, person_id=caller.person_id, number=number)
    if found is None or caller.course_id not in {None, found.course_id}:
        raise NotFound
    if caller.role is Role.STUDENT and found.role is None:
        raise NotFound
    if not found.asked:
        if not await courses.questions_of(session, found.pack):
            raise Starting
        raise NotFound(f"This course has no question {number}.")
    return found
