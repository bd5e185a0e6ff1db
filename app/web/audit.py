"""The audit trail of a course: who changed or released what."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from app.store import audit
from app.store.kinds import Role
from app.web.caller import Called, OpenHouse, course_for
from app.web.pages import cut, link_next
from app.web.problems import responses
from app.web.schemas import Cursor, Following, Limit, Sought

router = APIRouter(prefix="/v1/courses/{course}/audit", tags=["audit"])


class AuditWanted(Sought):
    """Which deeds are wanted."""

    subject: str | None = Field(
        default=None,
        pattern=r"^[\x21-\x7e]{1,80}$",
        description="Only what was done to this: the id of a submission, a regrade, a webhook.",
    )
    cursor: Cursor = None
    limit: Limit = 50


class DeedShown(BaseModel):
    """One deed."""

    id: str
    deed: str = Field(examples=["override.set"])
    subject: str = Field(examples=["01JD8Z3M7W5X9Q2K4R6T8V0A1B"])
    token: str | None = Field(description="The id of the token it was done with.")
    person: str | None = Field(description="Whose token it was, where it is somebody's.")
    detail: dict[str, Any]
    at: datetime


class AuditPage(BaseModel):
    """A page of deeds, the newest first."""

    items: list[DeedShown]
    next: Following = None


@router.get("", responses=responses(403, 404))
async def list_deeds(  # noqa: PLR0913, PLR0917 - a parameter for each part of the request
    course: str,
    request: Request,
    response: Response,
    house: OpenHouse,
    caller: Called,
    wanted: Annotated[AuditWanted, Query()],
) -> AuditPage:
    """What instructors, an LMS and administrators did in the course; the newest first."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.read() as session:
        found = await course_for(session, caller, course)
        rows = await audit.page(session, found.id, subject=wanted.subject, before=wanted.cursor, limit=wanted.limit + 1)
    page, following = cut(rows, wanted.limit, lambda row: row.id)
    items = [
        DeedShown(
            id=row.id,
            deed=row.deed,
            subject=row.subject,
            token=row.token_id,
            person=row.person_id,
            detail=row.detail,
            at=row.at,
        )
        for row in page
    ]
    link_next(request, response, following)
    return AuditPage(items=items, next=following)
