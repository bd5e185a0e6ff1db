"""The exam of one question, and what it comes to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.exam import answers, mutation
from app.exam.answers import Labelled, Misjudged
from app.exam.examiner import Examiner
from app.exam.mutation import Tally
from graders.proving import Climb, climb
from graders.report import State

KILL_RATE = 0.95
EQUIVALENT = 0.1
LEAST = {"right": 8, "half": 3, "wrong": 8}

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How much of the exam is sat: a sample in CI, all of it on demand."""

    mutants: int = 24  #: at most, a question
    repeats: int = 3
    repeated: int = 2  #: right answers that are graded again and again, and as many others
    tries: int = 30  #: of the bot that reads only the feedback


@dataclass(frozen=True, kw_only=True)
class Result:
    """What the exam of one question came to."""

    question: int
    reference_ok: bool
    blank_ok: bool
    starter_ok: bool
    counts: dict[str, int]
    misjudged: tuple[Misjudged, ...]
    tally: Tally
    flaky: tuple[str, ...]
    climb: Climb
    bot_excused: bool = False  #: a right value that is typed in is right here, so the bot may find it

    @property
    def ok(self) -> bool:
        """Nothing is below the bar."""
        return not self.why_not

    @property
    def why_not(self) -> tuple[str, ...]:
        """What is below the bar, a sentence each."""
        short = [f"only {n} {kind} answers" for kind, n in self.counts.items() if n < LEAST[kind]]
        bars = {
            "the reference does not earn full marks": self.reference_ok,
            "a blank answer is not `not attempted`": self.blank_ok,
            "the starter is not `not attempted`": self.starter_ok,
            f"{len(self.misjudged)} answers are misjudged": not self.misjudged,
            f"only {self.tally.rate:.0%} of the mutants are killed": self.tally.rate >= KILL_RATE,
            f"{self.tally.equivalent} mutants are equivalent": self.tally.equivalent <= EQUIVALENT * self.tally.made,
            f"only {self.tally.made} mutants": self.tally.made >= mutation.ENOUGH,
            f"flaky: {', '.join(self.flaky)}": not self.flaky,
            "a bot that reads only the feedback reached full marks": self.bot_excused or not self.climb.reached,
        }
        return (*short, *(bar for bar, kept in bars.items() if not kept))


def sit(examiner: Examiner, folder: Path, effort: Effort) -> Result:
    """Examine one question; `folder` holds the labelled answers. Raises answers.Unlabelled.

    The pack must have a model answer to it.
    """
    labelled = answers.labelled(folder, examiner.number)
    reference = examiner.pack.model_answer(examiner.number) or ""
    wrong = _each(lambda answer: answers.misjudged(examiner, answer), labelled)
    # The short ones first: they hold the task and little else that may be changed without harm.
    sources = [reference, *sorted((answer.text for answer in answers.right(labelled)), key=len)]
    excused = answers.excused(folder, examiner.number)
    made = mutation.pool(sources, examiner.entry.question, effort.mutants, excused)
    return Result(
        question=examiner.number,
        reference_ok=examiner.earns(reference) == examiner.full,
        blank_ok=examiner.report("").state is State.NOT_ATTEMPTED,
        starter_ok=examiner.report(examiner.entry.starter).state is State.NOT_ATTEMPTED,
        counts=answers.counts(labelled),
        misjudged=tuple(one for one in wrong if one is not None),
        tally=mutation.examine(examiner, made, _each),
        flaky=_flaky(examiner, labelled, effort),
        bot_excused=any(one.operator == answers.BOT for one in excused),
        climb=climb(examiner.entry.starter, examiner.report, effort.tries, seed=examiner.number),
    )


def _flaky(examiner: Examiner, labelled: Sequence[Labelled], effort: Effort) -> tuple[str, ...]:
    """The checks that do not say the same of one answer each time, with the answer's name."""
    kinds = [[one for one in labelled if (one.kind == "right") is right] for right in (True, False)]
    chosen = [one for kind in kinds for one in kind[:: max(1, len(kind) // effort.repeated)][: effort.repeated]]
    return tuple(name for names in _each(lambda one: _wavers(examiner, one, effort.repeats), chosen) for name in names)


def _wavers(examiner: Examiner, answer: Labelled, repeats: int) -> list[str]:
    reports = [examiner.report(answer.text, repeat) for repeat in range(repeats)]
    said = {
        check.name: {one.points for report in reports for one in report.checks if one.name == check.name}
        for check in reports[0].checks
    }
    return [f"{name} on {answer.name}" for name, points in said.items() if len(points) > 1]


def _each(do: Callable[[T], R], things: Iterable[T]) -> list[R]:
    """Do it for all, as many at once as there are cores and one more."""
    with ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:
        return list(pool.map(do, things))
