"""Time to the first pass, with those who have not passed yet: they have waited at least so long.

To average over those who passed would say that a question is quick just where the slow have given up. The estimator is
that of Kaplan and Meier (JASA 53, 1958), its variance Greenwood's, its interval on the scale of log(-log S).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.pipeline.statistics.figures import FEWEST, NEARLY, Figure

Z = 1.959963984540054  #: 95 % of a normal distribution lie so many standard deviations around its mean
HALF = 0.5 + NEARLY


@dataclass(frozen=True, kw_only=True)
class Waited:
    """One student: how long until the pass or, without one, how long it has not come."""

    seconds: float
    passed: bool


@dataclass(frozen=True, kw_only=True)
class Step:
    """The curve from one moment to the next step."""

    at: float  #: seconds
    at_risk: int  #: who had not passed until then and was still looked at
    passed: int  #: who passed at that moment
    without: float  #: the share that is without a pass after it
    low: float | None  #: of its 95 % interval
    high: float | None


@dataclass(frozen=True, kw_only=True)
class Survival:
    """The curve, and when half have passed."""

    students: int
    passed: int
    steps: tuple[Step, ...]
    median: Figure  #: seconds
    low: float | None  #: of the median's 95 % interval, seconds
    high: float | None


def survival(waits: Sequence[Waited], *, most: int = 100) -> Survival:
    """Estimate the curve; of more steps than `most`, some in between are left out of what is given."""
    steps = kaplan_meier(waits)
    passed = sum(one.passed for one in waits)
    reached = next((step.at for step in steps if step.without <= HALF), None)
    median = Figure.of(reached, len(waits), "Fewer than half have passed.")
    shown = median.value is not None
    return Survival(
        students=len(waits),
        passed=passed,
        steps=thinned(steps, most) if len(waits) >= FEWEST else (),
        median=median,
        # Brookmeyer and Crowley (Biometrics 38, 1982): the moments at which one half lies within the curve's interval
        low=next((s.at for s in steps if s.low is not None and s.low <= HALF), None) if shown else None,
        high=next((s.at for s in steps if s.high is not None and s.high <= HALF), None) if shown else None,
    )


def kaplan_meier(waits: Sequence[Waited]) -> tuple[Step, ...]:
    """The product of the shares that got past each moment at which somebody passed."""
    passes = Counter(one.seconds for one in waits if one.passed)
    leavers = Counter(one.seconds for one in waits)
    at_risk, without, spread = len(waits), 1.0, 0.0
    steps = []
    for at in sorted(leavers):
        passed = passes[at]
        if passed:
            without *= 1 - passed / at_risk
            spread += passed / (at_risk * (at_risk - passed)) if at_risk > passed else 0.0
            low, high = _interval(without, spread)
            steps.append(Step(at=at, at_risk=at_risk, passed=passed, without=without, low=low, high=high))
        at_risk -= leavers[at]
    return tuple(steps)


def thinned(steps: Sequence[Step], most: int) -> tuple[Step, ...]:
    """So many steps at most, evenly taken, the first and the last among them."""
    if len(steps) <= most:
        return tuple(steps)
    return tuple(steps[round(i * (len(steps) - 1) / (most - 1))] for i in range(most))


def _interval(without: float, spread: float) -> tuple[float | None, float | None]:
    if not 0 < without < 1:
        return None, None
    far = Z * math.sqrt(spread) / abs(math.log(without))
    return without ** math.exp(far), without ** math.exp(-far)
