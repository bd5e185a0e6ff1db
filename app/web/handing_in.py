"""Handing in: the code of one question, or a whole file. Stored before anything else happens."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile

from app.pipeline.reading import Unreadable, read, read_code
from app.store import courses
from app.web import telling, waiting
from app.web.caller import CONTROL, Called, OpenHouse, course_for
from app.web.entering import entered
from app.web.handing import Handing
from app.web.once import Key
from app.web.problems import TooLarge, WrongMedia, responses
from app.web.questions import Number
from app.web.schemas import CODE, CodeSent, OnBehalf, ReportShown, SubmissionShown, UploadShown

NOTEBOOK = 8 << 20  #: bytes
NAMELESS = "notebook.ipynb"
Prefer = Annotated[
    str | None,
    Header(description="`wait=N` (RFC 7240): answer with the report if it is there within N seconds, 60 at most."),
]
NAME = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^[^\x00-\x1f\x7f]+$"}
FILE = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "additionalProperties": False,
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "student_id": NAME | {"description": "Whose it is, by the LMS's own id for them."},
                        "student_name": NAME,
                    },
                }
            },
            "application/json": {"schema": {"type": "object", "description": "The notebook itself."}},
        },
    }
}

router = APIRouter(prefix="/v1/courses/{course}", tags=["handing in"])


@router.post(
    "/questions/{number}/submissions",
    status_code=202,
    response_model=None,
    responses={
        200: {"model": ReportShown, "description": "The report, with `Prefer: wait`"},
        202: {"model": SubmissionShown, "description": "Stored and queued"},
        **responses(403, 404, 409, 413),
    },
)
async def submit_code(  # noqa: PLR0913, PLR0917 - a parameter for each part of the request
    course: str,
    number: Number,
    sent: CodeSent,
    request: Request,
    response: Response,
    house: OpenHouse,
    caller: Called,
    key: Key = None,
    prefer: Prefer = None,
) -> SubmissionShown | dict[str, Any]:
    """Hand in the code of one question."""
    if len(sent.code.encode("utf-8", "surrogatepass")) > CODE:
        raise TooLarge
    async with house.database.glance() as session:
        entrance = await entered(session, caller, course, number)
    handing = Handing(
        house=house,
        caller=caller,
        course_id=entrance.course_id,
        dates=entrance.dates,
        notebook=read_code(sent.code, number),
        student=sent.student,
    )
    stored = await handing.do(request.url.path, key, await request.body())
    response.headers["Location"] = f"/v1/submissions/{stored.ids[0]}"
    return await telling.of_one(house, caller, stored, waiting.seconds(prefer), response)


@router.post(
    "/notebooks",
    status_code=202,
    responses={
        200: {"model": UploadShown, "description": "Graded, with `Prefer: wait`"},
        **responses(403, 404, 409, 413, 415),
    },
    openapi_extra=FILE,
)
async def submit_notebook(  # noqa: PLR0913, PLR0917 - a parameter for each part of the request
    course: str,
    request: Request,
    response: Response,
    house: OpenHouse,
    caller: Called,
    key: Key = None,
    prefer: Prefer = None,
) -> UploadShown:
    """Hand in a notebook or a Python file: a submission for each question in it, graded in one namespace."""
    file = await _file(request)
    if len(file.content) > NOTEBOOK:
        raise TooLarge
    async with house.database.glance() as session:
        found = await course_for(session, caller, course)
        dates = await courses.settings_of(session, found.id)
        numbers = [one.number for one in await courses.questions_of(session, found.pack)]
    notebook = read(file.content, file.name)
    known = {number: answer for number, answer in notebook.answers.items() if number in numbers}
    if not known:
        raise Unreadable("No question of this course is named in it.", "Begin each answer with `# Q4` or the like.")
    handing = Handing(
        house=house,
        caller=caller,
        course_id=found.id,
        dates=dates,
        notebook=replace(notebook, answers=known),
        student=file.student,
        filename=file.name,
        content=file.content,
    )
    stored = await handing.do(request.url.path, key, file.content)
    return await telling.of_all(
        house,
        caller,
        stored,
        waiting.seconds(prefer),
        response,
        numbers,
        unknown=sorted(notebook.answers.keys() - known.keys()),
    )


@dataclass(frozen=True, kw_only=True)
class File:
    """What was sent, and for whom if it is not the sender's own."""

    name: str
    content: bytes
    student: OnBehalf | None = None


async def _file(request: Request) -> File:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "application/json":
        content = await request.body()
        _is_document(content)
        return File(name=NAMELESS, content=content)
    if media != "multipart/form-data":
        raise WrongMedia
    async with request.form(max_files=1, max_fields=2) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Unreadable("There is no part called `file` in the form.", "Send it with `-F file=@notebook.ipynb`.")
        name = CONTROL.sub("", file.filename or "")[-255:] or NAMELESS
        return File(name=name, content=await file.read(), student=_behalf(form))


def _behalf(form: FormData) -> OnBehalf | None:
    told = {name: form.get(f"student_{name}") for name in ("id", "name")}
    if all(value is None for value in told.values()):
        return None
    try:
        return OnBehalf.model_validate(told)
    except ValidationError as error:
        faults = [{**fault, "loc": ("body", "student_" + str(fault["loc"][0]))} for fault in error.errors()]
        raise RequestValidationError(faults) from None


def _is_document(content: bytes) -> None:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        raise Unreadable("It is not JSON.", "Save the notebook again and send the file.") from None
