"""The result of another operation than the one asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

import torch
from torch.nn import functional

from graders.explain.case import Case, Explanation, Strength, attempt

PAIRS: Mapping[str, Callable[..., torch.Tensor]] = {
    "torch.mul (*)": torch.mul,
    "torch.matmul (@)": torch.matmul,
    "torch.add (+)": torch.add,
    "torch.sub (-)": torch.sub,
    "torch.div (/)": torch.div,
    "torch.pow (**)": torch.pow,
    "torch.maximum": torch.maximum,
    "torch.minimum": torch.minimum,
    "torch.outer": torch.outer,
    "torch.nn.functional.l1_loss": functional.l1_loss,
    "torch.nn.functional.mse_loss": functional.mse_loss,
    "torch.nn.functional.smooth_l1_loss": functional.smooth_l1_loss,
}
INDICES: Mapping[str, Callable[..., torch.Tensor]] = {"argmax": torch.argmax, "argmin": torch.argmin}
REDUCTIONS: Mapping[str, Callable[..., object]] = {
    "torch.max": torch.amax,
    "torch.min": torch.amin,
    "torch.mean": torch.mean,
    "torch.sum": torch.sum,
    "torch.median": torch.median,
    "torch.prod": torch.prod,
    "torch.std": torch.std,
    "torch.var": torch.var,
    "torch.linalg.vector_norm": torch.linalg.vector_norm,
}
CURVES: Mapping[str, Callable[..., torch.Tensor]] = {
    "torch.relu": torch.relu,
    "torch.sigmoid": torch.sigmoid,
    "torch.tanh": torch.tanh,
    "torch.abs": torch.abs,
    "torch.exp": torch.exp,
    "torch.log": torch.log,
    "torch.sqrt": torch.sqrt,
    "torch.square": torch.square,
    "torch.reciprocal": torch.reciprocal,
    "torch.sign": torch.sign,
    "torch.sin": torch.sin,
    "torch.cos": torch.cos,
    "torch.softmax": lambda x: torch.softmax(x, -1),
    "torch.log_softmax": lambda x: torch.log_softmax(x, -1),
    "torch.cumsum": lambda x: torch.cumsum(x, 0),
    "torch.nn.functional.leaky_relu": functional.leaky_relu,
    "torch.nn.functional.elu": functional.elu,
    "torch.nn.functional.gelu": functional.gelu,
    "torch.nn.functional.silu": functional.silu,
    "torch.nn.functional.softplus": functional.softplus,
}
SIMPLE = {"relu", "abs"}  #: not saturated by large values
BLUNT = {"relu", "abs", "softmax"}  #: of one number they say next to nothing
PAIR = 2  #: operands
FLAT = 2  #: different values
#: Steps that are easily left out or taken once too often.
STEPS = ("sqrt", "square", "relu", "sigmoid", "tanh", "abs", "exp", "log", "softmax", "reciprocal")


def find(case: Case) -> Iterator[Explanation]:
    """The neighbours that the question names, then those that everybody mixes up."""
    for name, neighbour in case.context.neighbours.items():
        if case.same(attempt(neighbour, *case.context.operands)):
            yield Explanation(message_id="operation.other", params={"name": name}, strength=Strength.STATED)
    yield from _swapped(case)
    if len(case.context.operands) == len(case.tensors) == PAIR:
        a, b = case.tensors
        product = attempt(torch.matmul, a, b)
        if product is not None and case.alike(product, case.expected) and case.same(attempt(torch.mul, a, b)):
            yield Explanation(message_id="operation.elementwise")
    if len(case.context.operands) == len(case.tensors) == 1:
        whole = not case.found.is_floating_point()
        for name, operation in INDICES.items() if whole else ():
            if _reduced(case, operation, *case.tensors):
                yield Explanation(message_id="operation.index", params={"name": f"torch.{name}"})


def general(case: Case) -> Iterator[Explanation]:
    """Any operation that goes by a name, and a step too many or too few at the end."""
    floating = any(isinstance(one, torch.Tensor) and one.is_floating_point() for one in case.context.operands)
    if floating and not case.found.is_floating_point():
        return  # whole numbers are not what these make of floating ones
    if len(case.context.operands) == len(case.tensors) == PAIR:
        names = [name for name, operation in PAIRS.items() if case.same(attempt(operation, *case.tensors))]
        yield from map(_other, names)
    if len(case.context.operands) == len(case.tensors) == 1:
        (x,) = case.tensors
        yield from (_other(name) for name, reduction in REDUCTIONS.items() if _reduced(case, reduction, x))
        yield from (_other(name) for name, curve in CURVES.items() if case.same(attempt(curve, x)))
    yield from _steps(case)


def _swapped(case: Case) -> Iterator[Explanation]:
    operation, operands = case.context.operation, case.context.operands
    for one, other in combinations(range(len(operands)), 2) if operation else ():
        order = list(operands)
        order[one], order[other] = order[other], order[one]
        if operation and case.same(attempt(operation, *order)):
            yield Explanation(message_id="operation.swapped")


def _reduced(case: Case, operation: Callable[..., object], x: torch.Tensor) -> bool:
    """Over everything, or along the axes that leave as many values as are expected."""
    results = [attempt(operation, x), *(attempt(operation, x, dim=axis) for axis in range(x.dim()))]
    fitting = (result for result in results if result is not None and result.numel() == case.expected.numel())
    return any(case.same_but_ones(one) and not case.alike(one.squeeze(), case.expected.squeeze()) for one in fitting)


def _steps(case: Case) -> Iterator[Explanation]:
    """One step too many at the end, or one too few."""
    several = case.expected.numel() > 1
    if not case.aligned or (several and (case.level(case.expected) or case.level(case.student))):
        return
    steps = [step for step in STEPS if (step in SIMPLE or not _flat(case.student)) and (several or step not in BLUNT)]
    for step in steps:
        curve = CURVES[f"torch.{step}"]
        applied = attempt(curve, case.expected)
        if applied is not None and case.same(applied):
            yield Explanation(message_id="operation.extra", params={"name": f"torch.{step}"})
        completed = attempt(curve, case.student)
        if completed is not None and case.alike(completed, case.expected):
            yield Explanation(message_id="operation.missing", params={"name": f"torch.{step}"})


def _flat(values: torch.Tensor) -> bool:
    """Few different values, as where a curve is saturated: then one curve is like another."""
    return len(set(values.flatten().tolist())) <= FLAT < values.numel()


def _other(name: str) -> Explanation:
    return Explanation(message_id="operation.other", params={"name": name})
