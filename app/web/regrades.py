"""Regrades: asked for, looked at, published or discarded, taken back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from app.pipeline import chain, notices, portions
from app.queue.house import House
from app.store import audit, courses, people, previews, publishing, regrades, rules, taking_back
from app.store.clock import now
from app.store.idempotency import Answer
from app.store.kinds import Counts, ItemState, RegradeState, Role
from app.store.regrades import Progress, Wanted
from app.store.replacing import Changed
from app.store.session import Session
from app.store.tables import Course, Regrade
from app.web import moves
from app.web.caller import ULID, Called, Caller, OpenHouse, course_for
from app.web.moves import Names
from app.web.once import Key, asked_for, do_once
from app.web.pages import cut, link_next
from app.web.problems import NotFound, responses
from app.web.regrade_schemas import (
    Listed,
    Looked,
    Preview,
    ProgressShown,
    RegradePage,
    RegradeShown,
    RegradeWanted,
    Settled,
    TotalsShown,
)

router = APIRouter(prefix="/v1/courses/{course}/regrades", tags=["regrades"])
WAITING, FAILED = ItemState.WAITING, ItemState.FAILED


@dataclass(frozen=True, kw_only=True)
class Place:
    """A course that the caller answers for, and where it is found."""

    house: House
    caller: Caller
    course: Course

    async def find(self, session: Session, regrade_id: str) -> Regrade:
        """Find a regrade of this course (NotFound)."""
        found = await regrades.get(session, regrade_id) if ULID.fullmatch(regrade_id) else None
        if found is None or found.course_id != self.course.id:
            raise NotFound("There is no such regrade in this course.")
        return found

    async def note(self, session: Session, deed: str, subject: str, moment: datetime, **detail: object) -> None:
        """Write down what was done."""
        await audit.done(session, self.caller, self.course.id, deed, subject, moment, **detail)

    async def shown(self, session: Session, one: Regrade) -> RegradeShown:
        """Tell a regrade."""
        return _shown(self.course, one, (await regrades.progress(session, [one.id]))[one.id])


async def _place(course: str, house: OpenHouse, caller: Called) -> Place:
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.glance() as session:
        return Place(house=house, caller=caller, course=await course_for(session, caller, course))


Placed = Annotated[Place, Depends(_place)]
RegradeId = Annotated[str, Path(description="A regrade's id.", examples=["01JD8Z3M7W5X9Q2K4R6T8V0A1B"])]


@router.post("", status_code=202, responses=responses(403, 404, 409))
async def ask(wanted: RegradeWanted, request: Request, response: Response, at: Placed, key: Key = None) -> RegradeShown:
    """Have submissions judged anew, with the checks as they are now. One regrade of a course is open at a time.

    It is done in the background; nothing changes before it is published.
    """

    async def write(session: Session) -> Answer:
        moment = now()
        chosen = Wanted(questions=wanted.questions, students=wanted.students, which=wanted.submissions, why=wanted.why)
        one = await regrades.ask(session, at.course.id, chosen, by_id=at.caller.token_id, now=moment)
        await chain.next_link(session, at.house.dispatcher, one.id)
        told = await at.shown(session, one)
        await at.note(session, "regrade.asked", one.id, moment, submissions=told.progress.total)
        return Answer(status=202, document=told.model_dump(mode="json"))

    asked = asked_for(at.caller.token_id, request.url.path, key, await request.body())
    told = RegradeShown.model_validate((await do_once(at.house, asked, write)).document)
    response.headers["Location"] = told.links["self"]
    return told


@router.get("", responses=responses(403, 404))
async def list_regrades(
    request: Request, response: Response, at: Placed, wanted: Annotated[Listed, Query()]
) -> RegradePage:
    """The regrades of a course, the newest first."""
    async with at.house.database.read() as session:
        rows = await regrades.page(session, at.course.id, before=wanted.cursor, limit=wanted.limit + 1)
        shown, following = cut(rows, wanted.limit, lambda one: one.id)
        progress = await regrades.progress(session, [one.id for one in shown])
    link_next(request, response, following)
    return RegradePage(items=[_shown(at.course, one, progress[one.id]) for one in shown], next=following)


@router.get("/{regrade_id}", responses=responses(403, 404))
async def get_regrade(regrade_id: RegradeId, at: Placed) -> RegradeShown:
    """Where a regrade is."""
    async with at.house.database.read() as session:
        return await at.shown(session, await at.find(session, regrade_id))


@router.get("/{regrade_id}/preview", responses=responses(403, 404))
async def preview(
    regrade_id: RegradeId, request: Request, response: Response, at: Placed, wanted: Annotated[Looked, Query()]
) -> Preview:
    """Who moves, by how much, by which checks, and what that makes of the mark that counts; by submission.

    While the regrade is open this is what publishing it would do at this moment. Afterwards it is what was done.
    """
    async with at.house.database.read() as session:
        found = await at.find(session, regrade_id)
        counts = (await courses.settings_of(session, at.course.id)).counts
        after = wanted.cursor or ""
        rows = await previews.page(session, found, counts, kind=wanted.kind, after=after, limit=wanted.limit + 1)
        totals = None if wanted.cursor else await previews.totals(session, found, counts)
        names = Names(
            external_ids=await people.external_ids(session, at.course.id, {row.person_id for row in rows}),
            questions={one.number: one for one in await courses.questions_of(session, at.course.pack)},
        )
    page, following = cut(rows, wanted.limit, lambda row: row.submission_id)
    link_next(request, response, following)
    if totals is not None:
        await at.house.writer.write(lambda session: at.note(session, "regrade.seen", found.id, now()))
    told = TotalsShown(submissions=dict(totals.submissions), marks=dict(totals.marks)) if totals else None
    return Preview(why=found.why, totals=told, items=[moves.told(row, names) for row in page], next=following)


@router.post("/{regrade_id}/publish", responses=responses(403, 404, 409))
async def publish(regrade_id: RegradeId, at: Placed) -> Settled:
    """Make the reports that were shown the ones that hold, all in one step. Marks by hand stay, and what is newer."""

    async def deed(session: Session, counts: Counts, moment: datetime) -> Changed:
        return await publishing.publish(session, regrade_id, counts, moment)

    return await _settle(at, regrade_id, "regrade.published", deed)


@router.post("/{regrade_id}/rollback", responses=responses(403, 404, 409))
async def roll_back(regrade_id: RegradeId, at: Placed) -> Settled:
    """Take a published regrade back: every mark is as it was before, but where something newer holds."""

    async def deed(session: Session, counts: Counts, moment: datetime) -> Changed:
        return await taking_back.roll_back(session, regrade_id, counts, moment)

    return await _settle(at, regrade_id, "regrade.rolled_back", deed)


@router.post("/{regrade_id}/discard", responses=responses(403, 404, 409))
async def discard(regrade_id: RegradeId, at: Placed) -> RegradeShown:
    """Leave all marks as they are, and judge no more of it."""

    async def write(session: Session) -> RegradeShown:
        moment = now()
        one = await at.find(session, regrade_id)
        await publishing.discard(session, regrade_id, moment)
        await at.note(session, "regrade.discarded", regrade_id, moment)
        return await at.shown(session, one)

    return await at.house.writer.write(write)


Deed = Callable[[Session, Counts, datetime], Awaitable[Changed]]


async def _settle(at: Place, regrade_id: str, name: str, deed: Deed) -> Settled:
    """Publish or take back, with the notices and the audit row, in one commit."""

    async def write(session: Session) -> Settled:
        moment = now()
        one = await at.find(session, regrade_id)
        counts = (await rules.in_force(session, at.course.id)).counts
        changed = await deed(session, counts, moment)
        told = Settled(state=one.state, reports=changed.reports, moved=len(changed.moved), left=changed.left)
        back = one.state is RegradeState.ROLLED_BACK
        await portions.tell_moved(session, at.house.dispatcher, one, changed.moved, moment)
        await notices.regrade_published(session, at.house.dispatcher, one, moment, moved=told.moved, rolled_back=back)
        await at.note(session, name, regrade_id, moment, reports=told.reports, moved=told.moved, left=told.left)
        return told

    return await at.house.writer.write(write)


def _shown(course: Course, one: Regrade, progress: Progress) -> RegradeShown:
    base = f"/v1/courses/{course.name}/regrades/{one.id}"
    waiting, failed = (progress.counts.get(state, 0) for state in (WAITING, FAILED))
    return RegradeShown(
        id=one.id,
        state=one.state,
        wanted=one.wanted,
        why=one.why,
        by=one.by_id,
        made_at=one.made_at,
        ready_at=one.ready_at,
        settled_at=one.settled_at,
        rolled_back_at=one.rolled_back_at,
        progress=ProgressShown(
            total=progress.all, waiting=waiting, judged=progress.all - waiting - failed, failed=failed
        ),
        links={"self": base, "preview": f"{base}/preview"},
    )
