"""What the written answer to a question is marked by."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter

from app.pipeline import writing
from app.store import audit, written
from app.store.clock import now
from app.store.kinds import Role
from app.store.session import Session
from app.store.tables.base import Json
from app.web.caller import Called, Caller, OpenHouse, course_for
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
        detail = {"question": number, "before": before.criteria["criteria"] if before else [], "after": criteria}
        await written.set_rubric(session, found.id, number, criteria, moment)
        await note(session, caller, found.id, "rubric.set", found.id, detail, moment)
        return rubric_shown(number, await written.rubric_of(session, found.id, number))

    return await house.writer.write(write)


async def note(  # noqa: PLR0913, PLR0917 - what was done to what, by whom, and when
    session: Session, caller: Caller, course_id: str, deed: str, subject: str, detail: Json, moment: datetime
) -> None:
    """Write a deed of theirs down."""
    await audit.note(
        session,
        course_id=course_id,
        token_id=caller.token_id,
        person_id=caller.person_id,
        deed=deed,
        subject=subject,
        now=moment,
        detail=detail,
    )
