"""Webhooks in: an LMS hands a submission over, signed. Nothing of a message is read before its signature is right."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Depends, Path, Request
from limits import RateLimitItemPerMinute
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from app.pipeline import handed_over
from app.pipeline.admission import in_time
from app.pipeline.reading import Unreadable
from app.queue.house import House
from app.store import courses, hooks, rotation
from app.store.clock import now
from app.store.hooks import Message, MessageUnderWay
from app.store.kinds import HookStyle, SubmissionState
from app.store.session import Session
from app.store.tables import CourseSettings, Hook
from app.store.tables.base import Json
from app.store.trouble import Taken
from app.web import shown
from app.web.caller import ULID, OpenHouse
from app.web.hook_matter import Matter, parsed, read_matter
from app.web.hook_schemas import HandedOver
from app.web.problems import NotFound, Starting, TooMany, only
from app.web.schemas import SubmissionShown, UploadShown
from app.webhooks import verifying
from app.webhooks.fetching import Fetcher
from app.webhooks.verifying import BadHeader, BadSignature, Incoming, MissingHeader, WrongTime

log = logging.getLogger(__name__)
router = APIRouter(prefix="/v1/hooks", tags=["webhooks in"])

BAD = RateLimitItemPerMinute(30)  #: messages to one hook that are not signed as they should
CHECKS: dict[HookStyle, Callable[[Incoming, Sequence[bytes], datetime], tuple[str, ...]]] = {
    HookStyle.STANDARD: verifying.standard,
    HookStyle.GITHUB: verifying.github,
    HookStyle.CANVAS: verifying.canvas,
}
HEADERS = (
    ("webhook-id", "`standard`: the message; the same when it is sent again."),
    ("webhook-timestamp", "`standard`: seconds since 1970, of this try."),
    ("webhook-signature", "`standard`: `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`."),
    ("X-Hub-Signature-256", "`github`: `sha256=` and HMAC-SHA256 over the body, in hexadecimal."),
    ("X-GitHub-Delivery", "`github`: the message, if it has an id."),
    ("Content-MD5", "`canvas`: of the body; with `Authorization: HMACAuth NAME:SIGNATURE` and `Date`."),
)
SHAPE = HandedOver.model_json_schema(ref_template="#/components/schemas/{model}")
SHAPE.pop("$defs")  # they are those of other calls, and stand in the document already
SIGNED: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": SHAPE}}},
    "parameters": [
        {"name": name, "in": "header", "required": False, "description": text, "schema": {"type": "string"}}
        for name, text in HEADERS
    ],
}


class TooManyBadSignatures(TooMany):
    """Too many messages came to this hook that were not signed as they should. Those that are will be taken."""

    retry_after_s: ClassVar[int] = 60


async def fetcher_of(request: Request) -> Fetcher:
    """What fetches files; opened when the application starts."""
    fetcher: Fetcher = request.app.state.fetcher
    return fetcher


@router.post(
    "/{hook_id}",
    status_code=202,
    responses=only(400, 401, 403, 404, 409, 413, 422, 429, 502, 503),
    openapi_extra=SIGNED,
)
async def take(
    hook_id: Annotated[str, Path(description="A hook's id.", examples=["01JD8Z3M7W5X9Q2K4R6T8V0A1B"])],
    request: Request,
    house: OpenHouse,
    fetcher: Annotated[Fetcher, Depends(fetcher_of)],
) -> UploadShown:
    """Take a submission from an LMS. Instead of a token the message is signed, in the style of the hook.

    A message that is sent again under its id is one deed, and is answered as before. A file is fetched before the
    answer: where that fails nothing is stored, and the same message may be sent again.
    """
    async with house.database.glance() as session:
        hook = await hooks.get(session, hook_id) if ULID.fullmatch(hook_id) else None
    if hook is None or hook.disabled_at is not None:
        raise NotFound
    body, at = await request.body(), now()
    message = await _checked(request, hook, body, at)
    sent = parsed(body)
    async with house.database.glance() as session:
        before = await hooks.recall(session, message)
        dates = await courses.settings_of(session, hook.course_id)
        asked = await _questions(session, hook)
    if before is not None:
        return _answer(before)
    in_time(dates, at)
    if sent.question is not None and sent.question not in asked:
        raise NotFound(f"This course has no question {sent.question}.")
    found = await read_matter(sent, hook, fetcher)
    if not set(found.notebook.answers) & set(asked):
        raise Unreadable("No question of this course is named in it.", "Say which it answers, with `question`.")
    order = _order(hook, message, sent, found, asked, dates, at)
    return _answer(await _stored(house, order))


async def _checked(request: Request, hook: Hook, body: bytes, at: datetime) -> Message:
    """Check the signature. Bad ones are counted; good ones are taken however many bad ones came before."""
    came = Incoming(
        method=request.method,
        path=request.scope.get("raw_path", b"").decode("latin-1") or request.url.path,
        query=request.url.query,
        headers=request.headers,
        body=body,
    )
    try:
        ids = CHECKS[hook.style](came, rotation.keys_of(hook, at), at)
    except (MissingHeader, BadHeader, WrongTime, BadSignature) as error:
        log.warning("a message to hook %s is refused: %s", hook.id, type(error).__name__)
        limiter: SlidingWindowCounterRateLimiter = request.app.state.limiter
        if not await limiter.hit(BAD, "hook", hook.id):
            raise TooManyBadSignatures from error
        raise
    return Message(hook_id=hook.id, ids=ids, body_sha256=hashlib.sha256(body).digest())


async def _questions(session: Session, hook: Hook) -> list[int]:
    course = await courses.get(session, hook.course_id)
    if course is None:
        raise NotFound
    asked = [one.number for one in await courses.questions_of(session, course.pack)]
    if not asked:
        raise Starting
    return asked


def _order(  # noqa: PLR0913, PLR0917 - all that is known of it
    hook: Hook,
    message: Message,
    sent: HandedOver,
    found: Matter,
    asked: Sequence[int],
    dates: CourseSettings,
    at: datetime,
) -> handed_over.HandedOver:
    return handed_over.HandedOver(
        hook=hook,
        message=message,
        student_id=sent.student.id,
        student_name=sent.student.name or "",
        notebook=found.notebook,
        asked=asked,
        dates=dates,
        at=at,
        filename=found.filename,
        content=found.content,
        ids=sent.lms,
    )


async def _stored(house: House, order: handed_over.HandedOver) -> Json:
    try:
        return await house.writer.write(lambda session: handed_over.take(session, house.dispatcher, order))
    except (Taken, MessageUnderWay):  # another has just written the student or the message down: now they are there
        return await house.writer.write(lambda session: handed_over.take(session, house.dispatcher, order))


def _answer(stored: Json) -> UploadShown:
    return UploadShown(
        upload=stored["upload"],
        submissions=[
            SubmissionShown(
                id=one,
                question=question,
                student=stored["student"],
                state=SubmissionState.QUEUED,
                attempts_left=stored["left"].get(one),
                submitted_at=datetime.fromisoformat(stored["at"]),
                links=shown.links(one),
            )
            for one, question in stored["submissions"].items()
        ],
        not_found=stored["not_found"],
        unknown=stored["unknown"],
        spent=stored["spent"],
    )
