"""Tensors made another way, of other sizes, between other bounds."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import NUMPY, TORCH, calls, number, renames, swapped, without

NEIGHBOURS = {
    "rand": ("randn", "ones", "zeros"),
    "randn": ("rand", "zeros"),
    "ones": ("zeros", "rand"),
    "zeros": ("ones", "randn"),
    "empty": ("zeros",),
    "eye": ("ones", "zeros"),
    "rand_like": ("randn_like", "zeros_like"),
    "randn_like": ("rand_like", "zeros_like"),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "tril": ("triu",),
    "triu": ("tril",),
    "arange": ("zeros",),
}
SIZED = ("rand", "randn", "ones", "zeros", "empty", "full", "reshape", "view")


@operator("constructor.other", "a tensor made another way", "torch.rand(2, 3)", "torch.randn(2, 3)")
def other(answer: Answer) -> Iterator[Edit]:
    """torch's and NumPy's, where both have the name."""
    plain = {name: NEIGHBOURS[name][:1] for name in ("zeros", "ones", "eye")}
    yield from renames(answer, {TORCH: NEIGHBOURS, NUMPY: plain})


@operator("constructor.array", "an array for a tensor", "torch.tensor([1, 2])", "np.array([1, 2])")
def array(answer: Answer) -> Iterator[Edit]:
    """Only where NumPy is at hand: imported here, or above this cell, which then imports nothing. Either way."""
    if "import" in answer.text and "numpy" not in answer.text:
        return
    for call in calls(answer, [TORCH, NUMPY], ["tensor", "array"]):
        if not call.keywords:
            yield answer.put(call.func, "np.array" if answer.path(call.func) == "torch.tensor" else "torch.tensor")


@operator("constructor.sizes", "rows and columns the wrong way round", "torch.rand(2, 3)", "torch.rand(3, 2)")
def sizes(answer: Answer) -> Iterator[Edit]:
    """Two sizes, as arguments or as one tuple."""
    for call in calls(answer, [TORCH, NUMPY], SIZED):
        for node in (call, *call.args[:1]):
            shape = node.args if isinstance(node, ast.Call) else getattr(node, "elts", [])
            pair = [number(each) for each in shape[:2]]
            if len(pair) > 1 and None not in pair:
                yield swapped(answer, node, 0, 1)


@operator("constructor.bounds", "a bound of a range left out", "torch.arange(1, 6)", "torch.arange(6)")
def bounds(answer: Answer) -> Iterator[Edit]:
    """Where it begins, or how far it steps."""
    for call in calls(answer, [TORCH, NUMPY], ["arange", "linspace", "randint", "full"]):
        if len(call.args) > 1:
            yield from (without(answer, call, index) for index in {0, len(call.args) - 1})
