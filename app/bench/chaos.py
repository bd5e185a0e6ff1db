"""Killing any part of the service at random moments while students hand in: nothing may be lost or graded twice.

A student whose request breaks off sends it again under the same Idempotency-Key, as the client does, and then waits for
the report.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from typing import Any

from app.bench import record, victims
from app.bench.asking import LOST, Line
from app.bench.figures import load
from app.bench.http import ACCEPTED, OK, PLAIN, VARIED, Work
from app.bench.service import Service, running
from app.bench.victims import Process

STUDENTS = 8
AGAIN_S = 0.2
GIVE_UP_S = 600.0  #: after the last kill; what is not graded then is lost
SETTLED = {"graded", "ungraded", "withdrawn"}


class Chaos:
    """One run."""

    def __init__(self, service: Service, *, kills: int, submissions: int, seed: int) -> None:
        self._service = service
        self._kills, self._submissions = kills, submissions
        self._draw = random.Random(seed)
        self.started = 0
        self.accepted: list[str] = []
        self.sent_again = 0
        self.killed: Counter[str] = Counter()
        self.seen: set[Process] = set()
        self.last_kill = self.last_graded = 0.0
        self.given_up = 0

    async def run(self) -> None:
        """Until all kills are done and all that was handed in is graded."""
        killing = asyncio.create_task(self._kill())
        await asyncio.gather(killing, *(self._student(token, killing) for token in self._service.students))

    async def _kill(self) -> None:
        """Spread the kills over the load."""
        for number in range(self._kills):
            due = (number + self._draw.random()) * self._submissions / self._kills
            while self.started < due:  # noqa: ASYNC110 - a load is watched, not announced
                await asyncio.sleep(0.01)
            await asyncio.sleep(self._draw.uniform(0.0, 0.1))
            role, victim = await asyncio.to_thread(self._kill_one)
            self.killed[role] += 1
            self.seen.add(victim)
            self.last_kill = time.monotonic()

    def _kill_one(self) -> tuple[str, Process]:
        while (found := victims.kill_one(self._service.process.pid, self._draw)) is None:
            time.sleep(0.05)  # it was killed before, and is not there again yet
        return found

    async def _student(self, token: str, killing: asyncio.Task[None]) -> None:
        line = self._service.line()
        while self.started < self._submissions or not killing.done():
            self.started += 1
            work = PLAIN if self.started % 3 else VARIED
            submission = await self._hand_in(line, token, work, f"chaos-{self.started}")
            self.accepted.append(submission)
            await self._follow(line, token, submission, killing)
        line.close()

    async def _hand_in(self, line: Line, token: str, work: Work, key: str) -> str:
        """Send it until it is accepted."""
        while True:
            headers = {"Idempotency-Key": key, "Prefer": "wait=20"}
            try:
                heard = await line.ask("POST", work.path, token, body=work.body, headers=headers)
                if heard.status in {OK, ACCEPTED}:
                    return str(heard.document["id"])
            except LOST:
                pass
            self.sent_again += 1
            await asyncio.sleep(AGAIN_S)

    async def _follow(self, line: Line, token: str, submission: str, killing: asyncio.Task[None]) -> None:
        """Ask for it until it is settled."""
        while not (killing.done() and time.monotonic() - self.last_kill > GIVE_UP_S):
            try:
                heard = await line.ask("GET", f"/v1/submissions/{submission}", token)
                if heard.status == OK and heard.document["state"] in SETTLED:
                    self.last_graded = time.monotonic()
                    return
            except LOST:
                pass
            await asyncio.sleep(AGAIN_S)
        self.given_up += 1


def run(*, kills: int, submissions: int, seed: int = 0) -> dict[str, Any]:
    """Send so many SIGKILLs under so many submissions, and say what the record holds afterwards."""
    began = time.monotonic()
    with running(STUDENTS) as service:
        chaos = Chaos(service, kills=kills, submissions=submissions, seed=seed)
        asyncio.run(chaos.run())
        found = record.examine(service, chaos.accepted)
        here = victims.find(service.process.pid)
        chaos.seen.update(process for role in here.values() for process in role)
        log = (service.data / "log").read_text(encoding="utf-8")
    left = sum(victims.lives(process) for process in chaos.seen)
    return {
        "kills": dict(chaos.killed),
        "submissions": len(chaos.accepted),
        "sent_again": chaos.sent_again,
        "stored": found.stored,
        "states": dict(found.states),
        "lost": len(found.lost) + chaos.given_up,
        "duplicated": len(found.duplicated),
        "all_graded_after_last_kill_s": round(max(0.0, chaos.last_graded - chaos.last_kill), 1),
        "processes_left": left,
        "tracebacks": log.count("Traceback"),
        "seconds": round(time.monotonic() - began, 1),
        "load": load(),
    }
