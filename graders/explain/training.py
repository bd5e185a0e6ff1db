"""A training loop that went astray: gradients added up, steps, rate, sign, a loss that does not fall."""

from __future__ import annotations

import math
from collections.abc import Iterator

import torch

from graders.explain.case import REFUSALS, Case, Explanation, Strength, factor_of
from graders.explain.context import Descent

LONG = 1000  #: steps; a longer descent is not walked again in search of an explanation
RATES = (10.0, 0.1, 2.0, 0.5, 100.0, 0.01)  #: what a rate is multiplied by when it was misread
TIMES = 50  #: the most backward calls that may have been added up
FEW = 3  #: losses or gradients; fewer make no series
RISE = 1.05


def find(case: Case) -> Iterator[Explanation]:
    """The gradient first, then the walk, then the losses."""
    context = case.context
    if _summed(context.gradients) or (context.gradient and case.aligned and _added_up(case)):
        yield _stated("accumulated")
    if context.gradient and case.expected.any() and not case.student.any():
        yield _stated("no_gradient")
    if context.descent is not None and 0 < context.descent.steps <= LONG:
        try:
            yield from map(_stated, _walked(case, context.descent))
        except REFUSALS:  # the gradient does not fit, so there is nothing to walk along
            return
    yield from _losses(context.losses)


def _stated(name: str) -> Explanation:
    return Explanation(message_id=f"training.{name}", strength=Strength.STATED)


def _summed(gradients: tuple[torch.Tensor, ...]) -> bool:
    """The k-th is k times the first: the same gradient added up, as from a weight that is not moved."""
    if len(gradients) < FEW or not gradients[0].any():
        return False
    return all(
        torch.allclose(gradient.double(), count * gradients[0].double(), rtol=1e-5, atol=0.0)
        for count, gradient in enumerate(gradients, 1)
    )


def _added_up(case: Case) -> bool:
    """The running sum of the expected ones, or one of them a whole number of times."""
    if case.expected.dim() and len(case.expected) > 1 and case.same(case.expected.cumsum(0)):
        return True
    factor = factor_of(case.expected, case.student)
    return math.isfinite(factor) and 1 < round(factor) <= TIMES and case.same(case.expected * round(factor))


def _walked(case: Case, descent: Descent) -> Iterator[str]:
    if case.same(descent.start):
        yield "no_update"
    if case.same(_walk(descent, accumulate=True)[-1]):
        yield "accumulated"
    path = _walk(descent, steps=2 * descent.steps)
    for taken, reached in enumerate(path):
        if taken not in {0, descent.steps} and case.same(reached):
            yield {-1: "step_fewer", 1: "step_more"}.get(taken - descent.steps, "other_steps")
            break
    if case.same(_walk(descent, rate=-descent.rate)[-1]):
        yield "uphill"
    if any(case.same(_walk(descent, rate=descent.rate * factor)[-1]) for factor in RATES):
        yield "other_rate"


def _walk(
    descent: Descent, *, steps: int | None = None, rate: float | None = None, accumulate: bool = False
) -> list[torch.Tensor]:
    """Every place on the way, the start first."""
    path = [descent.start.detach().double()]
    total = torch.zeros_like(path[0])
    for _ in range(descent.steps if steps is None else steps):
        gradient = descent.gradient(path[-1]).detach().double()
        total = total + gradient if accumulate else gradient
        path.append(path[-1] - (descent.rate if rate is None else rate) * total)
    return path


def _losses(losses: tuple[float, ...]) -> Iterator[Explanation]:
    if not all(math.isfinite(loss) for loss in losses):
        yield _stated("loss_nan")
    elif len(losses) >= FEW and max(losses) - min(losses) <= 1e-6 * max(map(abs, losses)):
        yield Explanation(message_id="training.loss_flat")
    elif len(losses) >= FEW and losses[-1] > RISE * losses[0]:
        yield Explanation(message_id="training.loss_rising")
