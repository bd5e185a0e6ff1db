"""A storm: everything fails that can fail between a service and an LMS, and the two gradebooks agree in the end.

The LMS is the one of `app.demo`: it knows of the service what is on the wire. Students hand in through it, its answers
are faults as often as not, web and worker are killed on the way, marks are changed by hand and by a regrade meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from app.bench import books, victims
from app.bench.figures import load
from app.bench.service import Service, running
from app.bench.slips import slip
from app.demo.api import Api
from app.demo.faults import Fault, Weather
from app.demo.gradebook import Taken
from app.demo.lms import Lms
from app.demo.office import Office
from app.demo.signatures import CHECKS
from app.demo.students import Students
from app.store.engine import Database, connect

AT_ONCE = 8  #: students who hand in at a time
LOOK_S = 0.5
GIVE_UP_S = 300.0  #: after all is handed in and nothing has moved for so long
ROLES = ("web", "worker")
#: What the operator of a service allows, so that it tells things to this very machine.
ALLOWED = {"WEBHOOKS_ALLOW": "127.0.0.1", "WEBHOOKS_HTTP": "true"}
PACE = {"WEBHOOKS_PACE": "0.002"}  #: ten tries, not in three days but in ten minutes


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The size of a storm."""

    grades: int
    kills: int
    seed: int = 0


class Storm:
    """One storm over one service and one LMS."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that takes part in it
        self, service: Service, database: Database, lms: Lms, students: Students, office: Office, wanted: Wanted
    ) -> None:
        self._service, self._database, self._lms, self._wanted = service, database, lms, wanted
        self._students, self._office = students, office
        self._draw = random.Random(wanted.seed + 1)
        self.killed: Counter[str] = Counter()
        self.slips: list[str] = []

    async def blow(self) -> None:
        """Until all is handed in, killed and changed."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._kill())
            group.create_task(self._meddle())
            for _ in range(AT_ONCE):
                group.create_task(self._hand_in())

    async def _hand_in(self) -> None:
        while self._students.started < self._wanted.grades:
            await self._students.hand_in()

    async def _until(self, share: float) -> None:
        """Wait until so much of it is handed in."""
        while len(self._students.accepted) < share * self._wanted.grades:  # noqa: ASYNC110 - a load is watched
            await asyncio.sleep(0.02)

    async def _kill(self) -> None:
        """Kill web and worker in turn, the last of them when all is handed in and much is still to be told."""
        for number in range(self._wanted.kills):
            await self._until(min(1.0, (number + self._draw.random()) / max(1, self._wanted.kills - 1)))
            await asyncio.sleep(self._draw.uniform(0.0, 0.3))
            await self._kill_one(ROLES[number % len(ROLES)])

    async def _kill_one(self, role: str) -> None:
        while True:
            for one in await asyncio.to_thread(lambda: victims.find(self._service.process.pid)[role]):
                try:
                    os.kill(one.pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
                self.killed[role] += 1
                return
            await asyncio.sleep(0.05)  # it was killed before, and is not there again yet

    async def _meddle(self) -> None:
        """Do to marks, secrets and the LMS whatever is done to them in a term."""
        for share, deed in self._deeds():
            await self._until(share)
            await deed()

    def _deeds(self) -> list[tuple[float, Callable[[], Awaitable[object]]]]:
        office, lms = self._office, self._lms
        return [
            (0.05, office.ping),
            (0.15, self._override),
            (0.20, lambda: lms.restart(0.5)),
            (0.30, lambda: office.rotate(lms)),
            (0.35, lambda: office.rule(counts="last")),
            (0.40, self._gone),
            (0.45, lambda: office.rule(held=True)),
            (0.48, self._slip),
            (0.50, office.regrade),
            (0.60, self._override),
            (0.65, office.release),
            (0.70, lambda: lms.restart(1.0)),
            (0.75, office.roll_back),
            (0.80, lambda: office.replay(20)),
            (0.85, lambda: office.rule(counts="best")),
            (0.95, self._override),
            (1.00, self._put_right),
        ]

    async def _override(self) -> None:
        graded = list(self._students.accepted)
        await self._office.override(self._draw.sample(graded, min(len(graded), 2 + self._wanted.grades // 50)))

    async def _slip(self) -> None:
        """Some marks are wrong, as a version of the graders with a mistake in it would have given them."""
        self.slips += await slip(self._service, list(self._students.accepted)[::4])

    async def _put_right(self) -> None:
        """Judge everything anew that was ever handed in, once all of it has been graded."""
        while await books.left(self._database, "cpu"):  # noqa: ASYNC110 - a queue is looked at
            await asyncio.sleep(LOOK_S)
        await self._office.regrade("all")

    async def _gone(self) -> None:
        """The LMS says that it is gone for good; some grades later somebody finds that it is not."""
        self._lms.weather.once.append(Fault.GONE)
        while not await self._office.disabled():  # noqa: ASYNC110 - a service is asked, it does not announce
            await asyncio.sleep(LOOK_S)
        await self._until(min(1.0, len(self._students.accepted) / self._wanted.grades + 0.03))
        await self._office.enable()

    async def settle(self) -> bool:
        """Wait until everything is graded and told; False if it stands still for too long."""
        last, since = None, time.monotonic()
        while time.monotonic() - since < GIVE_UP_S:
            left = await books.left(self._database)
            if not left:
                return True
            if left != last:
                last, since = left, time.monotonic()
            await asyncio.sleep(LOOK_S)
        return False


@asynccontextmanager
async def _parties(service: Service, wanted: Wanted) -> AsyncIterator[tuple[Lms, Students, Office]]:
    """An LMS that is registered, its students, and the office of the course."""
    draw = random.Random(wanted.seed)
    url = f"http://127.0.0.1:{service.port}"
    lms = Lms(service.data / "lms.journal", Weather(wanted.seed))
    teacher, token, nobody = Api(url, service.teacher), Api(url, service.lms_token()), Api(url, "")
    office = Office(teacher, draw)
    await lms.open()
    try:
        await office.connect(lms)
        hooks = await office.open_hooks(nobody)
        users = max(4, wanted.grades // 4)
        yield lms, Students(lms=token, hooks=hooks, users=users, draw=draw), office
    finally:
        await lms.close()
        for api in (teacher, token, nobody):
            await api.close()


async def _blow(service: Service, wanted: Wanted) -> dict[str, Any]:
    database = connect(service.database_url)
    try:
        async with _parties(service, wanted) as (lms, students, office):
            storm = Storm(service, database, lms, students, office, wanted)
            await storm.blow()
            settled = await storm.settle()
            compared = await books.examine(database, "pytorch", lms.book, students.accepted)
            tried = await books.retries(database, office.endpoint)
    finally:
        await database.close()
    contradictory = len(compared.contradictory) + lms.taken[Taken.CONTRADICTS] + len(compared.strangers)
    return {
        "equal": settled and compared.equal and not contradictory and (not lms.refused or bool(office.secrets_lost)),
        "settled": settled,
        "submissions": len(students.accepted),
        "by_signed_message": dict(students.by_hook),
        "states": dict(compared.states),
        "marks": compared.marks,
        "missing": len(compared.missing),
        "contradictory": contradictory,
        "lost": len(compared.lost),
        "doubled": len(compared.doubled),
        "misjudged": len(compared.misjudged),
        "notices": {kind.value: lms.taken[kind] for kind in Taken},
        "duplicates_seen": lms.taken[Taken.AGAIN],
        "faults": {fault.value: count for fault, count in lms.met.most_common() if fault is not Fault.NONE},
        "retries": dict(tried),
        "refused": dict(lms.refused),
        "verified_by": list(CHECKS),
        "restarts": lms.restarts,
        "kills": dict(storm.killed),
        "done": dict(office.done) | {"marks given wrongly": len(storm.slips)},
        "sent_again": office.api.sent_again + students.lms.sent_again,
    }


def run(wanted: Wanted) -> dict[str, Any]:
    """Start a service and an LMS, let the storm loose, and hold the two gradebooks against each other."""
    began = time.monotonic()
    with running(0, settings=ALLOWED | PACE) as service:
        found = asyncio.run(_blow(service, wanted))
        log = (service.data / "log").read_text(encoding="utf-8")
    return found | {
        "tracebacks": log.count("Traceback"),
        "seconds": round(time.monotonic() - began, 1),
        "load": load(),
    }
