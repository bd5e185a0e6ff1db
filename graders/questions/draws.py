"""Random numbers, for Q3: how they were drawn, whether they look uniform, and whether something of them is shown."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch

from graders.authoring import Evidence, Found
from graders.observation import How, OtherSeen, Value

EVEN = frozenset({"rand", "rand_like", "uniform_", "Uniform", "uniform", "random", "random_sample"})
NORMAL = frozenset({
    "randn", "randn_like", "normal", "normal_", "Normal", "gauss", "normalvariate", "standard_normal", "log_normal_",
})  # fmt: skip
WHOLE = frozenset({"randint", "randint_like", "random_", "randrange", "randperm", "integers", "bernoulli"})
MOVED = 1e-3  #: of differences that are all alike
EMPTY = frozenset({"empty", "empty_like", "Tensor", "FloatTensor"})
UNDRAWN = "Nothing draws these numbers: they are written down."
FARTHEST = 2.47  #: times 1/sqrt(n), from the straight line: even numbers are as far once in 100,000 times


def fault(one: Found, runs: Sequence[Evidence]) -> str | None:
    """Why a tensor of the first run is not one of even random numbers in [0, 1); None if it is."""
    same = [found for found in (_again(one, run) for run in runs[1:]) if found is not None]
    values = [each.tensor.double().reshape(-1) for each in (one, *same) if each.tensor is not None]
    way = _way(one, runs[0])
    if one.tensor is None or not one.tensor.is_floating_point() or way in WHOLE:
        return "These are whole numbers, not any numbers between 0 and 1."
    if bool((values[0] == values[0][0]).all()):
        return "All numbers are the same: nothing is drawn."
    unknown = not same and not way  # from no other seed did the program get as far as here
    if len(runs) > 1 and (unknown or any(_is_moved(values[0], other) for other in values[1:])):
        return UNDRAWN if unknown else "Another seed gives the same numbers: they are written down, and not drawn."
    if way in NORMAL:
        return "These numbers come from the normal distribution, so they are not spread evenly from 0 to 1."
    every = torch.cat(values)
    if way in EMPTY or not bool(((every >= 0) & (every < 1)).all()) or _distance(every) > FARTHEST:
        return "The numbers are not spread evenly from 0 to 1."
    return None


def shown(seen: Evidence, *names: str) -> bool:
    """Whether an attribute or method of a two-dimensional tensor is printed, or what was made of it as text."""
    told = [one for one in seen.everything if one.seen is None and one.value is not None and _tells(seen, one, names)]
    values = [one.value for one in told]
    plain = [one.value for one in seen.everything if one.shown and one.looked_at and one.seen is None]
    return any(one.shown for one in told) or any(
        value in plain
        or (isinstance(value, tuple) and value and all(part in plain for part in value))  # rows, columns = t.shape
        or _printed(seen, value)
        for value in values
    )


def _printed(seen: Evidence, value: Value) -> bool:
    """Whether the text of a size or dtype was printed, be it inside a dictionary's, and stands nowhere in the code."""
    text = value.text if isinstance(value, OtherSeen) else ""
    if isinstance(value, tuple) and len(value) > 1 and all(isinstance(part, int) for part in value):
        text = f"torch.Size({list(value)})"
    written = any(text in literal for literal, _ in seen.literals if isinstance(literal, str))
    return bool(text) and text in seen.stdout and not written


def _is_moved(one: torch.Tensor, other: torch.Tensor) -> bool:
    """Whether they are the same numbers, or all of them are off by as much."""
    apart = other - one
    return float(apart.amax() - apart.amin()) < MOVED


def _again(one: Found, run: Evidence) -> Found | None:
    """The value that came up at the same place in another run."""
    return next((other for other in run.everything if other.is_tensor and _key(other) == _key(one)), None)


def _key(one: Found) -> tuple[object, ...]:
    row = one.made
    return (one.cell, one.name) if row is None else (row.place, row.how, row.name, row.source, row.nth, row.last)


def _way(one: Found, seen: Evidence) -> str:
    """The nearest call behind it that draws, or that leaves the numbers to chance."""
    names = (each.callee.rpartition(".")[2] for each in (one, *seen.origins(one)))
    return next((name for name in names if name in EVEN | NORMAL | WHOLE | EMPTY), "")


def _distance(values: torch.Tensor) -> float:
    """The greatest distance from what even numbers would be, times sqrt(n) (Kolmogorov and Smirnov)."""
    ordered, count = values.sort().values, len(values)
    steps = torch.arange(count + 1, dtype=torch.float64) / count
    farthest = torch.maximum((ordered - steps[:-1]).abs(), (steps[1:] - ordered).abs()).max()
    return float(farthest) * math.sqrt(count)


def _tells(seen: Evidence, one: Found, names: Sequence[str]) -> bool:
    """Whether it is such an attribute, or was made of one without a tensor between."""
    if one.callee in {"builtins.len", "builtins.print", "builtins.type"} or isinstance(one.value, bool):
        return False
    row = one.made
    above = seen.operands(one)
    if row is not None and (row.name if row.how is How.ATTRIBUTE else one.callee.rpartition(".")[2]) in names:
        return row.how in {How.ATTRIBUTE, How.CALL} and any(_table(other) for other in above) and not _method(one)
    return any(other.seen is None and other is not one and _tells(seen, other, names) for other in above)


def _table(one: Found) -> bool:
    return one.is_tensor and one.tensor is not None and one.tensor.dim() == 2  # noqa: PLR2004 - rows and columns


def _method(one: Found) -> bool:
    """Whether it is the method itself, which was not called."""
    return getattr(one.value, "type", "").endswith(("method", "function")) if one.seen is None else False
