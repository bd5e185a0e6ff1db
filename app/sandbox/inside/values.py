"""Whatever a name can stand for, as data: plain values, sequences of values, tensors, and types of all else."""

from __future__ import annotations

from itertools import islice
from math import isfinite
from types import (
    BuiltinFunctionType,
    FunctionType,
    GetSetDescriptorType,
    MethodDescriptorType,
    MethodType,
    MethodWrapperType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any

import numpy as np
import torch

from .budget import Budget
from .tensors import NUMPY, Cargo

NAMES, ITEMS, DEPTH, NAME, TEXT = 2000, 256, 4, 200, 4096
_INTEGER = 1 << 63
_ENTRY = 40  # bytes of JSON that a value takes at least, roughly
_TENSOR = 700  # with a gradient

_sequences: frozenset[type] = frozenset({list, tuple, torch.Size}) | {
    # What `x.max(dim=1)` and its like give back: tuples with names
    kind
    for kind in vars(torch.return_types).values()
    if isinstance(kind, type) and issubclass(kind, tuple) and kind.__module__ == "torch.return_types"
}
_scalars = frozenset(np.dtype(name).type for name in NUMPY.values()) | {np.longlong, np.ulonglong}
# What has a text that C made of it, and that says it all: a dtype, a device
_called = frozenset((torch.dtype, torch.device, torch.layout, torch.memory_format))
# Functions, methods, modules: they are told where they are called, and are no values to look at
DULL: frozenset[type] = frozenset(
    (
        *(BuiltinFunctionType, FunctionType, GetSetDescriptorType, MethodDescriptorType, MethodType),
        *(MethodWrapperType, ModuleType, WrapperDescriptorType, type, type(torch.Tensor)),
    )
)
_qualname = type.__dict__["__qualname__"].__get__
_module = type.__dict__["__module__"].__get__
_bases = type.__dict__["__mro__"].__get__
_names = type.__dict__["__dict__"].__get__
_kind_flags = type.__dict__["__flags__"].__get__
_HEAP = 1 << 9  # a class that is no part of the interpreter or of a library in C
_BUSY: frozenset[type] = frozenset((object, torch.nn.Module, torch.optim.Optimizer, torch.Tensor))  # long to go through
OWN = "<cell "  # so begin the names of the student's files; see `program`


def namespace(names: dict[Any, Any], cargo: Cargo, budget: Budget) -> dict[str, Any]:
    """Everything that has a name, the newest first, so that it is the oldest that finds no room; nothing imported."""
    told: dict[str, Any] = {}
    for name, value in reversed(list(names.items())):
        if _of_interest(name, value):
            if len(told) == NAMES or not budget.fits(name, _ENTRY):
                break
            told[name] = see(value, cargo, budget)
    return told


def see(value: object, cargo: Cargo, budget: Budget, depth: int = 0) -> dict[str, Any]:
    """One value. Types are compared exactly: a subclass of int may call itself any number."""
    try:
        return _see(value, cargo, budget, depth)
    except Exception:
        return {"other": "unreadable"}


def _see(value: Any, cargo: Cargo, budget: Budget, depth: int) -> dict[str, Any]:
    kind = type(value)
    told: dict[str, Any] | None = None
    if value is None or kind is bool or (kind is int and -_INTEGER <= value < _INTEGER):
        told = {"plain": value}
    elif kind is float:
        told = {"plain": value} if isfinite(value) else {"float": repr(value)}
    elif kind is str:
        told = {"plain": budget.text(value, TEXT)}
    elif issubclass(kind, torch.Tensor) and budget.spend(_TENSOR):
        told = cargo.tensor(value)
    elif (kind is np.ndarray or kind in _scalars) and budget.spend(_TENSOR):
        told = cargo.array(value)
    elif kind in _sequences and depth < DEPTH:
        told = _items(value, cargo, budget, depth + 1)
    elif kind in _called:
        return {"called": [budget.text(kind_name(kind), NAME), budget.text(str(value), NAME)]}
    return told or {"other": budget.text(kind_name(kind), NAME)}


def _items(values: list[Any] | tuple[Any, ...], cargo: Cargo, budget: Budget, depth: int) -> dict[str, Any]:
    told: list[dict[str, Any]] = []
    share = budget.share()  # a list of lists of lists must not starve its neighbours
    for value in islice(values, ITEMS):
        if not share.spend(_ENTRY):
            break
        told.append(see(value, cargo, share, depth))
    budget.settle(share)
    return {"items": told, "cut": len(told) < len(values)}


def kind_name(kind: type) -> str:
    """`module.qualname` of a class, whatever its metaclass claims; of `__main__`, if the student wrote any of it."""
    module = "__main__" if _kind_flags(kind) & _HEAP and _is_own(kind) else _module(kind)
    start = f"{module}." if type(module) is str else ""
    return f"{start}{_qualname(kind)}"[:NAME]


def _is_own(kind: type) -> bool:
    """Whether a function in it, or in one of its bases, stands in the student's text."""
    return any(
        type(value) is FunctionType and value.__code__.co_filename.startswith(OWN)
        for base in _bases(kind)
        if base not in _BUSY
        for value in list(_names(base).values())
    )


def _of_interest(name: object, value: object) -> bool:
    if type(name) is not str or len(name) > NAME or (name.startswith("__") and name.endswith("__")):
        return False
    kind = type(value)
    if kind is ModuleType or kind is BuiltinFunctionType:
        return False
    if kind is FunctionType or issubclass(kind, type):
        module = value.__module__ if kind is FunctionType else _module(value)
        return bool(module == "__main__")
    return True
