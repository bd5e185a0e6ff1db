"""A figure and how many students it rests on; or why there is none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

FEWEST = 20  #: students; of fewer, chance says more than the question does
NEARLY = 1e-9  #: marks; what is so near is equal


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure. `value` is None where there is none, and then `why_not` says why."""

    value: float | None = None
    n: int
    why_not: str = ""

    @classmethod
    def of(cls, value: float | None, n: int, why_not: str = "", *, fewest: int = FEWEST) -> Figure:
        """Show a value that rests on enough students; of one that is no number, say why."""
        if why := too_few(n, fewest):
            return cls(n=n, why_not=why)
        if value is None or not math.isfinite(value):
            return cls(n=n, why_not=why_not or "It is not a number.")
        return cls(value=round(value, 4) + 0.0, n=n)  # adding nought makes minus nought nought


def too_few(n: int, fewest: int = FEWEST) -> str:
    """Say why nothing is shown that rests on so few students; empty where it is shown."""
    return f"It rests on {n} student{'' if n == 1 else 's'}; below {fewest} it is not shown." if n < fewest else ""


def mean(values: Sequence[float]) -> float | None:
    """The mean; None of nothing."""
    return math.fsum(values) / len(values) if values else None


def variance(values: Sequence[float]) -> float | None:
    """The sample's variance, divided by n - 1; None of fewer than two."""
    middle = mean(values)
    if middle is None or len(values) < 2:  # noqa: PLR2004 - one value does not vary
        return None
    away = [value - middle for value in values]
    return math.fsum(map(mul, away, away)) / (len(values) - 1)


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Pearson's r of two lists of one length; None where either does not vary."""
    mean_x, mean_y = mean(xs), mean(ys)
    if mean_x is None or mean_y is None:
        return None
    dx, dy = [x - mean_x for x in xs], [y - mean_y for y in ys]
    squares_x, squares_y = math.fsum(map(mul, dx, dx)), math.fsum(map(mul, dy, dy))
    if squares_x <= NEARLY or squares_y <= NEARLY:
        return None
    r = math.fsum(map(mul, dx, dy)) / math.sqrt(squares_x * squares_y)
    return max(-1.0, min(1.0, r))


def quantile(values: Sequence[float], share: float) -> float | None:
    """The value below which a share of the others lies, by straight lines between neighbours; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
