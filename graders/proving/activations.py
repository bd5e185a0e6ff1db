"""Another activation, or none."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import METHOD, NN, TORCH, F, calls, renames, unwrapped

CLASSES = ("ReLU", "Sigmoid", "Tanh", "GELU", "Identity")
COMMON = ("relu", "sigmoid", "tanh")
FUNCTIONS = (*COMMON, "gelu")
KNOWN = (*FUNCTIONS, "leaky_relu", "softmax", "log_softmax", "softplus", "elu")


def _others(names: tuple[str, ...], known: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    return {name: tuple(other for other in names if other != name) for name in (*names, *known)}


TABLES = {
    TORCH: _others(COMMON, KNOWN),
    METHOD: _others(COMMON),
    F: _others(FUNCTIONS, KNOWN),
    NN: _others(CLASSES, ("LeakyReLU", "ELU", "Softplus")),
}


@operator("activation.other", "another activation", "torch.relu(h)", "torch.sigmoid(h)")
def other(answer: Answer) -> Iterator[Edit]:
    """As a function, a method or a layer."""
    yield from renames(answer, TABLES)


@operator("activation.dropped", "no activation", "torch.relu(a + b) @ w", "(a + b) @ w")
def dropped(answer: Answer) -> Iterator[Edit]:
    """A function's argument or a method's owner is left; a layer becomes Identity above."""
    for call in calls(answer, [TORCH, F], KNOWN):
        if call.args:
            yield unwrapped(answer, call, call.args[0])
    for call in calls(answer, [METHOD], KNOWN):
        if isinstance(call.func, ast.Attribute):
            yield unwrapped(answer, call, call.func.value)
