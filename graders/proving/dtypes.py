"""Another type of number."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import METHOD, NUMPY, TORCH, added, calls, keyword, renames

TYPES = {
    "float32": ("int64", "float64"),
    "float": ("long", "double"),
    "float64": ("float32", "int64"),
    "double": ("float", "long"),
    "int64": ("float32",),
    "long": ("float",),
    "int32": ("float32",),
    "int": ("float",),
    "bool": ("float",),
}
METHODS = {
    "float": ("long", "double"),
    "double": ("float",),
    "long": ("float", "bool"),
    "int": ("float",),
    "bool": ("float",),
}


@operator("dtype.named", "another dtype", "x.to(torch.float32)", "x.to(torch.int64)")
def named(answer: Answer) -> Iterator[Edit]:
    """As a constant of torch."""
    yield from renames(answer, {TORCH: TYPES, NUMPY: {name: TYPES[name] for name in ("float32", "float64", "int64")}})


@operator("dtype.method", "another cast", "x.float()", "x.long()")
def method(answer: Answer) -> Iterator[Edit]:
    """As a method."""
    yield from renames(answer, {METHOD: METHODS})


@operator("dtype.whole", "whole numbers for floats", "torch.tensor([1.5])", "torch.tensor([1.5], dtype=torch.int64)")
def whole(answer: Answer) -> Iterator[Edit]:
    """Only where a float is typed in and no dtype is."""
    for call in calls(answer, [TORCH], ["tensor"]):
        floats = any(isinstance(each, ast.Constant) and isinstance(each.value, float) for each in ast.walk(call))
        if floats and keyword(call, "dtype") is None:
            yield added(answer, call, "dtype=torch.int64")
