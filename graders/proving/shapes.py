"""Shapes: transposed for reshaped, sizes the wrong way round, joined another way."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import METHOD, NUMPY, TORCH, calls, dotted, renames, swapped

INSTEAD = {
    "reshape": (".t()", ".flatten()"),
    "view": (".t()", ".flatten()"),
    "t": (".flatten()",),
    "transpose": (".flatten()",),
    "permute": (".contiguous()",),
    "flatten": (".unsqueeze(0)",),
    "squeeze": (".unsqueeze(0)",),
    "unsqueeze": (".squeeze()",),
    "expand": (".clone()",),
}
JOINED = {
    "cat": ("stack",),
    "concat": ("stack",),
    "stack": ("cat",),
    "vstack": ("hstack",),
    "hstack": ("vstack",),
    "concatenate": ("stack",),
}


@operator("shape.other", "another method of shape", "x.reshape(3, 2)", "x.t()")
def other(answer: Answer) -> Iterator[Edit]:
    """The whole call, for the arguments are others too. `.T` is one of them without a call."""
    for call in calls(answer, [METHOD], INSTEAD):
        if isinstance(call.func, ast.Attribute):
            for after in INSTEAD[call.func.attr]:
                yield Edit(start=dotted(answer, call.func), end=answer.end(call), after=after)
    for call in calls(answer, [TORCH], INSTEAD):
        if call.args and isinstance(call.args[0], ast.Name):
            for after in INSTEAD[str(answer.path(call.func)).rpartition(".")[2]]:
                yield answer.put(call, call.args[0].id + after)
    for node in answer.each(ast.Attribute):
        if node.attr in {"T", "mT"}:
            yield from (Edit(start=dotted(answer, node), end=answer.end(node), after=way) for way in ("", ".flatten()"))


@operator("shape.sizes", "sizes the wrong way round", "x.reshape(3, 2)", "x.reshape(2, 3)")
def sizes(answer: Answer) -> Iterator[Edit]:
    """Sizes as arguments, or as one tuple behind the tensor; a transposition is the same either way."""
    for call in calls(answer, [METHOD, TORCH], ["reshape", "view", "permute", "expand", "repeat"]):
        for node in (call, *call.args):
            count = len(node.args) if isinstance(node, ast.Call) else len(getattr(node, "elts", []))
            if count > 1 and (node is not call or answer.path(call.func) == ""):
                yield swapped(answer, node, 0, 1)


@operator("shape.joined", "stacked for joined", "torch.cat([a, b])", "torch.stack([a, b])")
def joined(answer: Answer) -> Iterator[Edit]:
    """A new axis instead of a longer one."""
    yield from renames(answer, {TORCH: JOINED, NUMPY: JOINED})


@operator("shape.asked", "another property of a tensor", "x.shape", "x.dtype")
def asked(answer: Answer) -> Iterator[Edit]:
    """What is shown is not what was asked for."""
    neighbours = {"shape": "dtype", "dtype": "shape", "device": "dtype", "ndim": "shape", "is_leaf": "requires_grad"}
    for node in answer.each(ast.Attribute):
        if node.attr in neighbours and not answer.path(node) and isinstance(node.ctx, ast.Load):
            after = neighbours[node.attr]
            yield Edit(start=answer.end(node) - len(node.attr), end=answer.end(node), after=after)
