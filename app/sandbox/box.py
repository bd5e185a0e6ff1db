"""What a box is: the smallest protocol behind which student code runs.

A program is one or more cells that share a namespace. A box runs it once, in a room of its own, and says how it
ended, what it used and what was seen. `run` never raises for the program's sake and always returns: what goes wrong on
our side is the status `box_failed`, never an exception that a student could be blamed for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from graders.observation import Observation, Place, RunStatus
from graders.plan import Plan

MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Program:
    """The student's code: each cell a text, run in order in one namespace."""

    cells: tuple[str, ...]

    @staticmethod
    def of(*cells: str) -> Program:
        """A program of these cells."""
        return Program(cells=cells)


@dataclass(frozen=True, kw_only=True)
class Room:
    """The limits that a room is built with before a job is known; a job with others waits for a room of its own."""

    memory: int = 1024 * MIB  #: bytes
    threads: int = 64
    files: int = 128  #: open at once
    scratch: int = 64 * MIB  #: bytes under /tmp
    inodes: int = 1000
    stdout: int = 1 * MIB  #: bytes written; the observation keeps 64 KiB of them


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a run may use. CPU seconds decide; the wall clock is a backstop for a program that sleeps."""

    cell_cpu_s: float = 10.0
    cell_wall_s: float = 60.0
    run_cpu_s: float = 180.0
    run_wall_s: float = 900.0
    result: int = 16 * MIB  #: bytes of all that leaves the room but the printed text
    room: Room = field(default_factory=Room)


@dataclass(frozen=True, kw_only=True)
class Usage:
    """What the run took, measured from outside it."""

    cpu_s: float = 0.0
    wall_s: float = 0.0
    peak_mb: float = 0.0  #: of memory that is the run's own, not the warm torch it shares


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run's end. `sentence` tells the student what the status means for them; `place` is where, if known."""

    status: RunStatus
    sentence: str
    usage: Usage = field(default_factory=Usage)
    observation: Observation = field(default_factory=Observation)
    place: Place | None = None
    layers: tuple[str, ...] = ()  #: the walls that stood, for the record


class Box(Protocol):
    """Anything in which student code can be run. The conformance suite in `selfcheck` says what it has to survive."""

    def run(self, program: Program, plan: Plan, limits: Limits) -> Run:
        """Run the program once in a room that nothing ran in before, and return within the wall limit and a grace.

        Safe to call from several threads at once.
        """
        ...  # pragma: no cover
