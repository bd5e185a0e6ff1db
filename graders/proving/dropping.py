"""Calls left out of an expression, and attributes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import BUILTIN, METHOD, NN, NUMPY, TORCH, F, calls, dotted, renames, unwrapped

CHAINED = (
    "detach", "clone", "item", "numpy", "tolist", "cpu", "cuda", "to", "float", "long", "int", "double", "bool",
    "reshape", "view", "t", "transpose", "permute", "flatten", "squeeze", "unsqueeze", "contiguous", "expand", "repeat",
    "mean", "sum", "max", "min", "median", "prod", "abs", "exp", "log", "sqrt", "pow", "round", "clamp", "parameters",
    "argmax", "argmin", "softmax", "type", "requires_grad_",
)  # fmt: skip
WRAPPING = {
    TORCH: (
        "from_numpy", "tensor", "as_tensor", "mean", "sum", "max", "min", "median", "abs", "exp", "log", "sqrt",
        "reshape", "transpose", "t", "flatten", "squeeze", "unsqueeze", "clamp", "argmax", "square", "round",
    ),
    NUMPY: ("array", "asarray", "mean", "sum", "max", "min", "abs", "exp", "log", "sqrt"),
    NN: ("Parameter",),
    F: ("normalize", "one_hot", "pad"),
    BUILTIN: ("float", "int", "list", "tuple", "round", "abs", "sum", "max", "min", "dict"),
}  # fmt: skip


@operator("call.dropped", "a method left out", "y = x.detach()", "y = x")
def method(answer: Answer) -> Iterator[Edit]:
    """From the dot to the closing bracket; as a statement of its own it is dropped elsewhere."""
    for call in calls(answer, [METHOD], CHAINED):
        if isinstance(call.func, ast.Attribute) and not isinstance(answer.parents[call], ast.Expr):
            yield Edit(start=dotted(answer, call.func), end=answer.end(call), after="")


@operator("call.unwrapped", "a function left out", "torch.from_numpy(a)", "a")
def function(answer: Answer) -> Iterator[Edit]:
    """Its first argument is left."""
    for owner, names in WRAPPING.items():
        for call in calls(answer, [owner], names):
            if call.args and not isinstance(call.args[0], ast.Starred):
                yield unwrapped(answer, call, call.args[0])


@operator("call.applied", "a function named and not called", "g = m.parameters()", "g = m.parameters")
def applied(answer: Answer) -> Iterator[Edit]:
    """Brackets forgotten."""
    for call in answer.each(ast.Call):
        if not (call.args or call.keywords):
            yield Edit(start=answer.end(call.func), end=answer.end(call), after="")


@operator("call.numpy", "a list for an array", "x.numpy()", "x.tolist()")
def numpy(answer: Answer) -> Iterator[Edit]:
    """The round trip that is none."""
    yield from renames(answer, {METHOD: {"numpy": ("tolist",), "item": ("tolist",), "tolist": ("numpy",)}})


@operator("call.owner", "the tensor for its gradient", "print(w.grad)", "print(w)")
def owner(answer: Answer) -> Iterator[Edit]:
    """An attribute left out where it is read."""
    for node in answer.each(ast.Attribute):
        kept = node.attr in {"grad", "data", "weight", "bias", "shape", "values", "indices", "dtype"}
        if kept and isinstance(node.ctx, ast.Load) and not answer.path(node):
            yield Edit(start=dotted(answer, node), end=answer.end(node), after="")
