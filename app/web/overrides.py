"""Marks by hand, and the history of what a submission was given."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from app.errors import AppError
from app.pipeline import notices
from app.pipeline.receive import GRADE
from app.store import audit, by_hand, courses, reports, rules
from app.store.clock import now
from app.store.idempotency import Answer
from app.store.kinds import Cause, Role
from app.store.session import Session
from app.store.tables import Report, Submission
from app.web.caller import Called, OpenHouse, Seen
from app.web.once import Key, asked_for, do_once
from app.web.pages import cut, link_next
from app.web.problems import NotFound, responses
from app.web.schemas import Asked, Following, Limit, Reason, Sought

router = APIRouter(prefix="/v1/submissions/{submission_id}", tags=["submissions"])


class ScoreTooHigh(AppError):
    """The score is more than can be had in this question."""

    status = 422


class TakesNoMark(AppError):
    """It was withdrawn: it takes no mark."""

    status = 409


class OverrideWanted(Asked):
    """A mark by hand."""

    score: float = Field(ge=0, le=1e6, allow_inf_nan=False, examples=[2.5])
    reason: Reason = Field(description="The student reads it.", examples=["Right idea; the output was printed twice."])


class Given(BaseModel):
    """One judgement of a submission."""

    number: int = Field(description="From 1, in the order in which they were stored.")
    cause: Cause = Field(description="A run of ours, a regrade, or a mark by hand.")
    current: bool = Field(description="Whether it is the one that holds.")
    state: str = Field(examples=["graded"])
    score: float
    max: float
    reason: str = Field(description="Why it was given by hand.")
    by: str | None = Field(description="The id of the token it was given with.")
    regrade: str | None = Field(description="The regrade it was made by, published or not.")
    question_version: str | None
    made_at: datetime


class History(BaseModel):
    """A page of judgements, the last first."""

    items: list[Given]
    next: Following = None


class HistoryPage(Sought):
    """Which page of the history is wanted."""

    cursor: int | None = Field(default=None, ge=1, le=1 << 31, description="From `next` of the page before.")
    limit: Limit = 50


@router.post("/override", status_code=201, responses=responses(403, 404, 409))
async def override(  # noqa: PLR0913, PLR0917 - a parameter for each part of the request
    wanted: OverrideWanted, request: Request, found: Seen, house: OpenHouse, caller: Called, key: Key = None
) -> Given:
    """Give a mark by hand. It holds whatever run or regrade comes later, until it is taken away or given anew."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)

    async def write(session: Session) -> Answer:
        moment = now()
        counts = (await rules.in_force(session, found.course_id)).counts
        top = await _most(session, found)
        if top is not None and wanted.score > top:
            raise ScoreTooHigh(f"The most that can be had in question {found.question} is {top:g}.")
        report = await by_hand.override(
            session,
            found.id,
            score=wanted.score,
            reason=wanted.reason,
            by_id=caller.token_id,
            counts=counts,
            now=moment,
            max_score=top,
        )
        if report is None:
            raise TakesNoMark
        detail = {"score": report.score, "max": report.max, "question": found.question}
        await audit.done(session, caller, found.course_id, "override.set", found.id, moment, **detail)
        await notices.changed(session, house.dispatcher, found, moment, why="override")
        return Answer(status=201, document=_given(report).model_dump(mode="json"))

    asked = asked_for(caller.token_id, request.url.path, key, await request.body())
    given = Given.model_validate((await do_once(house, asked, write)).document)
    async with house.database.glance() as session:  # told again, it may have been taken away since
        held = await reports.current(session, found.id)
    return given.model_copy(update={"current": held is not None and held.number == given.number})


@router.delete("/override", status_code=204, responses=responses(403, 404))
async def lift(found: Seen, house: OpenHouse, caller: Called) -> Response:
    """Take the mark by hand away: what was found last by a run or a published regrade holds again."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)

    async def write(session: Session) -> None:
        moment = now()
        counts = (await rules.in_force(session, found.course_id)).counts
        try:
            report = await by_hand.lift(session, found.id, counts=counts, job=GRADE, now=moment)
        except LookupError:
            raise NotFound("No mark by hand holds for this submission.") from None
        left = {} if report is None else {"score": report.score, "max": report.max}
        detail = left | {"question": found.question}
        await audit.done(session, caller, found.course_id, "override.removed", found.id, moment, **detail)
        await notices.changed(session, house.dispatcher, found, moment, why="override")

    await house.writer.write(write)
    return Response(status_code=204)


@router.get("/reports", responses=responses(403, 404))
async def list_reports(  # noqa: PLR0913, PLR0917 - a parameter for each part of the request
    request: Request,
    response: Response,
    found: Seen,
    house: OpenHouse,
    caller: Called,
    wanted: Annotated[HistoryPage, Query()],
) -> History:
    """Every judgement of a submission, by runs, by regrades and by hand; the last first."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.read() as session:
        rows = await reports.page(session, found.id, before=wanted.cursor, limit=wanted.limit + 1)
    page, following = cut(rows, wanted.limit, lambda row: str(row.number))
    link_next(request, response, following)
    return History(items=[_given(row) for row in page], next=following)


async def _most(session: Session, submission: Submission) -> float | None:
    """What can be had: as it was judged, or as the question says now; None where neither is known."""
    held = await reports.current(session, submission.id)
    if held is not None:
        return held.max
    course = await courses.get(session, submission.course_id)
    question = course and await courses.question_of(session, course.pack, submission.question)
    return question.max if question else None


def _given(report: Report) -> Given:
    reproduce = report.document.get("reproduce") or {}
    return Given(
        number=report.number,
        cause=report.cause,
        current=report.current,
        state=report.state,
        score=report.score,
        max=report.max,
        reason=report.reason,
        by=report.by_id,
        regrade=report.source if report.cause is Cause.REGRADE else None,
        question_version=reproduce.get("question_version"),
        made_at=report.made_at,
    )
