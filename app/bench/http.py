"""What the whole service does over HTTP: one client that waits, as many as it can take, and a burst."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from app.bench import record, victims
from app.bench.asking import Line
from app.bench.figures import load, spread
from app.bench.service import COURSE, Service, running
from app.bench.settled import settle
from app.sandbox.box import Limits, Program
from app.sandbox.client import BrokerBox
from graders.plan import Plan

STUDENTS = 20
AT_ONCE = 12  #: clients of the sustained load
CONNECTIONS = 64  #: of the burst
WAIT = {"Prefer": "wait=60"}
OK, ACCEPTED = 200, 202


@dataclass(frozen=True, kw_only=True)
class Work:
    """What is handed in."""

    question: int
    code: str

    @property
    def path(self) -> str:
        """Where it is handed in."""
        return f"{COURSE}/questions/{self.question}/submissions"

    @property
    def body(self) -> bytes:
        """What is sent."""
        return json.dumps({"code": self.code}).encode()


#: Run once, for its task is an exception; and run twice, the second time on other numbers.
PLAIN = Work(question=14, code="import torch\ntorch.tensor([1.0]).sum().backward()")
VARIED = Work(
    question=9, code="import torch\nt = torch.tensor([4., 7., 9., 2., 5.])\nprint(t.max(), t.min(), t.mean())"
)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How much is measured."""

    rounds: int
    sustained_s: float
    burst_s: float
    burst_per_s: int


class Bench:
    """One service and what it has accepted."""

    def __init__(self, service: Service, wanted: Wanted) -> None:
        self.service, self.wanted = service, wanted
        self.accepted: list[str] = []
        self._turn = 0

    async def measure(self, box: BrokerBox) -> dict[str, Any]:
        """All rows."""
        one = await self._one_client(box)
        sustained = {"plain": await self._sustained(PLAIN), "varied": await self._sustained(VARIED)}
        return {"one_client": one, "sustained": sustained, "burst": await self._burst()}

    async def _one_client(self, box: BrokerBox) -> dict[str, Any]:
        """POST with `Prefer: wait`, in turns with a trivial job straight through a box."""
        line = self.service.line()
        took: dict[str, list[float]] = {"plain": [], "varied": [], "box": []}
        for turn in range(self.wanted.rounds + 2):
            for name, work in (("plain", PLAIN), ("varied", VARIED)):
                began = time.perf_counter()
                await self._graded(line, work)
                took[name].append(time.perf_counter() - began)
            await asyncio.to_thread(settle, box)
            began = time.perf_counter()
            await asyncio.to_thread(box.run, Program.of("import torch\nx = torch.ones(2) * 2"), Plan(), Limits())
            took["box"].append(time.perf_counter() - began)
            if turn == 1:
                took = {name: [] for name in took}  # what comes first warms what a service in use has warm
        line.close()
        return {f"{name}_ms": spread(samples) for name, samples in took.items()}

    async def _sustained(self, work: Work) -> dict[str, Any]:
        """Each client hands in the next as soon as it has the report of the one before."""
        until = time.perf_counter() + self.wanted.sustained_s
        took: list[float] = []

        async def client() -> None:
            line = self.service.line()
            while (began := time.perf_counter()) < until:
                await self._graded(line, work)
                took.append(time.perf_counter() - began)
            line.close()

        before = victims.cpu_s(self.service.process.pid)
        share = await _share(lambda: _together(client() for _ in range(AT_ONCE)))
        used = victims.cpu_s(self.service.process.pid) - before
        return {
            "graded": len(took),
            "service_cpu_ms": round(used / len(took) * 1000, 1),  # of one submission; a busy machine changes it least
            "graded_per_s": round(len(took) / share.wall_s, 1),
            "report_ms": spread(took),
            "generator_cpu": share.cpu,
            "load": load(),
        }

    async def _burst(self) -> dict[str, Any]:
        """Offered at a fixed rate, whatever becomes of it; timed from when each was due."""
        count = round(self.wanted.burst_per_s * self.wanted.burst_s)
        due = asyncio.Queue[float]()
        took: list[float] = []
        refused = 0
        began = time.perf_counter()
        for n in range(count):
            due.put_nowait(began + n / self.wanted.burst_per_s)

        async def client() -> None:
            nonlocal refused
            line = self.service.line()
            while not due.empty():
                at = due.get_nowait()
                await asyncio.sleep(max(0.0, at - time.perf_counter()))
                heard = await line.ask("POST", PLAIN.path, self._student(), body=PLAIN.body)
                took.append(time.perf_counter() - at)
                if heard.status == ACCEPTED:
                    self.accepted.append(heard.document["id"])
                else:
                    refused += 1
            line.close()

        share = await _share(lambda: _together(client() for _ in range(CONNECTIONS)))
        taken = time.perf_counter()
        await self._drained()
        drained_s = time.perf_counter() - taken
        return {
            "offered": count,
            "offered_per_s": self.wanted.burst_per_s,
            "refused": refused,
            "accepted_per_s": round((count - refused) / share.wall_s, 1),
            "accept_ms": spread(took),
            "generator_cpu": share.cpu,
            "drained_s": round(drained_s, 1),
            "graded_per_s": round((count - refused) / (share.wall_s + drained_s), 1),
            "load": load(),
        }

    async def _graded(self, line: Line, work: Work) -> None:
        heard = await line.ask("POST", work.path, self._student(), body=work.body, headers=WAIT)
        document = heard.document
        self.accepted.append(document["id"])
        if heard.status != OK or document["score"] != document["max"]:
            raise RuntimeError(f"question {work.question} was answered {heard.status}: {heard.body[:300]!r}")

    async def _drained(self) -> None:
        line = self.service.line()
        for state in ("queued", "running"):
            while True:
                heard = await line.ask("GET", f"/v1/submissions?limit=1&state={state}", self.service.teacher)
                if not heard.document["items"]:
                    break
                await asyncio.sleep(0.5)
        line.close()

    def _student(self) -> str:
        self._turn += 1
        return self.service.students[self._turn % len(self.service.students)]


@dataclass(frozen=True, kw_only=True)
class Share:
    """How long something took, and how much of this machine's CPU time went to this process."""

    wall_s: float
    cpu: float


async def _share(deed: Callable[[], Coroutine[Any, Any, None]]) -> Share:
    before, began = _cpu_s(), time.perf_counter()
    await deed()
    wall_s = time.perf_counter() - began
    return Share(wall_s=wall_s, cpu=round((_cpu_s() - before) / wall_s / (os.cpu_count() or 1), 3))


async def _together(deeds: Any) -> None:  # noqa: ANN401 - coroutines, made one by one
    await asyncio.gather(*deeds)


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measure(box: BrokerBox, wanted: Wanted) -> dict[str, Any]:
    """The HTTP rows, and what the record says afterwards."""
    with running(STUDENTS) as service:
        bench = Bench(service, wanted)
        rows = asyncio.run(bench.measure(box))
        found = record.examine(service, bench.accepted)
    return {
        "submissions": len(bench.accepted),
        "accepted_per_s": rows["burst"]["accepted_per_s"],
        "graded_per_s": rows["sustained"]["plain"]["graded_per_s"],
        "accept_ms": rows["burst"]["accept_ms"],
        "report_ms": rows["one_client"]["plain_ms"],
        "lost": len(found.lost),
        "duplicated": len(found.duplicated),
        **rows,
        "cores": os.cpu_count(),
        "load": load(),
    }
