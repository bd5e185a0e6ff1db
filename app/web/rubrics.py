"""What the written answer to a question is marked by."""

from __future__ import annotations

from fastapi import APIRouter

from app.pipeline import writing
from app.store import audit, written
from app.store.clock import now
from app.store.kinds import Role
from app.store.session import Session
from app.web.caller import Called, OpenHouse, course_for
from app.web.problems import responses
from app.web.questions import Number, question
from app.web.written_shapes import RubricShown, RubricWanted, rubric_shown

router = APIRouter(prefix="/v1/courses/{course}/questions/{number}/rubric", tags=["written answers"])


@router.get("", responses=responses(404))
async def get_rubric(course: str, number: Number, house: OpenHouse, caller: Called) -> RubricShown:
    """What the written answer to a question is marked by."""
    async with house.database.glance() as session:
        found = await course_for(session, caller, course)
        await question(session, found, number)
        return rubric_shown(number, await written.rubric_of(session, found.id, number))


@router.put("", responses=responses(403, 404))
async def set_rubric(
    course: str, number: Number, wanted: RubricWanted, house: OpenHouse, caller: Called
) -> RubricShown:
    """Say what it is marked by. Marks that were given stay, and say that the rubric was changed after them."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.glance() as session:
        found = await course_for(session, caller, course)
        await question(session, found, number)
    writing.check_names([one.name for one in wanted.criteria])
    criteria = [one.model_dump() for one in wanted.criteria]

    async def write(session: Session) -> RubricShown:
        moment = now()
        before = await written.rubric_of(session, found.id, number)
        old = before.criteria["criteria"] if before else []
        detail = {"question": number, "before": old, "after": criteria}
        await written.set_rubric(session, found.id, number, criteria, moment)
        await audit.done(session, caller, found.id, "rubric.set", found.id, moment, **detail)
        return rubric_shown(number, await written.rubric_of(session, found.id, number))

    return await house.writer.write(write)
