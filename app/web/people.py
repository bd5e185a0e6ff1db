"""The roster of a course."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from app.errors import AppError
from app.store import people
from app.store.clock import now
from app.store.ids import LENGTH
from app.store.kinds import Role
from app.store.session import Session
from app.store.trouble import Taken
from app.web.caller import Called, OpenHouse, course_for
from app.web.problems import responses
from app.web.schemas import PersonShown, PersonWanted, Roster

router = APIRouter(prefix="/v1/courses/{course}/people", tags=["people"])
MOST = 200


class AlreadyThere(AppError):
    """Somebody in this course has that external_id already."""

    status = 409


@router.get("", responses=responses(403, 404))
async def list_people(
    course: str,
    house: OpenHouse,
    caller: Called,
    cursor: Annotated[str, Query(max_length=LENGTH)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
) -> Roster:
    """Who is in the course, by id."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.read() as session:
        found = await course_for(session, caller, course)
        rows = await people.roster(session, found.id, after=cursor, limit=limit + 1)
    items = [
        PersonShown(
            id=person.id, name=person.name, email=person.email, external_id=member.external_id, role=member.role
        )
        for person, member in rows[:limit]
    ]
    return Roster(items=items, next=items[-1].id if len(rows) > limit else None)


@router.post("", status_code=201, responses=responses(403, 404, 409))
async def add_person(course: str, wanted: PersonWanted, house: OpenHouse, caller: Called) -> PersonShown:
    """Add somebody. An instructor adds students and instructors, an administrator anybody."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    if wanted.role in {Role.ADMIN, Role.LMS}:
        caller.needs(Role.ADMIN)
    async with house.database.read() as session:
        found = await course_for(session, caller, course)

    async def write(session: Session) -> PersonShown:
        person = await people.add(session, name=wanted.name, email=wanted.email, now=now())
        await people.join(
            session,
            course_id=found.id,
            person_id=person.id,
            role=wanted.role,
            now=now(),
            external_id=wanted.external_id,
        )
        return PersonShown(
            id=person.id, name=person.name, email=person.email, external_id=wanted.external_id, role=wanted.role
        )

    try:
        return await house.writer.write(write)
    except Taken:
        raise AlreadyThere from None
