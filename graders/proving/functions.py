"""Arithmetic that is written as a function."""

from __future__ import annotations

from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import METHOD, NUMPY, TORCH, calls, renames, swapped, unwrapped

NEIGHBOURS = {
    "matmul": ("mul",),
    "mm": ("mul",),
    "dot": ("mul",),
    "mul": ("matmul", "add"),
    "multiply": ("matmul", "add"),
    "add": ("sub", "mul"),
    "sub": ("add",),
    "subtract": ("add",),
    "div": ("mul",),
    "divide": ("mul",),
    "pow": ("mul",),
    "square": ("sqrt", "abs"),
    "sqrt": ("square",),
    "abs": ("square", "neg"),
    "exp": ("log", "exp2"),
    "log": ("exp", "log10"),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "floor": ("ceil",),
    "ceil": ("floor",),
    "sin": ("cos",),
    "cos": ("sin",),
    "eq": ("ne",),
    "gt": ("lt", "ge"),
    "lt": ("gt", "le"),
    "add_": ("sub_",),
    "sub_": ("add_",),
    "argsort": ("sort",),
}
SHARED = {name: NEIGHBOURS[name] for name in ("square", "sqrt", "abs", "maximum", "minimum", "sin", "cos")}
UNEVEN = ("matmul", "mm", "sub", "subtract", "div", "divide", "pow", "gt", "lt")


@operator("function.other", "another function", "torch.matmul(a, b)", "torch.mul(a, b)")
def other(answer: Answer) -> Iterator[Edit]:
    """As torch's function, as a method, as NumPy's function."""
    yield from renames(answer, {TORCH: NEIGHBOURS, METHOD: NEIGHBOURS, NUMPY: SHARED})


@operator("function.arguments", "the arguments the wrong way round", "torch.matmul(a, b)", "torch.matmul(b, a)")
def arguments(answer: Answer) -> Iterator[Edit]:
    """Only where their order matters; of `torch.where`, the two choices."""
    for call in calls(answer, [TORCH, NUMPY], UNEVEN):
        if len(call.args) > 1:
            yield swapped(answer, call, 0, 1)
    for call in calls(answer, [TORCH, NUMPY], ["where"]):
        if len(call.args) > 2:  # noqa: PLR2004 - a condition and two choices
            yield swapped(answer, call, 1, 2)


@operator("function.side", "one side left out", "torch.add(a, b)", "a")
def side(answer: Answer) -> Iterator[Edit]:
    """Either side."""
    for call in calls(answer, [TORCH, NUMPY], NEIGHBOURS):
        if len(call.args) > 1:
            yield from (unwrapped(answer, call, each) for each in call.args[:2])
