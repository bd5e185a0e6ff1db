"""The roster of a course."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from app.errors import AppError
from app.store import audit, people
from app.store.clock import now
from app.store.idempotency import Answer
from app.store.kinds import Role
from app.store.session import Session
from app.store.trouble import Taken
from app.web.caller import Called, OpenHouse, course_for
from app.web.once import Key, asked_for, do_once
from app.web.pages import cut
from app.web.problems import responses
from app.web.schemas import PersonShown, PersonWanted, Roster, RosterPage

ERASED = "erased"  #: who has no name any more

router = APIRouter(prefix="/v1/courses/{course}/people", tags=["people"])


class AlreadyThere(AppError):
    """Somebody in this course has that external_id already."""

    status = 409


@router.get("", responses=responses(403, 404))
async def list_people(course: str, house: OpenHouse, caller: Called, wanted: Annotated[RosterPage, Query()]) -> Roster:
    """Who is in the course, by id."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.read() as session:
        found = await course_for(session, caller, course)
        rows = await people.roster(session, found.id, after=wanted.cursor or "", limit=wanted.limit + 1)
    page, following = cut(rows, wanted.limit, lambda row: row[0].id)
    items = [
        PersonShown(
            id=person.id,
            name=ERASED if person.erased_at else person.name,
            email=person.email,
            external_id=member.external_id,
            role=member.role,
        )
        for person, member in page
    ]
    return Roster(items=items, next=following)


@router.post("", status_code=201, responses=responses(403, 404, 409))
async def add_person(  # noqa: PLR0913, PLR0917 - a parameter for each part of the request
    course: str, wanted: PersonWanted, request: Request, house: OpenHouse, caller: Called, key: Key = None
) -> PersonShown:
    """Add somebody. An instructor adds students and instructors, an administrator anybody."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    if wanted.role in {Role.ADMIN, Role.LMS}:
        caller.needs(Role.ADMIN)
    async with house.database.glance() as session:
        found = await course_for(session, caller, course)

    async def write(session: Session) -> Answer:
        person = await people.add(session, name=wanted.name, email=wanted.email, now=now())
        await people.join(
            session,
            course_id=found.id,
            person_id=person.id,
            role=wanted.role,
            now=now(),
            external_id=wanted.external_id,
        )
        await audit.done(session, caller, found.id, "person.added", person.id, now(), role=wanted.role.value)
        told = PersonShown(
            id=person.id, name=person.name, email=person.email, external_id=wanted.external_id, role=wanted.role
        )
        return Answer(status=201, document=told.model_dump(mode="json"))

    asked = asked_for(caller.token_id, request.url.path, key, await request.body())
    try:
        answer = await do_once(house, asked, write)
    except Taken:
        raise AlreadyThere from None
    return PersonShown.model_validate(answer.document)
