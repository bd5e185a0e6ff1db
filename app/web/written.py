"""Written answers of notebooks: read beside what they are marked by, and marked by hand."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.errors import AppError
from app.pipeline import notices, writing
from app.store import audit, courses, submissions, uploads, written
from app.store.clock import now
from app.store.kinds import Detail, Role, SubmissionState, UploadKind
from app.store.session import Session
from app.store.tables import Submission, Upload
from app.store.tables.base import Json
from app.web import looking
from app.web.caller import Called, OpenHouse, Seen, course_for
from app.web.pages import cut, link_next
from app.web.problems import Cleared, Held, NotFound, Withdrawn, responses
from app.web.shown import detail
from app.web.written_shapes import (
    MarkShown,
    MarkWanted,
    WrittenFilter,
    WrittenPage,
    WrittenShown,
    line_shown,
    mark_shown,
    rubric_shown,
)

router = APIRouter(prefix="/v1", tags=["written answers"])


class NotWritten(AppError):
    """It was handed in as bare code: there is no written answer in it."""

    status = 404


class NoRubric(AppError):
    """There is no rubric for this question. Set one first: its written answers are then marked by it."""

    status = 409


@router.get("/courses/{course}/written", responses=responses(403, 404))
async def list_written(  # noqa: PLR0913, PLR0917 - a parameter for each part of the request
    course: str,
    request: Request,
    response: Response,
    house: OpenHouse,
    caller: Called,
    wanted: Annotated[WrittenFilter, Query()],
) -> WrittenPage:
    """The written answers to be marked: the last that each student handed in to each question with a rubric."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.read() as session:
        found = await course_for(session, caller, course)
        rows = await written.page(
            session,
            found.id,
            marked=wanted.marked,
            question=wanted.question,
            after=wanted.cursor or "",
            limit=wanted.limit + 1,
        )
    page, following = cut(rows, wanted.limit, lambda row: row.submission.id)
    link_next(request, response, following)
    return WrittenPage(items=[line_shown(row) for row in page], next=following)


@router.get("/submissions/{submission_id}/written", responses=responses(404, 410))
async def get_written(found: Seen, house: OpenHouse, caller: Called) -> WrittenShown:
    """The written answer in a submission, what it is marked by, and its marks."""
    async with house.database.glance() as session:
        upload = await _file(session, found)
        rubric = await written.rubric_of(session, found.course_id, found.question)
        mark = await written.mark_of(session, found.id)
        of_course = await courses.settings_of(session, found.course_id)
        alone = len(await submissions.of_upload(session, found.upload_id)) == 1
    held = of_course.held and not caller.teaches
    level = Detail.FULL if caller.teaches else detail(of_course)
    text = await asyncio.to_thread(writing.text_of, upload, found, alone=alone)
    await looking.note(house, caller, found, "written.read")
    return WrittenShown(
        submission=found.id,
        question=found.question,
        student=found.person_id,
        submitted_at=found.submitted_at,
        text=text,
        rubric=rubric_shown(found.question, rubric),
        mark=mark_shown(mark, rubric, level) if mark and not held else None,
        note=Held.default_message() if held else None,
    )


@router.put("/submissions/{submission_id}/written", responses=responses(403, 404, 409, 410))
async def mark_written(found: Seen, wanted: MarkWanted, house: OpenHouse, caller: Called) -> MarkShown:
    """Mark it, or mark it anew. It stands beside the mark of the code, and is not added to it."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)

    async def write(session: Session) -> MarkShown:
        moment = now()
        await _file(session, found)
        if found.state is SubmissionState.WITHDRAWN:
            raise Withdrawn("It was withdrawn: it takes no mark.")
        rubric = await written.rubric_of(session, found.course_id, found.question)
        if rubric is None:
            raise NoRubric
        writing.check(rubric, wanted.marks)
        before = await written.mark_of(session, found.id)
        detail: Json = {"question": found.question, "before": before.marks if before else None, "after": wanted.marks}
        mark = await written.mark(
            session,
            found.id,
            marks=wanted.marks,
            top=writing.top_of(rubric),
            comment=wanted.comment,
            by_id=caller.token_id,
            now=moment,
        )
        if mark is None:
            raise Cleared
        await audit.done(session, caller, found.course_id, "written.marked", found.id, moment, **detail)
        await notices.changed(session, house.dispatcher, found, moment, why="written")
        return mark_shown(mark, rubric)

    return await house.writer.write(write)


async def _file(session: Session, one: Submission) -> Upload:
    """Find the file that it was handed in with (NotWritten, Cleared)."""
    upload = await uploads.get(session, one.upload_id)
    if upload is None:
        raise NotFound
    if upload.kind is not UploadKind.NOTEBOOK:
        raise NotWritten
    if upload.cleared_at is not None:
        raise Cleared
    return upload
