"""A search for inputs and an output among what a run produced, such that output = rule(inputs).

What an output really came from is tried first; then every other choice that fits, up to a cap.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import torch

from graders.evidence.failure import Failure, Undecided
from graders.evidence.found import SMALL, Found
from graders.evidence.layouts import Pattern, answers_to
from graders.evidence.sentences import failure
from graders.evidence.trail import Trail, distinct

Rule: TypeAlias = Callable[..., object]

TRIES = 3000  #: calls of the rule
LOOKS = 500_000  #: times that a tensor is held against a shape: under a second
NEAREST = 20  #: origins of one output; in a loop everything comes from everything
MANY = 80  #: tensors; an answer that makes more floods the search
RTOL, ATOL = 1e-4, 1e-5  #: a relation between two results in float32
REFUSALS = (RuntimeError, TypeError, ValueError, IndexError)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One way to read the run: which value is which input of the rule, and what came out of them."""

    rule: Rule
    patterns: tuple[Pattern, ...]
    output: Found
    inputs: Mapping[str, Found]
    layouts: Mapping[str, int]  #: by the input's name: which of its layouts

    def again(self, inputs: Mapping[str, torch.Tensor]) -> torch.Tensor | None:
        """What the rule makes of other inputs, laid out as those that were found are; None if it refuses them."""
        laid_out = [pattern.laid_out(inputs[pattern.name], self.layouts[pattern.name]) for pattern in self.patterns]
        return _result(self.rule, laid_out)


@dataclass(kw_only=True)
class _Budget:
    tries: int
    looks: int
    spent: bool = field(default=False)

    def take(self) -> bool:
        self.tries -= 1
        self.spent = self.spent or self.tries < 0
        return not self.spent

    def look(self) -> bool:
        self.looks -= 1
        self.spent = self.spent or self.looks < 0
        return not self.spent


def find(
    trail: Trail,
    rule: Rule,
    shapes: Mapping[str, str],
    hints: Mapping[str, Rule],
    accept: Callable[[Reading], bool] | None = None,
) -> Reading:
    """Give a reading of the run in which the rule holds; else raise the Failure that says most.

    A rule in `hints` is a known mistake, its text what to say of it. An output that is constant, or that is one of the
    inputs, proves nothing and is passed over; so is a reading that is not accepted. Raises Undecided when the search
    had to stop.
    """
    patterns = [Pattern.of(name, text) for name, text in shapes.items()]
    pool = [one for one in distinct(trail.mine) if one.is_tensor and _readable(one)]
    budget = _Budget(tries=TRIES, looks=LOOKS)
    search = _Search(trail, pool, patterns, budget)
    if reading := search.first(rule, accept):
        return reading
    for text, wrong in hints.items():
        if reading := search.first(wrong):
            source, place = reading.output.source, reading.output.place
            raise Failure(f"`{source}` is not the value asked for.", hint=text, place=place, known=True)
    if budget.spent and len(pool) > MANY:
        raise failure("seen.flood", count=len(pool))
    if budget.spent:
        raise Undecided("the search for a relation between the tensors was capped")
    if not search.fitting:
        raise failure("seen.unchained", chain=", ".join(f"{name} ({text})" for name, text in shapes.items()))
    raise failure("seen.underived")


class _Search:
    def __init__(self, trail: Trail, pool: Sequence[Found], patterns: Sequence[Pattern], budget: _Budget) -> None:
        self._trail, self._pool, self._patterns, self._budget = trail, pool, patterns, budget
        self._free = any(len(pattern.layouts) > 1 for pattern in patterns)
        self._firsts: dict[Found, float] = {}
        self.fitting = False

    def first(self, rule: Rule, accept: Callable[[Reading], bool] | None = None) -> Reading | None:
        """The first reading in which the rule holds, the likeliest origins first."""
        outputs = [one for one in self._pool if not one.looked_at and _telling(one)]
        for output in outputs:
            line = list(distinct(one for one in self._trail.ancestors(output) if one.is_tensor and _readable(one)))[
                :NEAREST
            ]
            if reading := next(filter(accept, self._holding(rule, [output], line)), None):
                return reading
        everything = self._holding(rule, [one for one in self._pool if _telling(one)], self._pool)
        return next(filter(accept, everything), None)

    def _holding(self, rule: Rule, outputs: Sequence[Found], pool: Sequence[Found]) -> Iterator[Reading]:
        for inputs, layouts in self._fill(self._patterns, pool, {}, {}, {}):
            self.fitting = True
            if not self._budget.take():
                return
            result = _result(rule, self._laid_out(inputs, layouts))
            if result is None:
                continue
            first = _first(result)
            for output in outputs:
                if output in inputs.values() or not self._near(first, output):
                    continue
                if self._equal(result, output.tensor) and not self._behind(output, inputs.values()):
                    patterns = tuple(self._patterns)
                    yield Reading(rule=rule, patterns=patterns, output=output, inputs=inputs, layouts=layouts)

    def _behind(self, output: Found, inputs: Iterable[Found]) -> bool:
        """Whether an input came from it: with d = p - q, p is d + q, and yet no sum was made."""
        return any(self._trail.came_from(one, output) for one in inputs)

    def _laid_out(self, inputs: Mapping[str, Found], layouts: Mapping[str, int]) -> list[torch.Tensor]:
        tensors = [(pattern, inputs[pattern.name].tensor) for pattern in self._patterns]
        return [pattern.laid_out(tensor, layouts[pattern.name]) for pattern, tensor in tensors if tensor is not None]

    def _near(self, first: float, output: Found) -> bool:
        """A cheap look before the dear one: the first number stays the first in every layout."""
        if output not in self._firsts:
            self._firsts[output] = _first(output.tensor)
        other = self._firsts[output]
        return first == other or abs(first - other) <= ATOL + RTOL * abs(first)

    def _equal(self, result: torch.Tensor, found: torch.Tensor | None) -> bool:
        if found is None:
            return False
        wanted = answers_to(result, found, free=self._free)
        return wanted is not None and torch.allclose(found.double(), wanted.double(), rtol=RTOL, atol=ATOL)

    def _fill(
        self,
        left: Sequence[Pattern],
        pool: Sequence[Found],
        sizes: Mapping[str, int],
        taken: dict[str, Found],
        layouts: dict[str, int],
    ) -> Iterator[tuple[dict[str, Found], dict[str, int]]]:
        if not left:
            yield taken, layouts
            return
        pattern, *rest = left
        ways: dict[tuple[int, ...], list[tuple[int, dict[str, int]]]] = {}  # many tensors have few shapes
        for found in pool:
            if not self._budget.look():
                return
            if found.seen is None or found in taken.values():
                continue
            shape = found.seen.shape
            if shape not in ways:
                ways[shape] = list(pattern.fits(shape, sizes))
            for layout, known in ways[shape]:
                name = pattern.name
                yield from self._fill(rest, pool, known, taken | {name: found}, layouts | {name: layout})


def _result(rule: Rule, tensors: Sequence[torch.Tensor]) -> torch.Tensor | None:
    wide = [tensor.double() if tensor.dtype.is_floating_point else tensor for tensor in tensors]
    if len({tensor.dtype for tensor in wide}) > 1:
        wide = [tensor.double() for tensor in wide]
    try:
        result = rule(*wide)
    except REFUSALS:
        return None
    return result if isinstance(result, torch.Tensor) else None


def _first(tensor: torch.Tensor | None) -> float:
    return math.nan if tensor is None or not tensor.numel() or tensor.is_complex() else float(tensor.reshape(-1)[0])


def _readable(found: Found) -> bool:
    tensor = found.tensor
    return tensor is not None and 0 < tensor.numel() <= SMALL and not tensor.is_complex()


def _telling(found: Found) -> bool:
    tensor = found.tensor
    if tensor is None:
        return False
    values = tensor.double()
    return bool(values.amax() > values.amin()) or (tensor.numel() == 1 and bool(values.any()))
