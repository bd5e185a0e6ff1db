"""What a grader says of one answer: plain frozen data, and the JSON document made of it.

Loads no torch: the web process shows reports and must start in a second.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Parameter: TypeAlias = str | int | float


class Outcome(StrEnum):
    """How one check ended. Only the first three speak of the student."""

    PASSED = "passed"
    PARTIAL = "partial"
    FAILED = "failed"
    NOT_REACHED = "not_reached"  #: the program stopped before this could be seen
    UNGRADED = "ungraded"  #: our fault: a person has to look; never a zero


class State(StrEnum):
    """What became of one question."""

    GRADED = "graded"
    NOT_ATTEMPTED = "not_attempted"  #: nothing there, or the starter left as it was
    UNGRADED = "ungraded"  #: our fault: the score is not a mark


@dataclass(frozen=True, kw_only=True)
class Where:
    """A place in the student's code: the line counted from 1, the column from 0, and the line's own text."""

    line: int
    column: int | None = None
    code: str = ""
    cell: int = 1  #: of the code cells of what was handed in, counted from 1


@dataclass(frozen=True, kw_only=True)
class CheckReport:
    """One check: its marks, and why.

    `message` is the English of `message_id` filled with `message_params`; those two are what another language needs.
    A teacher's own words have no id. A check that passed may carry a message too.
    """

    name: str
    sentence: str  #: what is checked, as the student reads it
    outcome: Outcome
    points: float
    max: float
    message: str = ""
    message_id: str = ""
    message_params: Mapping[str, Parameter] = field(default_factory=dict)
    hint: str = ""
    where: Where | None = None
    trouble: str = ""  #: of an ungraded one: what broke, for the operator; it is no part of the public document

    def __post_init__(self) -> None:
        """Refuse marks that the outcome contradicts (ValueError, to the author of a grader)."""
        if not 0 <= self.points <= self.max < math.inf:  # NaN fails every comparison, so it ends here too
            raise ValueError(f"{self.name}: {self.points} of {self.max} points cannot be")
        if self.outcome is Outcome.PASSED and self.points != self.max:
            raise ValueError(f"{self.name}: passed, yet {self.points} of {self.max} points")
        if self.outcome in {Outcome.FAILED, Outcome.NOT_REACHED, Outcome.UNGRADED} and self.points:
            raise ValueError(f"{self.name}: {self.outcome}, yet {self.points} points")


@dataclass(frozen=True, kw_only=True)
class RunError:
    """The exception that ended a run, with what it means in plain words."""

    type: str
    message: str
    line: int | None = None
    explanation: str = ""
    hint: str = ""
    cell: int = 1  #: as in `Where`


@dataclass(frozen=True, kw_only=True)
class RunReport:
    """How the run went: `status` is a value of `graders.observation.RunStatus`; times in seconds, memory in MB."""

    status: str
    cpu_s: float = 0.0
    wall_s: float = 0.0
    peak_mb: float = 0.0
    stdout: str = ""
    stdout_truncated: bool = False
    warnings: tuple[str, ...] = ()
    error: RunError | None = None


@dataclass(frozen=True, kw_only=True)
class Variations:
    """Runs on other numbers: how many were made, in how many the answer held, and whether anything could be varied."""

    made: int = 0
    held: int = 0
    varied: bool = False


@dataclass(frozen=True, kw_only=True)
class Seeds:
    """Starts of a training question: how many were tried, how many learnt."""

    tried: int
    learnt: int


@dataclass(frozen=True, kw_only=True)
class Reproduce:
    """What it takes to come to the same report again."""

    seed: int
    pack_version: str
    question_version: str
    torch: str
    device: str = "cpu"
    sandbox: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuestionReport:
    """All that is said of one answer."""

    question: int
    title: str
    state: State
    checks: tuple[CheckReport, ...]
    run: RunReport
    reproduce: Reproduce
    variations: Variations = field(default_factory=Variations)
    seeds: Seeds | None = None
    unread: bool = False  #: nothing of it is Python, so none of it ran; it is no part of the public document

    @property
    def score(self) -> float:
        """The marks of all checks. No mark while the state is `ungraded`."""
        return math.fsum(check.points for check in self.checks)

    @property
    def max(self) -> float:
        """The most that could be had."""
        return math.fsum(check.max for check in self.checks)

    def to_json(self, *, with_params: bool = False) -> Json:
        """Give the public document, in its order of keys; `with_params` adds `message_params` to each check."""
        return {
            "question": self.question,
            "title": self.title,
            "state": self.state.value,
            "score": self.score,
            "max": self.max,
            "checks": [_check(check, with_params=with_params) for check in self.checks],
            "run": asdict(self.run) | {"status": str(self.run.status), "warnings": list(self.run.warnings)},
            "variations": asdict(self.variations),
            "seeds": asdict(self.seeds) if self.seeds else None,
            "reproduce": asdict(self.reproduce) | {"sandbox": list(self.reproduce.sandbox)},
        }


def _check(check: CheckReport, *, with_params: bool) -> Json:
    document = {
        "name": check.name,
        "sentence": check.sentence,
        "outcome": check.outcome.value,
        "points": check.points,
        "max": check.max,
        "message": check.message,
        "message_id": check.message_id,
        "hint": check.hint,
        "where": asdict(check.where) if check.where else None,
    }
    return document | {"message_params": dict(check.message_params)} if with_params else document
