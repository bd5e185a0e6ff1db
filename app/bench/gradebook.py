"""What grade reports cost, and how that grows: a course filled at once, asked through the real application."""

from __future__ import annotations

import asyncio
import gc
import os
import random
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.bench.figures import load, spread
from app.settings import Settings
from app.store import courses, filling, migrate, tokens
from app.store.clock import now
from app.store.filling import Filled
from app.store.kinds import Role
from app.store.session import Session
from app.store.tables import Course, Question

if TYPE_CHECKING:
    import httpx
    from fastapi import FastAPI

PACK, COURSE = "bench", "bench"
POINTS = 3.0
CHECKS = ("shape", "largest", "mean", "printed")
MISTAKES = ("swapped", "wrong_axis", "not_called", "off_by_one", "wrong_dtype")
CODE = "import torch\n\n" + "t = torch.arange(12.0).reshape(3, 4)\nprint(t.max(dim=1), t.min(), t.mean())\n" * 12
SPACE = "x" * 1500  #: of output, so that a document is as long as most are
DAYS = 14
LARGE_ENOUGH_MS = 150.0  #: what the 95th percentile has to stay below
PLACE_OF = "/v1/courses/" + COURSE


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large a course is."""

    students: int
    questions: int
    attempts: int

    @property
    def submissions(self) -> int:
        """Everybody makes all attempts at all questions."""
        return self.students * self.questions * self.attempts


def measure(size: Size, *, rounds: int, database: str = "") -> dict[str, Any]:
    """Measure at this size and at the smallest one; `database` is an empty one to use, else a file is made."""
    small = asyncio.run(_measured(Size(students=1, questions=1, attempts=1), rounds, ""))
    large = asyncio.run(_measured(size, rounds, database))
    return {
        "students": size.students,
        "questions": size.questions,
        "attempts": size.attempts,
        "submissions": size.submissions,
        "filled_s": large["filled_s"],
        "reports": {name: row | {"small_p50": small["reports"][name]["p50"]} for name, row in large["reports"].items()},
        "limit_ms": LARGE_ENOUGH_MS,
        "ok": not too_slow(large["reports"]),
        "database": "sqlite" if not database else database.partition(":")[0],
        "load": load(),
        "cores": os.cpu_count(),
    }


def too_slow(reports: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Name the reports whose 95th percentile is not below the limit."""
    return [name for name, row in reports.items() if row["p95"] >= LARGE_ENOUGH_MS]


async def _measured(size: Size, rounds: int, database: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="allclose-bench-") as place:
        began = time.perf_counter()
        async with _served(Path(place), database) as app:
            token = await _fill(app, size)
            await filling.settle(app.state.house.database)
            filled_s = round(time.perf_counter() - began, 2)
            return {"filled_s": filled_s, "reports": await _ask(app, token, size, rounds)}


@asynccontextmanager
async def _served(place: Path, database: str) -> AsyncIterator[FastAPI]:
    from app.main import keep_what_is_loaded
    from app.web.app import build

    settings = Settings(data=place, database=database or f"sqlite:///{place / 'bench.db'}", rate_per_minute=10_000_000)
    await migrate.upgrade(settings.database_url)
    app = build(settings)
    async with app.router.lifespan_context(app):
        keep_what_is_loaded()  # as the process does that serves
        try:
            yield app
        finally:
            gc.unfreeze()


async def _ask(app: FastAPI, token: str, size: Size, rounds: int) -> dict[str, Mapping[str, float]]:
    """Ask each report so many times, in turns, so that what else the machine does meets all of them alike."""
    import httpx

    samples: dict[str, list[float]] = {name: [] for name in ADDRESSES}
    cpu: dict[str, list[float]] = {name: [] for name in ADDRESSES}
    chance = random.Random(1)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app),
        base_url="http://allclose",
        headers={"Authorization": f"Bearer {token}"},
        timeout=120,
    ) as client:
        for _ in range(rounds):
            for name, address in ADDRESSES.items():
                took, of_cpu = await _timed(client, address(chance.randint(1, size.questions)))
                samples[name].append(took)
                cpu[name].append(of_cpu)
    return {name: spread(those) | {"cpu_p50": spread(cpu[name])["p50"]} for name, those in samples.items()}


async def _timed(client: httpx.AsyncClient, address: str) -> tuple[float, float]:
    """Seconds on the clock and of CPU: on a machine that does other things the second says more."""
    began, began_cpu = time.perf_counter(), time.process_time()
    response = await client.get(address)
    took = time.perf_counter() - began, time.process_time() - began_cpu
    response.raise_for_status()
    return took


#: What is asked for, of some question.
ADDRESSES: Mapping[str, Callable[[int], str]] = {
    "gradebook, a page": lambda _: f"{PLACE_OF}/gradebook",
    "gradebook, searched": lambda n: f"{PLACE_OF}/gradebook?search=student+{n}",
    "gradebook, a file": lambda _: f"{PLACE_OF}/gradebook.csv?shape=canvas",
    "statistics, course": lambda _: f"{PLACE_OF}/statistics",
    "statistics, counted": lambda _: f"{PLACE_OF}/statistics?of=counted",
    "statistics, question": lambda n: f"{PLACE_OF}/questions/{n}/statistics",
    "failures": lambda n: f"{PLACE_OF}/questions/{n}/failures",
    "attention": lambda _: f"{PLACE_OF}/attention",
    "submissions, newest": lambda _: "/v1/submissions",
    "submissions, question": lambda n: f"/v1/submissions?question={n}",
    "submissions, graded": lambda n: f"/v1/submissions?question={n}&state=graded",
    "people": lambda _: f"{PLACE_OF}/people",
}


async def _fill(app: FastAPI, size: Size) -> str:
    """Open the course and fill it; a token of its instructor."""

    async def write(session: Session) -> str:
        start = now() - timedelta(days=DAYS)
        course = await courses.add(session, name=COURSE, title="Bench", pack=PACK, now=start)
        await courses.write_questions(session, PACK, [_question(n, start) for n in range(1, size.questions + 1)])
        await courses.change_settings(session, course.id, opens_at=start)
        await _attempts(session, course, size, start)
        _, token = await tokens.make(
            session, role=Role.INSTRUCTOR, name="bench", now=now(), course_id=course.id, person_id=None
        )
        return token

    async with app.state.house.database.write() as session:
        return await write(session)


async def _attempts(session: Session, course: Course, size: Size, start: datetime) -> None:
    chance = random.Random(0)
    names = [f"Student {n:05}" for n in range(size.students)]
    students = await filling.enrol(session, course, names, start)
    able = [chance.gauss(0, 1) for _ in students]
    hard = [chance.gauss(0, 1) for _ in range(size.questions)]
    moments = sorted(chance.random() * DAYS for _ in range(size.submissions))
    made: list[Filled] = []
    for number in range(1, size.attempts + 1):
        for question in range(1, size.questions + 1):
            for student in range(size.students):
                skill = able[student] - hard[question - 1] + number / 2
                passed = [chance.random() < 1 / (1 + 2.7 ** -(skill + chance.gauss(0, 0.5))) for _ in CHECKS]
                wrong = "" if all(passed) else chance.choice(MISTAKES)
                made.append(
                    Filled(
                        student=student,
                        question=question,
                        number=number,
                        at=start + timedelta(days=moments[len(made)]),
                        score=POINTS * sum(passed) / len(passed),
                        max=POINTS,
                        code=CODE,
                        document=_document(passed, wrong, stopped=chance.random() < 0.1),  # noqa: PLR2004 - one in ten
                    )
                )
    await filling.fill(session, course, students, made)


def _document(passed: list[bool], wrong: str, *, stopped: bool) -> dict[str, Any]:
    error = {"type": "RuntimeError", "message": "shapes (3,4) and (3,) differ", "explanation": SPACE[:200], "line": 3}
    return {
        "state": "graded",
        "score": POINTS * sum(passed) / len(passed),
        "max": POINTS,
        "checks": [
            {
                "name": name,
                "sentence": "What is asked for is there, and what it says is right.",
                "outcome": "passed" if right else "failed",
                "points": POINTS / len(CHECKS) if right else 0.0,
                "max": POINTS / len(CHECKS),
                "message": "" if right else "It is not what the task asks for: the other axis was reduced.",
                "message_id": "" if right else wrong,
                "hint": "" if right else "Look at `dim`.",
                "where": None if right else {"line": 3, "column": 1, "code": "t.max(dim=1)", "cell": 1},
            }
            for name, right in zip(CHECKS, passed, strict=True)
        ],
        "run": {"status": "finished", "stdout": SPACE, "error": error if stopped and wrong else None},
    }


def _question(number: int, at: datetime) -> Question:
    checks = [{"name": name, "sentence": name, "max": POINTS / len(CHECKS)} for name in CHECKS]
    return Question(
        pack=PACK,
        number=number,
        version="1",
        title=f"Question {number}",
        task=SPACE,
        starter="import torch",
        max=POINTS,
        checks={"checks": checks},
        loaded_at=at,
    )
