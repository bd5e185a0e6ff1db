"""The student's things as they were, to be put back after calls that nobody planned for: weights, names, lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import torch

BYTES = 64 << 20  # of tensors that are copied; what comes after is not

attributes = torch.nn.Module.__dict__["__dict__"].__get__  # of a module, whatever a subclass makes of the name
_Module, _no_grad = torch.nn.Module, torch.no_grad
_alone = torch._C.DisableTorchFunction
_exact = frozenset((torch.Tensor, torch.nn.Parameter))
_equal = torch.equal


def own(module: Any, kind: str) -> dict[str, Any]:
    """A module's own "parameters", "buffers" or "modules", with nothing of the student's called."""
    parts = attributes(module).get(f"_{kind}")
    return parts if isinstance(parts, dict) else {}


def parts(module: Any) -> Iterator[Any]:
    """The module and all that are part of it, each once, as they were registered."""
    seen: set[int] = set()
    stack = [module]
    while stack:
        one = stack.pop()
        if id(one) in seen or not issubclass(type(one), _Module):
            continue
        seen.add(id(one))
        yield one
        stack += reversed(list(own(one, "modules").values()))


class Kept:
    """What names stand for, the items of lists, and the numbers, gradients and modes of tensors and modules."""

    def __init__(self, names: dict[str, Any], modules: Iterable[Any]) -> None:
        self._all, self._names = names, dict(names)
        self._lists = [(value, list(value)) for value in names.values() if type(value) is list]
        self._tensors: list[tuple[Any, Any, Any]] = []
        self._modes: list[tuple[Any, Any]] = []
        self._left, self._seen = BYTES, set[int]()
        for module in modules:
            for part in parts(module):
                self._modes.append((part, attributes(part).get("training")))
                self._keep(own(part, "parameters").values())
        self._weights = [tensor for tensor, _, _ in self._tensors]
        for part, _ in self._modes:
            self._keep(own(part, "buffers").values())
        self._keep(list(names.values()))

    def blank(self) -> None:
        """Set the weights of all modules to nought, as far as they can be put back."""
        for tensor in self._weights:
            with suppress(Exception), _alone(), _no_grad():
                tensor.data.zero_()

    def _keep(self, values: Iterable[Any]) -> None:
        for value in values:
            if type(value) not in _exact or id(value) in self._seen:
                continue
            self._seen.add(id(value))
            with suppress(Exception), _alone():
                if value.nbytes <= self._left:
                    self._left -= value.nbytes
                    self._tensors.append((value, value.detach().clone(), value.grad if value.is_leaf else None))

    def put_back(self) -> None:
        """Make everything what it was; what has not changed is left alone."""
        for tensor, value, grad in self._tensors:
            with suppress(Exception), _alone(), _no_grad():
                if tensor.shape != value.shape:
                    tensor.data = value.clone()
                elif not _equal(tensor.detach(), value):
                    tensor.data.copy_(value)
                if tensor.is_leaf and tensor.grad is not grad:
                    tensor.grad = grad
        for module, mode in self._modes:
            attributes(module)["training"] = mode
        for listed, items in self._lists:
            if len(listed) != len(items):
                listed[:] = items
        if not _same(self._all, self._names):
            self._all.clear()
            self._all.update(self._names)


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return one.keys() == other.keys() and all(one[name] is other[name] for name in other)
