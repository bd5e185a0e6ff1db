"""The attempts at one question, student by student: the first, the one that passed, how many it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from app.pipeline.statistics.figures import NEARLY, Figure, mean, quantile
from app.pipeline.statistics.survival import Waited

MANY = 10  #: attempts; who took more is counted with these


class Try(NamedTuple):
    """One attempt that has been graded. There are thousands of them, and a tuple is made in a moment."""

    student: str
    submission: str
    at: datetime
    number: int | None  #: None: it counted for none, as a syntax error does not
    earned: float  #: points, before the late policy
    max: float
    found: str | None  #: the report in brief

    @property
    def passes(self) -> bool:
        """Whether it has all the points."""
        return self.max > 0 and self.earned >= self.max - NEARLY


@dataclass(frozen=True, kw_only=True)
class Story:
    """One student at one question."""

    student: str
    tries: tuple[Try, ...]  #: in the order in which they came

    @property
    def first(self) -> Try | None:
        """The attempt that is numbered 1; None where only slips of the pen came, or it was withdrawn."""
        return next((one for one in self.tries if one.number == 1), None)

    @property
    def passed(self) -> Try | None:
        """The first that has all the points."""
        return next((one for one in self.tries if one.passes), None)

    def waited(self, since: datetime, until: datetime) -> Waited:
        """How long it took from a moment on or, without a pass, how long it has not come until another."""
        passed = self.passed
        end = until if passed is None else passed.at
        return Waited(seconds=max(0.0, (end - since).total_seconds()), passed=passed is not None)


@dataclass(frozen=True, kw_only=True)
class Attempts:
    """How many attempts a pass takes."""

    to_pass: Mapping[int, int]  #: number of the attempt that passed -> students; `MANY` stands for more, too
    passed: int
    not_yet: int
    median: Figure
    first_try: Figure  #: the share of students whose first attempt passed
    mean_made: Figure  #: attempts made by a student, passed or not


def stories(tries: Iterable[Try]) -> list[Story]:
    """Part the attempts by students; they come ordered by student and time."""
    return [Story(student=name, tries=tuple(those)) for name, those in groupby(tries, key=lambda one: one.student)]


def attempts(told: Sequence[Story]) -> Attempts:
    """Count. A pass whose attempt has no number, as after a mark by hand on a slip, is counted as the first."""
    took = [story.passed.number or 1 for story in told if story.passed is not None]
    firsts = [story.first for story in told if story.first is not None]
    made = [float(sum(one.number is not None for one in story.tries)) for story in told]
    counted = Counter(min(number, MANY) for number in took)
    return Attempts(
        to_pass={number: counted[number] for number in range(1, MANY + 1)},
        passed=len(took),
        not_yet=len(told) - len(took),
        median=Figure.of(quantile(took, 0.5), len(took), "Nobody has passed."),
        first_try=Figure.of(mean([float(one.passes) for one in firsts]), len(firsts)),
        mean_made=Figure.of(mean(made), len(told)),
    )
