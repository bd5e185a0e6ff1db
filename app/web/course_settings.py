"""The rules of a course: when it is open, how often one may try, what counts, how much of it is shown."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from app.pipeline import course_rules
from app.pipeline.course_rules import LONGEST_GRACE_S, MOST_ATTEMPTS
from app.store import courses
from app.store.clock import now
from app.store.kinds import Counts, Detail, Role
from app.store.session import Session
from app.web.caller import Called, OpenHouse, course_for
from app.web.moments import Moment
from app.web.problems import responses
from app.web.schemas import Asked, Whole

router = APIRouter(prefix="/v1/courses/{course}", tags=["rules of a course"])
Seconds = Annotated[int, Field(ge=0, le=LONGEST_GRACE_S), Whole]
Attempts = Annotated[int, Field(ge=1, le=MOST_ATTEMPTS), Whole]


class SettingsWanted(Asked):
    """Rules to be set. What is left out stays as it is; `null` takes a date or a limit away."""

    opens_at: Moment | None = Field(default=None, description="Before it nothing is taken.")
    closes_at: Moment | None = Field(default=None, description="When handing in on time is over, but for the grace.")
    grace_s: Seconds = Field(default_factory=int, description="Seconds after closing that are on time still.")
    late_percent_per_day: float = Field(
        default_factory=float,
        ge=0,
        le=100,
        allow_inf_nan=False,
        description="Of the marks earned, taken off for each day begun after the end. 0: late work is not taken.",
    )
    attempts: Attempts | None = Field(default=None, description="For each question; null: as many as one likes.")
    counts: Counts = Field(default_factory=lambda: Counts.BEST, strict=False, description="Which attempt counts.")
    detail_before: Detail = Field(
        default_factory=lambda: Detail.FULL, strict=False, description="What a student sees of a report before the end."
    )
    detail_after: Detail = Field(default_factory=lambda: Detail.FULL, strict=False, description="And after it.")
    held: bool = Field(
        default_factory=bool, description="Marks and reports are not shown to students, nor told to an LMS."
    )


class SettingsShown(BaseModel):
    """The rules of a course."""

    opens_at: datetime | None
    closes_at: datetime | None
    grace_s: int
    late_percent_per_day: float
    attempts: int | None
    counts: Counts
    detail_before: Detail
    detail_after: Detail
    held: bool


class Released(BaseModel):
    """What a release did."""

    held: bool
    released: bool = Field(description="False where nothing was held.")


@router.get("/settings", responses=responses(403, 404))
async def get_settings(course: str, house: OpenHouse, caller: Called) -> SettingsShown:
    """The rules of a course."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.glance() as session:
        found = await course_for(session, caller, course)
        return _shown(course_rules.document(await courses.settings_of(session, found.id)))


@router.patch("/settings", responses=responses(403, 404))
async def change_settings(course: str, wanted: SettingsWanted, house: OpenHouse, caller: Called) -> SettingsShown:
    """Set some of the rules. Marks that stand follow at once, and an LMS is told of those that moved."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.glance() as session:
        found = await course_for(session, caller, course)
    changes = {name: getattr(wanted, name) for name in wanted.model_fields_set}

    async def write(session: Session) -> dict[str, Any]:
        settings = await course_rules.change(session, house.dispatcher, found.id, changes, by=caller, now=now())
        return course_rules.document(settings)

    return _shown(await house.writer.write(write))


@router.post("/release", responses=responses(403, 404))
async def release(course: str, house: OpenHouse, caller: Called) -> Released:
    """Show the marks that were held, and tell them to the LMS. Once released they stay so until they are held again."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.glance() as session:
        found = await course_for(session, caller, course)
    done = await house.writer.write(
        lambda session: course_rules.release(session, house.dispatcher, found.id, by=caller, now=now())
    )
    return Released(held=False, released=done)


def _shown(document: dict[str, Any]) -> SettingsShown:
    return SettingsShown.model_validate(document)
