"""A tour for integrators: an LMS is registered, hands a few answers in, and shows what it is told of them."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.demo.api import Api
from app.demo.faults import Weather
from app.demo.lms import Arrived, Lms
from app.demo.office import Office
from app.demo.signatures import CHECKS
from app.demo.students import Students
from app.demo.work import WORKS

USERS = ("lms-ada", "lms-grace")
HANDED_IN = tuple(zip(USERS * 2, WORKS[:4], strict=True))
WITHIN_S = 120.0
LOOK_S = 0.1
PATIENCE_S = 10.0  #: with a service that does not answer


@dataclass(frozen=True, kw_only=True)
class Way:
    """Where the service is, and where it reaches us."""

    url: str
    token: str  #: an instructor's
    course: str = "pytorch"
    host: str = "127.0.0.1"
    port: int = 0
    public: str = ""  #: how the service reaches us, where that is not the address we listen on


async def tour(way: Way, journal: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Show all of it once (NotDone for what the service refuses)."""
    seen: list[Arrived] = []

    def told(one: Arrived) -> None:
        seen.append(one)
        say(_line(one))

    lms = Lms(journal, Weather(0, stormy=False), told=told, host=way.host, port=way.port, public=way.public)
    api = Api(way.url, way.token, patience_s=PATIENCE_S)
    office = Office(api, random.Random(0), course=way.course)  # noqa: S311 - nothing here is a secret
    await lms.open()
    say(f"The service is at {way.url}, the LMS listens at {lms.url}.")
    try:
        await office.connect(lms)
        say(f"It is registered as {office.endpoint}; its secret, shown once, is {lms.secrets[-1]}")
        await office.ping()
        submissions = await _hand_in(api, way.course, say)
        complete = await _heard(seen, submissions)
        await office.disconnect()
    finally:
        await lms.close()
        await api.close()
    say("The gradebook:" if complete else f"Not all of it was told within {WITHIN_S:g} s. The gradebook:")
    marks = [
        {"user": lms.book.users.get(student, student), "question": question, "score": mark.score, "max": mark.max}
        for (student, question), mark in sorted(lms.book.marks.items())
    ]
    for mark in marks:
        say(f"  {mark['user']:<10} Q{mark['question']:<3} {mark['score']:g} of {mark['max']:g}")
    notices = [{"type": one.notice["type"], "id": one.message, "taken": one.taken.value} for one in seen]
    return {"complete": complete, "verified_by": list(CHECKS), "notices": notices, "gradebook": marks}


async def _hand_in(api: Api, course: str, say: Callable[[str], None]) -> list[str]:
    students = Students(lms=api, users=0, draw=random.Random(0), course=course)  # noqa: S311 - as above
    for user, work in HANDED_IN:
        submission = await students.with_token(user, work)
        say(f"Handed in for {user}, question {work.question}: {submission}")
    return list(students.accepted)


async def _heard(seen: list[Arrived], submissions: list[str]) -> bool:
    """Wait until all that was handed in has been told of, and the ping has come."""
    until = time.monotonic() + WITHIN_S
    while time.monotonic() < until:
        told = {one.notice["data"].get("submission") for one in seen if one.notice["type"] == "submission.graded"}
        if told >= set(submissions) and any(one.notice["type"] == "ping" for one in seen):
            return True
        await asyncio.sleep(LOOK_S)
    return False


def _line(one: Arrived) -> str:
    data = one.notice["data"]
    mark = f"  {data['score']:g} of {data['max']:g}" if data.get("score") is not None else ""
    about = f"  {data['lms']['user']} Q{data['question']} no. {data['sequence']}{mark}" if "question" in data else ""
    return f"  told: {one.notice['type']:<20} {one.message}  {one.taken.value}{about}"
