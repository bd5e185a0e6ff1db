"""The way that w goes down the parabola (w - 3)², step by step. Used by Q15.

Where ten steps lead can be typed in or computed at once, so the steps are looked for: values on the path from one
start, each made out of the one before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import torch

from graders.authoring import Context, Evidence, Failure, Found
from graders.explain import explanations
from graders.explain.context import Descent
from graders.observation import How, Place
from reference import q15 as ref

MOST = 50  #: steps that are followed
SURE = 3  #: steps: with momentum, or gradients that add up, the second one is off
TOLERANCE = 1e-6
NEAR = 1e-3  #: to the minimum: a start there tells nothing
TOLD = frozenset({"training.accumulated", "training.other_rate", "training.uphill"})


@dataclass(frozen=True, kw_only=True)
class Path:
    """A start, and how many steps were made from it."""

    start: Found
    steps: int


class Walk:
    """All that a run made that is a single number, and the paths among these."""

    def __init__(self, seen: Evidence) -> None:
        self._seen = seen
        every = [(value, one) for one in seen.everything if (value := _number(one)) is not None]
        self._in_order = every
        self._sorted = sorted(every, key=lambda pair: pair[0])
        self._values = [value for value, _ in self._sorted]

    @cached_property
    def longest(self) -> Path | None:
        """The longest way from any start; None if not one step was made."""
        starts: dict[float, Found] = {}
        for value, one in self._in_order:
            if abs(value - ref.MINIMUM) > NEAR:
                starts.setdefault(value, one)
        paths = [Path(start=one, steps=steps) for value, one in starts.items() if (steps := self._steps(value))]
        return max(paths, key=lambda path: path.steps, default=None)

    @property
    def typed(self) -> Place | None:
        """Where a value of the longest way is written down, if several of them are: one may be there to compare."""
        path = [] if self.longest is None else [self._longest_value(step) for step in range(1, self.longest.steps + 1)]
        places = {
            value: place
            for value, place in self._seen.literals
            if isinstance(value, float) and any(abs(value - other) <= TOLERANCE * ref.MINIMUM for other in path)
        }
        return next(iter(places.values())) if len(places) > SURE else None

    def _longest_value(self, step: int) -> float:
        start = None if self.longest is None else _number(self.longest.start)
        return ref.after(ref.MINIMUM if start is None else start, step)

    @cached_property
    def _roots(self) -> list[tuple[float, Found]]:
        """The tensors that were not computed from others: where a way may begin."""
        return [pair for pair in self._in_order if pair[1].made and not self._seen.operands(pair[1])]

    def astray(self) -> Failure | None:
        """Where the steps went instead, if it can be said."""
        singles = [one for _, one in self._in_order if one.is_tensor and one.place]
        for value, start in self._roots:
            begin = torch.tensor(value, dtype=torch.float64)
            context = Context(descent=Descent(start=begin, gradient=_slope, steps=ref.STEPS, rate=ref.RATE))
            moved = [one for one in singles if one.token == start.token]
            for end in [*moved[-1:], *singles[-3:]]:
                reached = _number(end)
                if reached is None or reached == value:  # after a rate of 1 it would be back at the start
                    continue
                told = explanations(reached, ref.after(value), context)
                why = next((one for one in told if one.message_id in TOLD), None)
                if why is not None:
                    return Failure.explained(why, of=end.source, place=end.place)
        return None

    def jumped(self) -> Found | None:
        """Where ten steps lead, made without them."""
        ends = [ref.after(start) for start in {value for value, _ in self._roots} | {0.0}]
        return next((found[0] for end in ends if (found := self._at(end))), None)

    def _at(self, value: float) -> list[Found]:
        off = TOLERANCE * max(ref.MINIMUM, abs(value))
        low, high = bisect_left(self._values, value - off), bisect_right(self._values, value + off)
        return [one for _, one in self._sorted[low:high]]

    def _steps(self, start: float) -> int:
        """How many steps of the way from a start were made, one after the other."""
        found = [self._at(start)]
        while len(found) <= MOST and (len(found) > SURE or found[-1]):
            found.append(self._at(ref.after(start, len(found))))
        steps = max(step for step, ones in enumerate(found) if ones)
        if not all(self._linked(found[step], found[step + 1]) for step in range(min(steps, SURE))):
            return 0
        if steps < SURE and self._left(start, steps, [one for ones in found[1:] for one in ones]):
            return 0
        return steps

    def _linked(self, before: Sequence[Found], after: Sequence[Found]) -> bool:
        tokens = {one.token for one in before} - {None}
        return any(one.token in tokens for one in after) or any(
            self._follows(one, other) for other in after if not other.looked_at or other.token is None for one in before
        )

    def _follows(self, one: Found, other: Found) -> bool:
        """Whether the second was computed from the first; of plain numbers, which have no origins, it is believed."""
        if other.token is None:
            return other.made is not None and other.made.how in {How.OPERATOR, How.AUGMENTED}
        return self._seen.came_from(other, one)

    def _left(self, start: float, steps: int, on_path: Sequence[Found]) -> bool:
        """Whether the same tensor, or the same line, went elsewhere afterwards."""
        tokens = {one.token for one in on_path} - {None}
        places = {(one.made.place, one.made.source) for one in on_path if one.made}
        path = [ref.after(start, step) for step in range(steps + 1)]
        return any(
            not any(abs(value - other) <= TOLERANCE * max(ref.MINIMUM, abs(value)) for other in path)
            for value, one in self._in_order
            if one.token in tokens or (one.made and (one.made.place, one.made.source) in places)
        )


def _number(one: Found) -> float | None:
    tensor = one.tensor
    if tensor is None or tensor.numel() != 1 or not tensor.is_floating_point() or one.is_array:
        return None
    value = float(tensor)
    return value if torch.isfinite(tensor).all() else None


def _slope(w: torch.Tensor) -> torch.Tensor:
    return 2 * (w - ref.MINIMUM)
