"""The gradebook: a matrix, page by page, and a file for a person or an LMS."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from app.pipeline import gradebook as matrix
from app.pipeline import gradebook_csv as sheet
from app.pipeline.gradebook import Row
from app.pipeline.gradebook_csv import Shape
from app.pipeline.late import Policy
from app.queue.house import House
from app.store import audit, courses, gradebook
from app.store import gradebook_statistics as gradebook_marks
from app.store.clock import now
from app.store.kinds import Role
from app.store.session import Session
from app.store.tables import Course, Question
from app.web import gradebook_attention, gradebook_failures, gradebook_statistics
from app.web.caller import Called, OpenHouse, course_for
from app.web.gradebook_schemas import CellShown, Column, FileWanted, GradebookShown, GradebookWanted, RowShown
from app.web.pages import cut, link_next
from app.web.problems import responses

PORTION = 500  #: students read at once for a file
CSV = "text/csv"

router = APIRouter(prefix="/v1/courses/{course}", tags=["gradebook"])
router.include_router(gradebook_statistics.router)
router.include_router(gradebook_failures.router)
router.include_router(gradebook_attention.router)


@router.get(
    "/gradebook",
    response_model=None,
    responses={200: {"model": GradebookShown, "description": "A page of the matrix"}, **responses(403, 404)},
)
async def get_gradebook(
    course: str,
    request: Request,
    house: OpenHouse,
    caller: Called,
    wanted: Annotated[GradebookWanted, Query()],
) -> Response:
    """Students by questions: scores, attempts, what is under way, late, or given by hand."""
    caller.needs(Role.INSTRUCTOR, Role.LMS, Role.ADMIN)
    async with house.database.read() as session:
        found = await course_for(session, caller, course)
        settings = await courses.settings_of(session, found.id)
        asked = await courses.questions_of(session, found.pack)
        people = await gradebook.students(
            session, found.id, search=wanted.search or "", after=wanted.cursor or "", limit=wanted.limit + 1
        )
        shown, following = cut(people, wanted.limit, lambda student: student.id)
        rows = await matrix.rows(session, found, asked, shown, Policy.of(settings))
        students = await gradebook.count(session, found.id)
    hidden = settings.held and caller.role is Role.LMS
    page = GradebookShown(
        questions=[Column(question=one.number, title=one.title, max=one.max) for one in asked],
        max=sum(one.max for one in asked),
        held=settings.held,
        students=students,
        items=[_row(row, hidden=hidden) for row in rows],
        next=following,
    )
    response = Response(page.model_dump_json(), media_type="application/json")
    link_next(request, response, following)
    return response


@router.get(
    "/gradebook.csv",
    response_class=StreamingResponse,
    responses={200: {"content": {CSV: {"schema": {"type": "string"}}}, "description": "A file"}, **responses(403, 404)},
)
async def get_gradebook_file(
    course: str, house: OpenHouse, caller: Called, wanted: Annotated[FileWanted, Query()]
) -> StreamingResponse:
    """All marks of the course as CSV in UTF-8. That it was asked for is written into the audit trail."""
    caller.needs(Role.INSTRUCTOR, Role.LMS, Role.ADMIN)
    async with house.database.glance() as session:
        found = await course_for(session, caller, course)
        asked = await courses.questions_of(session, found.pack)
        held = (await courses.settings_of(session, found.id)).held

    async def note(session: Session) -> None:
        await audit.done(session, caller, found.id, "gradebook.exported", found.id, now(), shape=wanted.shape.value)

    await house.writer.write(note)
    hidden = held and caller.role is Role.LMS
    name = f'attachment; filename="gradebook-{found.name}-{wanted.shape.value}.csv"'
    return StreamingResponse(
        _lines(house, found, asked, wanted.shape, hidden=hidden),
        media_type=f"{CSV}; charset=utf-8",
        headers={"Content-Disposition": name},
    )


async def _lines(
    house: House, course: Course, asked: Sequence[Question], shape: Shape, *, hidden: bool
) -> AsyncIterator[str]:
    """Read and write a portion at a time, so that a large course fits any memory."""
    yield sheet.head(shape, asked)
    after, numbers = "", [one.number for one in asked]
    while True:
        async with house.database.read() as session:
            people = await gradebook.students(session, course.id, after=after, limit=PORTION)
            ids = [student.id for student in people]
            scores = {} if hidden else await gradebook_marks.scores_of(session, course.id, ids, numbers)
        yield sheet.lines(
            shape,
            asked,
            (
                (one, None if hidden else scores.get(one.id, {}))
                for one in people
                if shape is Shape.PLAIN or not one.erased  # no LMS could tell whose marks they are
            ),
        )
        if len(people) < PORTION:
            return
        after = people[-1].id


def _row(row: Row, *, hidden: bool) -> RowShown:
    return RowShown(
        student=row.student.id,
        name=row.student.name,
        email=row.student.email,
        external_id=row.student.external_id,
        erased=row.student.erased,
        score=None if hidden else row.score,
        cells=[
            CellShown(
                question=cell.question,
                state=cell.standing,
                also=list(cell.also),
                attempts=cell.attempts,
                score=None if hidden else cell.score,
                max=cell.max,
                # which of several attempts is the best one tells of marks, too
                late=None if hidden else cell.late,
                manual=None if hidden else cell.manual,
                submission=None if hidden else cell.submission,
            )
            for cell in row.cells
        ],
    )
