"""Who is in the course, what they send, and a worker's part played by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from app.queue.house import House
from app.store import courses, people, reports, submissions, tokens
from app.store.clock import now
from app.store.kinds import Counts, Role, SubmissionState
from app.store.reports import NewReport
from app.store.session import Session
from app.store.tables import Question

if TYPE_CHECKING:
    from fastapi import FastAPI

PACK = "pytorch-basics"
CODE = {"code": "import torch\nprint(torch.arange(5))"}
NINE = "/v1/courses/pytorch/questions/9/submissions"
NOTEBOOKS = "/v1/courses/pytorch/notebooks"
REPORT: dict[str, Any] = {
    "question": 9,
    "state": "graded",
    "score": 2.0,
    "max": 3.0,
    "checks": [
        {
            "name": "largest",
            "sentence": "The largest value is found.",
            "outcome": "failed",
            "points": 0.0,
            "max": 1.0,
            "message": "It is the smallest.",
            "message_id": "swapped",
            "message_params": {"expected": 31.0},
            "hint": "max and min",
            "where": {"line": 2, "column": 1, "code": "t.min()"},
        }
    ],
    "run": {"status": "finished", "stdout": "1 2 3"},
    "variations": {"made": 1, "held": 1, "varied": True},
    "seeds": None,
}


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A course in session."""

    app: FastAPI
    client: httpx.AsyncClient
    tokens: Mapping[str, str]
    ids: Mapping[str, str]  #: of people, courses and tokens, by their names

    @property
    def house(self) -> House:
        """What the application has opened."""
        house: House = self.app.state.house
        return house

    async def ask(self, who: str, method: str, path: str, **more: Any) -> httpx.Response:
        """Send a request with somebody's token."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} | more.pop("headers", {})
        return await self.client.request(method, path, headers=headers, **more)

    async def hand_in(self, who: str = "ada", path: str = NINE, **more: Any) -> str:
        """Hand something in; the id of its submission."""
        response = await self.ask(who, "POST", path, json=CODE, **more)
        assert response.status_code == 202, response.text
        found: str = response.json()["id"]
        return found

    async def grade(self, submission_id: str) -> None:
        """Store a report, as a worker does."""

        async def write(session: Session) -> bool:
            new = NewReport(submission_id=submission_id, state="graded", score=2.0, max=3.0, document=REPORT)
            return await reports.store(session, new, counts=Counts.BEST, now=now())

        assert await self.house.writer.write(write)

    async def move(self, submission_id: str, to: SubmissionState) -> None:
        """Bring it to a state."""
        assert await self.house.writer.write(lambda session: submissions.move(session, [submission_id], to, now()))

    async def until_listening(self) -> None:
        """Wait until a request waits for the bell."""
        async with asyncio.timeout(20):
            while not self.house.bell._listeners:  # noqa: ASYNC110 - nobody is told who begins to listen
                await asyncio.sleep(0.01)

    async def count(self) -> int:
        """How many submissions there are."""
        async with self.house.database.read() as session:
            return len(await submissions.page(session, limit=10_000))


@asynccontextmanager
async def open_scene(app: FastAPI) -> AsyncIterator[Scene]:
    """Fill the database, and talk to the application without a network."""
    texts: dict[str, str] = {}
    ids: dict[str, str] = {}

    async def fill(session: Session) -> None:
        course = await courses.add(session, name="pytorch", title="PyTorch", pack=PACK, now=now())
        other = await courses.add(session, name="other", title="Other", pack=PACK, now=now())
        ids.update(pytorch=course.id, other=other.id)
        await courses.write_questions(session, PACK, [_question(number) for number in (9, 14)])
        for name, role, where in (
            ("ada", Role.STUDENT, course),
            ("ben", Role.STUDENT, course),
            ("teacher", Role.INSTRUCTOR, course),
            ("elsewhere", Role.INSTRUCTOR, other),
        ):
            person = await people.add(session, name=name, now=now())
            await people.join(session, course_id=where.id, person_id=person.id, role=role, now=now())
            token, texts[name] = await tokens.make(
                session, role=role, name=name, now=now(), person_id=person.id, course_id=where.id
            )
            ids[name], ids[f"token of {name}"] = person.id, token.id
        _, texts["lms"] = await tokens.make(session, role=Role.LMS, name="lms", now=now(), course_id=course.id)
        _, texts["admin"] = await tokens.make(session, role=Role.ADMIN, name="admin", now=now())

    async with app.state.house.database.write() as session:
        await fill(session)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://allclose") as client:
        yield Scene(app=app, client=client, tokens=texts, ids=ids)


def _question(number: int) -> Question:
    return Question(
        pack=PACK,
        number=number,
        version="1",
        title=f"Question {number}",
        task="Do it.",
        starter="import torch",
        max=3.0,
        checks={"checks": [{"name": "largest", "sentence": "The largest value is found.", "max": 1.0}]},
        loaded_at=now(),
    )


def problem(response: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    """The document of a problem, with everything that one must have."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = response.json()
    assert document["type"] == f"urn:allclose:problem:{kind}"
    assert document["status"] == status
    assert document["title"]
    assert "Traceback" not in document["detail"]
    return document
