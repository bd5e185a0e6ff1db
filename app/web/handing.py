"""One thing handed in: stored and queued, once for each key, and known to be stored from then on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.pipeline.reading import Notebook
from app.pipeline.receive import Sent, receive
from app.queue.house import House
from app.store import people
from app.store.clock import now
from app.store.idempotency import Answer
from app.store.kinds import Role
from app.store.session import Session
from app.store.tables import Submission
from app.store.trouble import Taken
from app.web.caller import Caller
from app.web.once import asked_for, do_once
from app.web.problems import Forbidden
from app.web.schemas import OnBehalf


@dataclass(frozen=True, kw_only=True)
class Stored:
    """What is known of it without looking again."""

    upload: str
    student: str
    at: datetime
    questions: dict[str, int]  #: submission -> question
    again: bool = False  #: it was stored by an earlier request, and may be graded by now

    @property
    def ids(self) -> list[str]:
        """The submissions, by their questions."""
        return list(self.questions)

    def document(self) -> dict[str, Any]:
        """Write it down, to be told again to who asks again."""
        return {
            "upload": self.upload,
            "student": self.student,
            "at": self.at.isoformat(),
            "questions": self.questions,
        }

    @classmethod
    def of(cls, document: dict[str, Any], *, again: bool) -> Stored:
        """Read what was written down."""
        return cls(**document | {"at": datetime.fromisoformat(document["at"])}, again=again)


@dataclass(frozen=True, kw_only=True)
class Handing:
    """One thing that is handed in."""

    house: House
    caller: Caller
    course_id: str
    notebook: Notebook
    student: OnBehalf | None = None
    filename: str = ""
    content: bytes | None = None

    async def do(self, route: str, key: str | None, body: bytes) -> Stored:
        """Store and queue it, once for each key (KeyReused, KeyTaken, Forbidden)."""
        whose = b"" if self.student is None else self.student.model_dump_json().encode()
        now_made: set[str] = set()

        async def receive_it(session: Session) -> Answer:
            answer = await self._receive(session)
            now_made.add(answer.document["upload"])
            return answer

        asked = asked_for(self.caller.token_id, route, key, body + whose)
        try:
            answer = await do_once(self.house, asked, receive_it)
        except Taken:  # another request has just written the same new student down: now they are there
            answer = await do_once(self.house, asked, receive_it)
        return Stored.of(answer.document, again=answer.document["upload"] not in now_made)

    async def _receive(self, session: Session) -> Answer:
        moment = now()
        sent = Sent(
            course_id=self.course_id,
            person_id=await self._whose(session),
            token_id=self.caller.token_id,
            notebook=self.notebook,
            filename=self.filename,
            content=self.content,
        )
        upload, made = await receive(session, self.house.dispatcher, sent, moment)
        return Answer(status=202, document=_stored(upload.id, made).document())

    async def _whose(self, session: Session) -> str:
        if self.student is None:
            if self.caller.person_id is None:
                raise Forbidden("Say whose work it is: `student` with the id by which the LMS knows them.")
            return self.caller.person_id
        if self.caller.role is Role.STUDENT:
            raise Forbidden("A student hands in their own work only: leave `student` out.")
        person = await people.by_external_id(session, self.course_id, self.student.id)
        if person is None:
            person = await people.add(session, name=self.student.name or "", now=now())
            await people.join(
                session,
                course_id=self.course_id,
                person_id=person.id,
                role=Role.STUDENT,
                now=now(),
                external_id=self.student.id,
            )
        return person.id


def _stored(upload_id: str, made: list[Submission]) -> Stored:
    first = made[0]
    return Stored(
        upload=upload_id,
        student=first.person_id,
        at=first.submitted_at,
        questions={one.id: one.question for one in made},
    )
