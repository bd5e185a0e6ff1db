"""One job on its way through one room: which cell it is in, what it may still use, and how it ended."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from app.sandbox import wire
from app.sandbox.broker.loop import Moment
from app.sandbox.ending import Ending

CORES = os.cpu_count() or 1
SHORTEST_LOOK, LONGEST_LOOK = 0.01, 1.0  # seconds between two looks at a room's CPU clock


def no_room(why: str) -> wire.Frame:
    """The answer to a job that could not be run, with the reason for the operator."""
    text = json.dumps({"ending": Ending.NO_ROOM, "why": why, "frames": 0}).encode()
    return wire.Frame(kind=wire.Kind.ANSWER, text=text)


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What a run may use, and the size of what it may say."""

    cell_cpu_s: float
    cell_wall_s: float
    run_cpu_s: float
    run_wall_s: float
    result: int


@dataclass(frozen=True, kw_only=True)
class RoomSize:
    """The limits that a room is built with, in bytes and counts."""

    memory: int
    threads: int
    files: int
    scratch: int
    inodes: int
    stdout: int

    @staticmethod
    def unpack(text: str) -> RoomSize:
        """From JSON."""
        return RoomSize(**json.loads(text))


@dataclass(kw_only=True, eq=False)
class Job:
    """A worker's order, and how far it has come. `answer` sends the end to the worker; it works once."""

    bounds: Bounds
    size: RoomSize
    cells: int
    program: wire.Frame
    calls: dict[int, wire.Frame]
    answer: Callable[[wire.Frame], None]
    patience: Moment | None = None  #: when it will have waited too long for a room
    cell: int = -1
    finished: int = -1
    begun: float = 0.0
    cell_begun: float = 0.0
    cpu_at_start: float = 0.0
    cpu_at_cell: float = 0.0
    facts: bool = False
    answers_due: int | None = None

    @staticmethod
    def read(frame: wire.Frame, answer: Callable[[wire.Frame], None]) -> Job:
        """Take a worker's JOB frame apart. Workers are trusted: what is wrong in it is a bug and raises."""
        orders = json.loads(frame.text)
        program, *calls = wire.split(frame.blob)
        return Job(
            bounds=Bounds(**orders["bounds"]),
            size=RoomSize(**orders["room"]),
            cells=orders["cells"],
            program=program,
            calls={call.cell: call for call in calls},
            answer=answer,
        )

    def begin(self, cpu: float) -> None:
        """The program goes in now; the room has used `cpu` seconds to get ready."""
        self.begun = self.cell_begun = time.monotonic()
        self.cpu_at_start = self.cpu_at_cell = cpu

    def hear(self, frame: wire.Frame, cpu: Callable[[], float]) -> wire.Frame | Ending | None:
        """Follow the order that `wire` tells. Returns what to send into the room, or how the run ended, or nothing."""
        match frame.kind:
            case wire.Kind.FACTS if not self.facts:
                self.facts = True
            case wire.Kind.STARTED if self._may_start(frame.cell):
                self.cell = frame.cell
                self.cell_begun, self.cpu_at_cell = time.monotonic(), cpu()
            case wire.Kind.FINISHED if frame.cell == self.cell == self.finished + 1:
                self.finished = frame.cell
                if frame.cell in self.calls:
                    self.answers_due = frame.cell
                    return self.calls[frame.cell]
            case wire.Kind.ANSWERS if frame.cell == self.answers_due:
                self.answers_due = None
            case wire.Kind.END if self.facts and self.finished == self.cells - 1 and self.answers_due is None:
                return Ending.ENDED
            case _:
                return Ending.GARBAGE
        return None

    def over(self, cpu: float) -> Ending | None:
        """Which limit is met, if any."""
        now = time.monotonic()
        used = (
            (Ending.CELL_CPU, cpu - self.cpu_at_cell, self.bounds.cell_cpu_s),
            (Ending.RUN_CPU, cpu - self.cpu_at_start, self.bounds.run_cpu_s),
            (Ending.CELL_WALL, now - self.cell_begun, self.bounds.cell_wall_s),
            (Ending.RUN_WALL, now - self.begun, self.bounds.run_wall_s),
        )
        return next((ending for ending, taken, most in used if taken >= most), None)

    def next_look(self, cpu: float) -> float:
        """Seconds until a limit can be met at the earliest: CPU time runs at most as fast as there are cores."""
        now = time.monotonic()
        left_cpu = min(
            self.bounds.cell_cpu_s - (cpu - self.cpu_at_cell), self.bounds.run_cpu_s - (cpu - self.cpu_at_start)
        )
        left_wall = min(self.bounds.cell_wall_s - (now - self.cell_begun), self.bounds.run_wall_s - (now - self.begun))
        return max(SHORTEST_LOOK, min(LONGEST_LOOK, left_cpu / CORES, left_wall))

    def _may_start(self, cell: int) -> bool:
        in_order = self.cell == self.finished and cell == self.cell + 1 and cell < self.cells
        return self.facts and in_order and self.answers_due is None
