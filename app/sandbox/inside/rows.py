"""The rows that tell of one cell: what was made, where, by what and out of what.

A row is [place, nth, Value or null, token, memory, callee, callee's token, operands, flags]: the place by its number in
the table of places, which time it was there, the operands as rows by number. All is written down at once, as bytes, so
that nothing of the student's is held.
"""

from __future__ import annotations

from typing import Any

import torch

from .budget import Budget
from .modules import Described
from .origin import Origins
from .sites import Local, Reference, Site
from .tensors import Cargo
from .values import see

# The desk refuses what is more: rows of a cell, names, modules and optimisers, operands; characters of a name
MOST, NAMES, ALIVE, OPERANDS, NAME = 3000, 2000, 40, 200, 200
ROW, PLACE = 70, 60  # bytes of JSON that each takes, roughly
SHOWN, LAST, STALE = 1, 2, 4
DISPLAYS = frozenset(("builtins.print", "pprint.pprint"))

_alone = torch._C.DisableTorchFunction
_modes = getattr(torch._C, "_len_torch_dispatch_stack", lambda: 0)
_tracing = torch._C._get_tracing_state
_levels = torch._C._functorch.peek_interpreter_stack
_Tensor = torch.Tensor
FOLLOWED = (torch.nn.Module, torch.optim.Optimizer)


class Full(Exception):
    """There is no room for another row."""


class Rows:
    """Writes them down."""

    def __init__(self, cargo: Cargo, origins: Origins, budget: Budget) -> None:
        self._cargo, self._origins, self.budget = cargo, origins, budget
        self._rows: list[list[Any]] = []
        self._places: list[list[Any]] = []
        self._names: dict[str, Any] = {}
        self._living: list[Any] = []
        self.alive: dict[int, None] = {}  #: tokens of modules and optimisers that are to be described at the end

    def add(
        self, site: Site, value: Any, callee: str | None, called: int | None, operands: list[int | None], flags: int
    ) -> int:
        """Write down a value, or only whose it is if it may have changed since; the number of its row. Raises Full."""
        del operands[OPERANDS:]
        if len(self._rows) >= MOST or not self.budget.fits(callee or "", ROW + 6 * len(operands)):
            raise Full
        if site.number is None:
            if len(self._places) >= MOST or not self.budget.fits(site.name[:NAME], PLACE):
                raise Full
            site.number = len(self._places)
            self._places.append([site.kind, site.cell, *site.span, site.name[:NAME]])
        known = site.origin if site.origin is not None and site.origin[0] is value else None
        token, memory = self.identity(value) if known is None else known[1:]
        told = None if flags & LAST and type(site) is Reference else self._value(site, value, token)
        self._rows.append([site.number, site.count, told, token, memory, callee, called, operands, flags])
        if callee in DISPLAYS:
            self.show(operands)
        return len(self._rows) - 1

    def show(self, numbers: list[int | None]) -> None:
        """These rows tell of what was displayed."""
        for number in numbers:
            if number is not None:
                self._rows[number][8] |= SHOWN

    def identity(self, value: Any) -> tuple[int | None, int | None]:
        """The tokens of an object and of its memory."""
        token = self._origins.token(value)
        if token is None:
            return None, None
        with _alone():
            return token, self._origins.memory(value)

    def callee(self, site: Site) -> str | None:
        """What was called at a place, if it was the same each time."""
        names = {row[5] for row in self._rows if row[0] == site.number}
        return names.pop() if len(names) == 1 else None

    def name(self, name: Any, value: Any) -> None:
        """Which object a name stands for."""
        token, memory = self.identity(value)
        if token is None or type(name) is not str or len(name) > NAME:
            return
        if len(self._names) < NAMES and self.budget.fits(name, 20):
            self._names[name] = [token, memory]
            if issubclass(type(value), FOLLOWED) and len(self.alive) < ALIVE:
                self.alive[token] = None

    def live(self, token: int) -> None:
        """A module or an optimiser as it is now."""
        value = self._origins.living(token)
        told = None if value is None else Described(self._origins, self._cargo, self.budget).told(value)
        if told is not None and self.budget.spend(20):
            self._living.append([token, told])

    def told(self) -> dict[str, Any]:
        """All of it as JSON."""
        return {"places": self._places, "made": self._rows, "names": self._names, "living": self._living}

    def _value(self, site: Site, value: Any, token: int | None) -> dict[str, Any] | None:
        kind = type(value)
        if issubclass(kind, FOLLOWED):
            new = token is not None and token not in self.alive and len(self.alive) < ALIVE
            if token is not None and new:
                self.alive[token] = None
            if new or type(site) is Local:  # what a function trained may not outlive it
                told = Described(self._origins, self._cargo, self.budget).told(value)
                if told is not None:
                    return told
        elif issubclass(kind, _Tensor) and (_modes() or _tracing() is not None or _levels() is not None):
            return None  # to read it would be seen by whoever watches the operations
        return see(value, self._cargo, self.budget)
