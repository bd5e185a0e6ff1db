"""Submissions: looked at, listed, followed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from app.store import submissions, uploads
from app.store.kinds import Role
from app.store.trouble import StoreTrouble
from app.web import looking, waiting
from app.web.caller import Called, OpenHouse, Seen
from app.web.pages import cut, link_next
from app.web.problems import Cleared, responses
from app.web.schemas import Filter, Page, ReportShown, SubmissionShown
from app.web.shown import View

router = APIRouter(prefix="/v1/submissions", tags=["submissions"])


@router.get("", responses=responses(403))
async def list_submissions(
    request: Request, response: Response, house: OpenHouse, caller: Called, wanted: Annotated[Filter, Query()]
) -> Page:
    """Your own submissions, or as an instructor those of the course; the newest first."""
    sees_all = caller.teaches or caller.role is Role.LMS
    async with house.database.read() as session:
        found = await submissions.page(
            session,
            course_id=caller.course_id,
            person_id=wanted.student if sees_all else caller.person_id or "",
            question=wanted.question,
            state=wanted.state,
            before=wanted.cursor,
            limit=wanted.limit + 1,
        )
        view = View(session, house, caller)
        page, following = cut(found, wanted.limit, lambda one: one.id)
        items = [await view.submission(one) for one in page]
    link_next(request, response, following)
    return Page(items=items, next=following)


@router.get("/{submission_id}", responses=responses(404))
async def get_submission(found: Seen, house: OpenHouse, caller: Called) -> SubmissionShown:
    """Where one submission is on its way."""
    async with house.database.glance() as session:
        return await View(session, house, caller).submission(found)


@router.get(
    "/{submission_id}/report",
    response_model=None,
    responses={200: {"model": ReportShown, "description": "The report"}, **responses(404, 409)},
)
async def get_report(found: Seen, house: OpenHouse, caller: Called) -> dict[str, Any]:
    """The report that holds: marks per check, why not all of them, and the line."""
    async with house.database.glance() as session:
        shown = await View(session, house, caller).report(found)
    await looking.note(house, caller, found, "report.read")
    return shown


@router.get("/{submission_id}/code", response_class=PlainTextResponse, responses=responses(404, 410))
async def get_code(found: Seen, house: OpenHouse, caller: Called) -> str:
    """The code as it was handed in."""
    if not found.code:
        async with house.database.glance() as session:
            upload = await uploads.get(session, found.upload_id)
        if upload is None or upload.cleared_at is not None:
            raise Cleared
    await looking.note(house, caller, found, "code.read")
    return found.code.encode("utf-8", "replace").decode()


@router.get("/{submission_id}/events", response_class=EventSourceResponse, responses=responses(404))
async def follow(found: Seen, house: OpenHouse, caller: Called) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: each state, with the place in the queue; the stream ends when it is settled."""
    last = None
    async for rows in waiting.changes(house, [found.id]):
        try:
            async with house.database.glance() as session:
                now = await View(session, house, caller).submission(rows[0] if rows else found)
        except StoreTrouble:  # the stream has begun; what is missed now is told at the next look
            continue
        if now != last:
            last = now
            yield ServerSentEvent(data=now.model_dump(mode="json"), event=now.state.value, id=now.id)
        if now.state in waiting.SETTLED:
            return
