"""A question: what it gives, what it varies, what it checks."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from graders.authoring.words import Credit, Draw
from graders.plan import Data, InputSize, Number

if TYPE_CHECKING:
    import torch

Judge: TypeAlias = Callable[..., Credit | None]

ALWAYS = frozenset({"seen", "runs"})


class QuestionError(Exception):
    """A question is written wrongly. Told when it is imported, to its author."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of the report. `sentence` is what the student reads, `needs` what the judge is given by name."""

    name: str
    sentence: str
    points: float
    judge: Judge
    needs: tuple[str, ...]
    every: bool  #: judged in the varied runs, too

    @property
    def across(self) -> bool:
        """It looks at all runs at once."""
        return "runs" in self.needs


@dataclass(frozen=True, kw_only=True)
class Called:
    """A function of the student's that is called on given values."""

    name: str
    function: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Modelled:
    """Given rows on which every model of the student's is called."""

    name: str
    rows: str
    size: InputSize
    functions: bool


@dataclass(frozen=True, kw_only=True)
class Varies:
    """What changes from run to run beyond the question's own data."""

    own: bool = False  #: the numbers behind what the checks found
    seeds: int = 0  #: so many more runs from other seeds


class Question:
    """One question. `seconds` is the CPU time of all its runs; a training question needs more than the usual 10.

    `shows`: the task asks to show something. In the exam an answer that shows less is then a mistake to be found.
    """

    def __init__(self, number: int, title: str, *, seconds: float = 10.0, shows: bool = False) -> None:
        self.number, self.title, self.seconds, self.shows = number, title, seconds, shows
        self.given: dict[str, torch.Tensor | Draw | Number | str] = {}
        self.called: list[Called] = []
        self.modelled: list[Modelled] = []
        self.numbers: list[Data] = []
        self.targets: Data | None = None
        self.varies = Varies()
        self.learnt: Check | None = None
        self.checks: list[Check] = []

    @property
    def points(self) -> float:
        """The most that can be had."""
        return math.fsum(check.points for check in self.checks)

    def give(self, name: str, value: torch.Tensor | Draw | Number | str) -> str:
        """Name a hidden input. One that is drawn, such as normal(4, 3), is another for each submission."""
        self._new(name)
        self.given[name] = value
        return name

    def call(self, function: str, *arguments: str, name: str = "") -> None:
        """Have the student's function called on given values; a check gets its answer under the function's name."""
        self._new(name or function)
        for argument in arguments:
            if argument not in self.given:
                raise self._wrong(f"calls {function} on {argument!r}, which is not given")
        self.called.append(Called(name=name or function, function=function, arguments=arguments))

    def model(self, name: str, rows: str, *, own_size: bool = False, functions: bool = False) -> None:
        """Have every model of the student's called on given rows (n, d); a check gets all answers under `name`.

        `own_size` makes the rows as wide as the model's first layer; `functions` tries plain functions of one argument,
        too. What a model is stands in `graders.plan.ModelCall`.
        """
        self._new(name)
        if rows not in self.given:
            raise self._wrong(f"calls models on {rows!r}, which is not given")
        size = InputSize.OWN if own_size else InputSize.GIVEN
        self.modelled.append(Modelled(name=name, rows=rows, size=size, functions=functions))

    def data(self, name: str, *numbers: Number) -> str:
        """Name the task's own numbers. They are replaced in a second run; a check gets those of the run it looks at."""
        self._new(name)
        self._some(name, numbers)
        self.numbers.append(Data(name=name, old=(numbers,)))
        return name

    def target(
        self, name: str, *orders: Sequence[Number], becomes: Callable[[Sequence[Number]], Sequence[Number]]
    ) -> str:
        """Name what is to be learnt, in all orders in which it may stand; in one more run it `becomes` something else.

        A check gets, under `name`, the function from the old to what is the target in the run it looks at, by the
        numbers of the first order.
        """
        self._new(name)
        old = tuple(tuple(order) for order in orders)
        self._some(name, *(old or ((),)))
        self.targets = Data(name=name, old=old, new=tuple(tuple(becomes(order)) for order in old))
        return name

    def vary(self, *, own: bool = False, seeds: int = 0) -> None:
        """Vary the student's own numbers behind what the checks find, or run again from other seeds."""
        if seeds < 0:
            raise self._wrong(f"varies {seeds} seeds")
        self.varies = Varies(own=own, seeds=seeds)

    def learns(self, judge: Judge) -> Judge:
        """Say by a function when a run has learnt: it passes like a check. If it has not, other starts are tried."""
        self.learnt = self._check(judge, 0.0, every=False)
        return judge

    def check(self, points: float, *, every: bool = True) -> Callable[[Judge], Judge]:
        """Add a check. Its docstring is the line in the report; its parameters are what it needs, by name.

        Nothing returned is full points, a Credit a part; a Failure, also from require, close and `seen`, is none. Any
        other exception is ours, and the check is ungraded. `every=False` looks at the run as written only.
        """
        if not 0 < points < math.inf:
            raise self._wrong(f"a check is worth more than nothing, not {points!r}")

        def add(judge: Judge) -> Judge:
            self.checks.append(self._check(judge, points, every=every))
            return judge

        return add

    def _check(self, judge: Judge, points: float, *, every: bool) -> Check:
        name = getattr(judge, "__name__", "check")
        needs = tuple(inspect.signature(judge).parameters)
        known = ALWAYS | self._names()
        if unknown := sorted(set(needs) - known):
            raise self._wrong(f"{name} needs {unknown}; this question has {sorted(known)}")
        others = [*self.checks, *([self.learnt] if self.learnt else [])]
        if any(check.name == name for check in others):
            raise self._wrong(f"there are two checks called {name}")
        sentence = " ".join((judge.__doc__ or "").split())
        if not sentence:
            raise self._wrong(f"{name} has no docstring, so no line in the report")
        return Check(name=name, sentence=sentence, points=points, judge=judge, needs=needs, every=every)

    def _names(self) -> set[str]:
        data = [*self.numbers, *([self.targets] if self.targets else [])]
        names = [one.name for one in self.called] + [one.name for one in self.modelled] + [one.name for one in data]
        return {*names, *self.given}

    def _new(self, name: str) -> None:
        if not name.isidentifier() or name in ALWAYS | self._names():
            raise self._wrong(f"{name!r} is taken, or no name")

    def _some(self, name: str, *orders: Sequence[Number]) -> None:
        if not all(orders):
            raise self._wrong(f"{name!r} names no number")

    def _wrong(self, what: str) -> QuestionError:
        return QuestionError(f"q{self.number:02d}: {what}")
