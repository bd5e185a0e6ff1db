"""Arguments: another axis, a keyword left out, a flag turned over."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import METHOD, TORCH, calls, number, without, written

AXES = {"dim", "axis", "dim0", "dim1"}
ALONG = (
    "mean", "sum", "prod", "max", "min", "argmax", "argmin", "std", "var", "median", "softmax", "log_softmax",
    "unsqueeze", "squeeze", "size", "cumsum",
)  # fmt: skip
JOINING = ("cat", "concat", "stack", *ALONG)


@operator("argument.axis", "another axis", "x.sum(dim=0)", "x.sum(dim=1)")
def axis(answer: Answer) -> Iterator[Edit]:
    """By keyword, or where torch expects it."""
    places = [node.value for node in answer.each(ast.keyword) if node.arg in AXES]
    places += [call.args[0] for call in calls(answer, [METHOD], ALONG) if call.args]
    places += [call.args[1] for call in calls(answer, [TORCH], JOINING) if len(call.args) > 1]
    for node in places:
        value = number(node)
        if isinstance(value, int):
            yield answer.put(node, written({0: 1, -1: 0}.get(value, value - 1)))


@operator("argument.dropped", "an argument left out", "x.sum(dim=0)", "x.sum()")
def dropped(answer: Answer) -> Iterator[Edit]:
    """Keywords, and the last one of several or the axis of a method."""
    for call in answer.each(ast.Call):
        given = len(call.args)
        for index in range(given, given + len(call.keywords)):
            yield without(answer, call, index)
        if given > 1 and not call.keywords:
            yield without(answer, call, given - 1)
    for call in calls(answer, [METHOD], ALONG):
        if len(call.args) == 1 and not call.keywords:
            yield without(answer, call, 0)


@operator(
    "argument.flag", "True for False", "torch.tensor(1.0, requires_grad=True)", "torch.tensor(1.0, requires_grad=False)"
)
def flag(answer: Answer) -> Iterator[Edit]:
    """Every boolean, keyword or not."""
    for node in answer.each(ast.Constant):
        if isinstance(node.value, bool):
            yield answer.put(node, str(not node.value))
