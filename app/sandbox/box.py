"""What a box is: the smallest protocol behind which student code runs.

A program is one or more cells that share a namespace; a cell that raises does not keep later ones from running. A box
runs it once, in a room of its own, and says how it ended, what it used and what was seen. `run` never raises for the
program's sake and always returns: what goes wrong on our side is the status `box_failed`, never an exception that a
student could be blamed for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from app.errors import AppError
from graders.observation import Observation, Place, RunStatus
from graders.plan import Plan

MIB = 1 << 20
LONGEST_S = 100_000
ROOM_RANGES = (  # below the least a room cannot even get ready; nought would mean "unlimited" to the kernel
    ("memory", 32 * MIB, 1 << 40),
    ("threads", 1, 10_000),
    ("files", 16, 10_000),
    ("scratch", 1 << 16, 1 << 40),
    ("inodes", 16, 10_000_000),
    ("stdout", 1 << 10, 64 * MIB),
)
MOST_CELLS, MOST_CALLS, LARGEST_ORDER = 10_000, 10_000, 48 * MIB


class WrongDevice(AppError):
    """The plan asks for a device that this box's rooms have not."""

    status = 409


class TooMuch(AppError):
    """A program or plan is larger than a box takes: 10,000 cells, 10,000 calls, 48 MiB in all."""

    status = 413


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

    def __post_init__(self) -> None:
        """Refuse sizes that no room can have. Raises ValueError: the caller's mistake, told before anything runs."""
        for name, least, most in ROOM_RANGES:
            value = getattr(self, name)
            if type(value) is not int or not least <= value <= most:
                raise ValueError(f"a room's {name} is a whole number from {least} to {most}, not {value!r}")


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a run may use. CPU seconds decide; the wall clock is a backstop for a program that sleeps."""

    cell_cpu_s: float = 10.0
    cell_wall_s: float = 60.0
    run_cpu_s: float = 180.0
    run_wall_s: float = 900.0
    result: int = 16 * MIB  #: bytes of all that leaves the room but the printed text
    room: Room = field(default_factory=Room)

    def __post_init__(self) -> None:
        """Refuse limits that make no sense. Raises ValueError."""
        for name in ("cell_cpu_s", "cell_wall_s", "run_cpu_s", "run_wall_s"):
            if not 0 < getattr(self, name) < LONGEST_S:
                raise ValueError(
                    f"{name} is more than 0 and less than {LONGEST_S} seconds, not {getattr(self, name)!r}"
                )
        if type(self.result) is not int or not 1 <= self.result <= 256 * MIB:
            raise ValueError(f"result is a whole number of bytes up to 256 MiB, not {self.result!r}")


@dataclass(frozen=True, kw_only=True)
class Usage:
    """What the run took, measured from outside it."""

    cpu_s: float = 0.0
    wall_s: float = 0.0
    peak_mb: float = 0.0  #: of memory that is the run's own, not the warm torch it shares


@dataclass(frozen=True, kw_only=True)
class Told:
    """An answer as it came, byte for byte. The body is a room's: hostile, whenever it is read."""

    head: bytes  #: strict JSON, the broker's own: how it ended, what it used
    body: bytes  #: the frames of the room, then what was printed


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run's end. `sentence` tells the student what the status means for them; `place` is where, if known."""

    status: RunStatus
    sentence: str
    usage: Usage = field(default_factory=Usage)
    observation: Observation = field(default_factory=Observation)
    place: Place | None = None
    layers: tuple[str, ...] = ()  #: the walls that stood, for the record
    trouble: str = ""  #: with `box_failed`: what went wrong, for the operator and not for the student
    told: Told | None = None  #: what all of it was read from, where there was an answer


class Box(Protocol):
    """Anything in which student code can be run. The conformance suite in `selfcheck` says what it has to survive."""

    def run(self, program: Program, plan: Plan, limits: Limits) -> Run:
        """Run the program once in a room that nothing ran in before; return within the wall limit and ten minutes.

        The ten minutes are for waiting one's turn and for being tried again when our side failed.

        Safe to call from several threads at once. Raises TooMuch for a program or plan that no box
        takes, and WrongDevice for a plan made for another class of rooms.
        """
        ...  # pragma: no cover
