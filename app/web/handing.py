"""One thing handed in: stored and queued, once for each key, and known to be stored from then on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.pipeline import newcomers
from app.pipeline.admission import Admitted, Dates, admit
from app.pipeline.reading import Notebook
from app.pipeline.receive import Sent, receive
from app.queue.house import House
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
    left: dict[str, int] = field(default_factory=dict)  #: submission -> attempts after it, where there is a limit
    spent: list[int] = field(default_factory=list)  #: questions that were not taken: all attempts are used
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
            "left": self.left,
            "spent": self.spent,
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
    dates: Dates
    notebook: Notebook
    at: datetime = field(default_factory=now)  #: when all of it was here
    student: OnBehalf | None = None
    filename: str = ""
    content: bytes | None = None

    async def do(self, route: str, key: str | None, body: bytes) -> Stored:
        """Store and queue it, once for each key (KeyReused, KeyTaken, Forbidden, and what `admit` raises)."""
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
        person_id = await self._whose(session)
        admitted = await self._admit(session, person_id)
        sent = Sent(
            course_id=self.course_id,
            person_id=person_id,
            token_id=self.caller.token_id,
            notebook=replace(
                self.notebook, answers={number: self.notebook.answers[number] for number in admitted.questions}
            ),
            filename=self.filename,
            content=self.content,
        )
        upload, made = await receive(session, self.house.dispatcher, sent, self.at)
        return Answer(status=202, document=_stored(upload.id, made, admitted).document())

    async def _admit(self, session: Session, person_id: str) -> Admitted:
        questions = list(self.notebook.answers)
        if self.caller.teaches:  # who hands in for a student in need, or tries a question out
            return Admitted(questions=questions)
        return await admit(
            session, self.dates, course_id=self.course_id, person_id=person_id, questions=questions, at=self.at
        )

    async def _whose(self, session: Session) -> str:
        if self.student is None:
            if self.caller.person_id is None:
                raise Forbidden("Say whose work it is: `student` with the id by which the LMS knows them.")
            return self.caller.person_id
        if self.caller.role is Role.STUDENT:
            raise Forbidden("A student hands in their own work only: leave `student` out.")
        return await newcomers.student_of(
            session, self.course_id, self.student.id, name=self.student.name or "", now=now()
        )


def _stored(upload_id: str, made: list[Submission], admitted: Admitted) -> Stored:
    first = made[0]
    return Stored(
        upload=upload_id,
        student=first.person_id,
        at=first.submitted_at,
        questions={one.id: one.question for one in made},
        left={one.id: admitted.left[one.question] for one in made if one.question in admitted.left},
        spent=list(admitted.spent),
    )
