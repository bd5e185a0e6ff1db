"""Networks and optimisers as data: what they are made of, read from where torch itself keeps it.

Their classes may be the student's, so nothing of theirs is called: no `state_dict`, no `extra_repr`, no property.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

import torch

from .budget import Budget
from .origin import Origins
from .tensors import Cargo
from .values import kind_name, see

DEPTH, PARTS, OPTIONS, GROUPS, NAME = 8, 128, 40, 16, 200
_PLAIN = frozenset((bool, int, float, str, type(None), tuple))
_ENTRY = 120  # bytes of JSON that a part takes, roughly

_own = torch.nn.Module.__dict__["__dict__"].__get__  # whatever a subclass makes of the name
_groups = torch.optim.Optimizer.__dict__["__dict__"].__get__


class Described:
    """Describes modules and optimisers of one run."""

    def __init__(self, origins: Origins, cargo: Cargo, budget: Budget) -> None:
        self._origins, self._cargo, self._budget = origins, cargo, budget
        self._parts = 0

    def told(self, value: Any) -> dict[str, Any] | None:
        """A module or an optimiser; None if it is neither, or cannot be read, or there is no room for it."""
        self._parts = 0
        try:
            if issubclass(type(value), torch.nn.Module):
                return {"module": self._module(value, 0)}
            if issubclass(type(value), torch.optim.Optimizer):
                return {"optimiser": self._optimiser(value)}
        except Exception:  # a student's module may hold anything anywhere
            return None
        return None

    def _module(self, module: Any, depth: int) -> dict[str, Any]:
        own = _own(module)
        parts = {kind: self._afford(own.get(f"_{kind}")) for kind in ("parameters", "buffers", "modules")}
        children = parts["modules"] if depth < DEPTH else []
        return {
            "type": self._budget.text(kind_name(type(module)), NAME),
            "token": self._origins.token(module),
            "training": own.get("training") is True,
            "options": self._options(own),
            "parameters": [self._tensor(name, value) for name, value in parts["parameters"]],
            "buffers": [self._tensor(name, value) for name, value in parts["buffers"]],
            "children": [
                [name, self._module(value, depth + 1)]
                for name, value in children
                if issubclass(type(value), torch.nn.Module)
            ],
        }

    def _optimiser(self, optimiser: Any) -> dict[str, Any]:
        groups = _groups(optimiser).get("param_groups")
        told = []
        for group in islice(groups if type(groups) is list else [], GROUPS):
            held = group.get("params") if type(group) is dict else None
            if type(held) is list and self._budget.spend(_ENTRY):
                tokens = [self._origins.token(tensor) for tensor in islice(held, PARTS) if self._budget.spend(8)]
                told.append({"options": self._options(group), "parameters": [n for n in tokens if n is not None]})
        return {"type": self._budget.text(kind_name(type(optimiser)), NAME), "groups": told}

    def _afford(self, parts: Any) -> list[tuple[str, Any]]:
        """As many parts as there is room for."""
        found = []
        for name, value in list(parts.items()) if isinstance(parts, dict) else ():
            if value is None or type(name) is not str or len(name) > NAME:
                continue
            if self._parts >= PARTS or not self._budget.fits(name, _ENTRY):
                break
            self._parts += 1
            found.append((name, value))
        return found

    def _tensor(self, name: str, value: Any) -> list[Any]:
        return [name, self._origins.token(value), see(value, self._cargo, self._budget)]

    def _options(self, own: dict[Any, Any]) -> dict[str, Any]:
        """Its numbers, texts and switches: `in_features`, `lr`, `momentum`, `p`."""
        told: dict[str, Any] = {}
        for name, value in list(own.items()):
            if type(name) is not str or name.startswith("_") or name == "training" or type(value) not in _PLAIN:
                continue
            if len(told) == OPTIONS or len(name) > NAME or not self._budget.fits(name, 40):
                break
            told[name] = see(value, self._cargo, self._budget)
        return told
