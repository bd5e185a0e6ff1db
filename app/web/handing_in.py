"""Handing in: the code of one question, or a whole file. Stored before anything else happens."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from starlette.datastructures import UploadFile

from app.pipeline.reading import Notebook, Unreadable, read, read_code
from app.pipeline.receive import Sent, receive
from app.queue.house import House
from app.store import courses, people, submissions
from app.store.clock import now
from app.store.idempotency import Answer
from app.store.kinds import Role
from app.store.session import Session
from app.store.tables import Course, Submission
from app.web import shown, waiting
from app.web.caller import Called, Caller, OpenHouse, course_for
from app.web.once import Key, asked_for, do_once
from app.web.problems import Forbidden, NotYet, TooLarge, WrongMedia, responses
from app.web.questions import question
from app.web.schemas import CODE, CodeSent, OnBehalf, SubmissionShown, UploadShown

NOTEBOOK = 8 << 20  #: bytes
Prefer = Annotated[
    str | None,
    Header(description="`wait=N` (RFC 7240): answer with the report if it is there within N seconds, 60 at most."),
]
FILE = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "additionalProperties": False,
                    "properties": {"file": {"type": "string", "format": "binary"}},
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
        200: {"description": "The report, with `Prefer: wait`"},
        202: {"model": SubmissionShown, "description": "Stored and queued"},
        **responses(403, 404, 409, 413),
    },
)
async def submit_code(  # noqa: PLR0913, PLR0917 - a parameter for each part of the request
    course: str,
    number: int,
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
    async with house.database.read() as session:
        found = await course_for(session, caller, course)
        await question(session, found, number)
    handing = Handing(
        house=house, caller=caller, course=found, notebook=read_code(sent.code, number), student=sent.student
    )
    answer = await handing.do(request.url.path, key, await request.body())
    ids = answer.document["submissions"]
    response.headers["Location"] = f"/v1/submissions/{ids[0]}"
    return await _told_of_one(house, caller, ids, waiting.seconds(prefer), response)


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
    name, content = await _file(request)
    if len(content) > NOTEBOOK:
        raise TooLarge
    async with house.database.read() as session:
        found = await course_for(session, caller, course)
        numbers = [one.number for one in await courses.questions_of(session, found.pack)]
    notebook = read(content, name)
    if not set(notebook.answers) & set(numbers):
        raise Unreadable("No question of this course is named in it.", "Begin each answer with `# Q4` or the like.")
    handing = Handing(house=house, caller=caller, course=found, notebook=notebook, filename=name, content=content)
    answer = await handing.do(request.url.path, key, content)
    return await _told_of_all(house, caller, answer.document, waiting.seconds(prefer), response, numbers)


@dataclass(frozen=True, kw_only=True)
class Handing:
    """One thing that is handed in."""

    house: House
    caller: Caller
    course: Course
    notebook: Notebook
    student: OnBehalf | None = None
    filename: str = ""
    content: bytes | None = None

    async def do(self, route: str, key: str | None, body: bytes) -> Answer:
        """Store and queue it, once for each key."""
        return await do_once(self.house, asked_for(self.caller.token_id, route, key, body), self._receive)

    async def _receive(self, session: Session) -> Answer:
        moment = now()
        sent = Sent(
            course_id=self.course.id,
            person_id=await self._whose(session),
            token_id=self.caller.token_id,
            notebook=self.notebook,
            filename=self.filename,
            content=self.content,
        )
        upload, made = await receive(session, self.house.dispatcher, sent, moment)
        return Answer(status=202, document={"upload": upload.id, "submissions": [one.id for one in made]})

    async def _whose(self, session: Session) -> str:
        if self.student is None:
            if self.caller.person_id is None:
                raise Forbidden("Say whose work it is: `student` with the id by which the LMS knows them.")
            return self.caller.person_id
        if self.caller.role is Role.STUDENT:
            raise Forbidden("A student hands in their own work only: leave `student` out.")
        person = await people.by_external_id(session, self.course.id, self.student.id)
        if person is None:
            person = await people.add(session, name=self.student.name or "", now=now())
            await people.join(
                session,
                course_id=self.course.id,
                person_id=person.id,
                role=Role.STUDENT,
                now=now(),
                external_id=self.student.id,
            )
        return person.id


async def _told_of_one(
    house: House, caller: Caller, ids: Sequence[str], wait_s: int, response: Response
) -> SubmissionShown | dict[str, Any]:
    there = bool(wait_s) and await waiting.settled(house, ids, wait_s)
    async with house.database.read() as session:
        found = caller.may_see(await submissions.get(session, ids[0]))
        if there:
            try:
                document = await shown.report(session, caller, found)
            except NotYet:  # it is ours, set aside without a report: its state says so
                return await shown.submission(session, house, found)
            response.status_code = 200
            return document
        return await shown.submission(session, house, found)


async def _told_of_all(  # noqa: PLR0913, PLR0917 - all that is known of the upload
    house: House, caller: Caller, document: dict[str, Any], wait_s: int, response: Response, numbers: Sequence[int]
) -> UploadShown:
    ids: list[str] = document["submissions"]
    there = bool(wait_s) and await waiting.settled(house, ids, wait_s)
    async with house.database.read() as session:
        found = [caller.may_see(await submissions.get(session, one)) for one in ids]
        told = [await shown.submission(session, house, one) for one in found]
        reports = [await _report(session, caller, one) for one in found] if there else None
    answered = {one.question for one in found}
    response.status_code = 200 if there else 202
    return UploadShown(
        upload=document["upload"],
        submissions=told,
        not_found=[number for number in numbers if number not in answered],
        unknown=sorted(answered - set(numbers)),
        reports=[one for one in reports if one is not None] if reports is not None else None,
    )


async def _report(session: Session, caller: Caller, one: Submission) -> dict[str, Any] | None:
    try:
        return await shown.report(session, caller, one)
    except NotYet:
        return None


async def _file(request: Request) -> tuple[str, bytes]:
    """The name and bytes of what was sent."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "application/json":
        content = await request.body()
        _is_document(content)
        return "notebook.ipynb", content
    if media != "multipart/form-data":
        raise WrongMedia
    async with request.form(max_files=1, max_fields=1) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Unreadable("There is no part called `file` in the form.", "Send it with `-F file=@notebook.ipynb`.")
        return (file.filename or "notebook.ipynb")[-255:], await file.read()


def _is_document(content: bytes) -> None:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        raise Unreadable("It is not JSON.", "Save the notebook again and send the file.") from None
