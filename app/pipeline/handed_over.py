"""What an LMS hands over by a message of its own: taken once, and told to the LMS with its own ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.errors import AppError
from app.pipeline import newcomers
from app.pipeline.admission import Dates, admit
from app.pipeline.reading import Notebook
from app.pipeline.receive import Sent, receive
from app.queue.dispatcher import Dispatcher
from app.store import hooks
from app.store.hooks import Message
from app.store.session import Session
from app.store.tables import Hook
from app.store.tables.base import Json


class HookClosed(AppError):
    """The hook was closed meanwhile; nothing was stored."""

    status = 404


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """One message, checked and read: nothing that is broken or forged comes so far."""

    hook: Hook
    message: Message
    student_id: str  #: what the LMS calls them
    student_name: str
    notebook: Notebook
    asked: Sequence[int]  #: the questions of the course
    dates: Dates
    at: datetime  #: when all of it was here
    filename: str = ""
    content: bytes | None = None
    ids: Json = field(default_factory=dict)  #: the LMS's own; they go back as they came


async def take(session: Session, dispatcher: Dispatcher, order: HandedOver) -> Json:
    """Store and queue it, or give the answer of before.

    The answer is written down as it is given, for it is given again. Raises MessageReused, MessageUnderWay, Taken where
    another transaction has just written the same new student down, and what `admit` raises.
    """
    before = await hooks.recall(session, order.message)
    if before is not None:
        return before
    if await hooks.get(session, order.hook.id) is None:
        raise HookClosed
    person_id = await newcomers.student_of(
        session, order.hook.course_id, order.student_id, name=order.student_name, now=order.at
    )
    known = [number for number in order.notebook.answers if number in order.asked]
    admitted = await admit(
        session, order.dates, course_id=order.hook.course_id, person_id=person_id, questions=known, at=order.at
    )
    context = {"lms": order.ids, "hook": order.hook.id}
    if order.hook.endpoint_id is not None:
        context["endpoint"] = order.hook.endpoint_id
    sent = Sent(
        course_id=order.hook.course_id,
        person_id=person_id,
        token_id=None,
        notebook=replace(order.notebook, answers={n: order.notebook.answers[n] for n in admitted.questions}),
        filename=order.filename,
        content=order.content,
        context=context,
    )
    upload, made = await receive(session, dispatcher, sent, order.at)
    answer = {
        "upload": upload.id,
        "student": person_id,
        "at": order.at.isoformat(),
        "submissions": {one.id: one.question for one in made},
        "left": {one.id: admitted.left[one.question] for one in made if one.question in admitted.left},
        "spent": list(admitted.spent),
        "not_found": [number for number in order.asked if number not in order.notebook.answers],
        "unknown": [number for number in order.notebook.answers if number not in order.asked],
    }
    await hooks.remember(session, order.message, answer, upload.id, order.at)
    return answer
