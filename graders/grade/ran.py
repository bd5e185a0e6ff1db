"""The runs of one answer: what each was for, and how it ended."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from graders.evidence.trail import Trail
from graders.observation import CellSeen, Observation, Place, RunStatus
from graders.plan import Plan

IDLE = re.compile(r"#.*|(?:(?:import|from)\s[^;]*)?")


class Purpose(StrEnum):
    """Why a run was made."""

    WRITTEN = "written"  #: the program as it stands; always the first
    DATA = "data"  #: the numbers of the task, or the student's own, replaced
    SEED = "seed"
    START = "start"  #: another start of a training that did not learn
    TARGET = "target"  #: something else to be learnt


@dataclass(frozen=True, kw_only=True)
class Order:
    """A run to be made."""

    purpose: Purpose
    plan: Plan


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One student's answer to one question: its text, and which cells of the program it is.

    `program` may hold the cells of other questions too; `own` are the indices of this question's. `draw` decides
    everything random in the whole grading.
    """

    program: tuple[str, ...]
    own: tuple[int, ...]
    draw: int = 0

    @property
    def cells(self) -> tuple[str, ...]:
        """The question's own cells."""
        return tuple(self.program[index] for index in self.own)

    @property
    def last(self) -> int:
        """The cell after which the question is observed."""
        return max(self.own, default=0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Ran:
    """A run that was made. Times in seconds, memory in MB; `place` is where it stopped, if known."""

    answer: Answer
    purpose: Purpose
    plan: Plan
    status: RunStatus
    sentence: str = ""
    observation: Observation = field(default_factory=Observation)
    place: Place | None = None
    cpu_s: float = 0.0
    wall_s: float = 0.0
    peak_mb: float = 0.0
    layers: tuple[str, ...] = ()

    @cached_property
    def trail(self) -> Trail:
        """What the question's own cells produced."""
        return Trail(self.observation, self.answer.own)

    @cached_property
    def judged(self) -> dict[str, object]:
        """What the checks said of this run, by their names: each looks at a run once."""
        return {}

    @property
    def cells(self) -> list[CellSeen]:
        """What was seen of the question's own cells, as far as they ended."""
        return [cell for cell in self.observation.cells if cell.index in self.answer.own]

    @property
    def reached(self) -> bool:
        """Every cell of the question ended, well or with an exception."""
        return set(self.answer.own) <= {cell.index for cell in self.observation.cells}

    @property
    def stopped(self) -> bool:
        """The question's own code did not run through: an exception, or killed on the way."""
        return not self.reached or any(cell.raised for cell in self.cells)

    @property
    def unread(self) -> bool:
        """Nothing of the question's own text could run but imports: the rest is no Python.

        A SyntaxError proves less: anybody can raise one after an answer, and learn what it earns.
        """
        broken = {index for index, fact in enumerate(self.observation.facts) if not fact.parsed}
        rest = [text for index, text in enumerate(self.answer.program) if index in {*self.answer.own} - broken]
        return not broken.isdisjoint(self.answer.own) and all(_idle(text) for text in rest)


def _idle(text: str) -> bool:
    """Whether a cell is comments and imports, each on a line of its own."""
    return all(IDLE.fullmatch(line.strip()) for line in text.splitlines())
