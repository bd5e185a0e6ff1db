"""Calls on hidden inputs, made once a cell has ended and leaving no trace but their answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import prod
from typing import Any
from warnings import catch_warnings, simplefilter

import torch

from .budget import Budget
from .draws import untouched
from .program import Program
from .raised import describe
from .tensors import GRAIN, Cargo, raw
from .values import see

_empty, _frombuffer = torch.empty, torch.frombuffer


class Probe:
    """Answers the calls of one CALLS frame with what stands in the student's namespace."""

    def __init__(self, names: dict[str, Any], program: Program, cargo: Cargo, budget: Budget) -> None:
        self._names, self._program, self._cargo, self._budget = names, program, cargo, budget

    def answers(self, calls: list[dict[str, Any]], given: Given) -> list[dict[str, Any]]:
        """One answer for each call, in order. The caller sees to it that nothing is printed meanwhile."""
        told = []
        for call in calls:
            arguments = [given.value(argument) for argument in call["arguments"]]
            with catch_warnings(), untouched():
                simplefilter("ignore")
                told.append(self._answer(call["function"], arguments))
        return told

    def _answer(self, name: str, arguments: list[Any]) -> dict[str, Any]:
        answer = {"value": {"plain": None}, "raised": None, "changed": False, "missing": name not in self._names}
        if answer["missing"]:
            return answer
        target = self._names[name]
        before = [_print(argument) for argument in arguments]
        try:
            with _as_it_was(target):
                result = target(*arguments)
            answer["value"] = see(result, self._cargo, self._budget)
        except BaseException as error:
            answer["raised"] = describe(error, self._program, self._budget)
        answer["changed"] = before != [_print(argument) for argument in arguments]
        return answer


class Given:
    """The arguments as they came, each made anew with memory of its own."""

    def __init__(self, blob: bytes) -> None:
        self._blob, self._at = blob, 0

    def value(self, told: dict[str, Any]) -> Any:
        """The next of them."""
        if "plain" in told:
            return told["plain"]
        if "float" in told:
            return float(told["float"])
        facts = told["tensor"]
        dtype, shape, size = getattr(torch, facts["dtype"]), facts["shape"], facts["bytes"]
        start, self._at = self._at, self._at + size + -size % GRAIN
        if not size:
            return _empty(shape, dtype=dtype).requires_grad_(facts["requires_grad"])
        flat = _frombuffer(bytearray(self._blob[start : start + size]), dtype=dtype, count=prod(shape))
        return flat.reshape(shape).clone().requires_grad_(facts["requires_grad"])


def _print(argument: object) -> object:
    """What tells whether an argument is still what it was."""
    if not isinstance(argument, torch.Tensor):
        return None
    try:
        return argument.dtype, tuple(argument.shape), raw(argument)
    except Exception:
        return None


@contextmanager
def _as_it_was(target: object) -> Iterator[None]:
    """Put a module's mode, weights and buffers back after it was called: a batch norm learns by being looked at."""
    if not issubclass(type(target), torch.nn.Module):
        yield
        return
    assert isinstance(target, torch.nn.Module)
    modes = [(module, module.training) for module in target.modules()]
    kept = [(tensor, tensor.detach().clone()) for tensor in (*target.parameters(), *target.buffers())]
    try:
        yield
    finally:
        for module, mode in modes:
            module.training = mode
        for tensor, value in kept:
            if not torch.equal(tensor, value):
                tensor.data.copy_(value)
