"""The recorder: what the sites hand over becomes rows that say what was made, where, by what and out of what.

A row is [place, nth, Value or null, token, memory, callee, callee's token, operands, what]: the place by its number in
the table of places, which time it was there, the operands as rows by number. All is written down at once, as bytes, so
that nothing of the student's is held; only the newest value of a place in a loop is held until the cell ends.
"""

from __future__ import annotations

import sys
import threading
from typing import Any

import numpy as np
import torch

from .budget import Budget
from .callees import callee_name
from .implant import Bed
from .modules import Described
from .origin import Origins
from .program import Program
from .raised import swallowed
from .sites import FIRST, KINDS, LIGHT, NOTHING, Altering, Callee, Reference, Site
from .tensors import Cargo
from .values import DULL, see
from .watch import SUPPRESS, Watched

ROWS, CAUGHT, ALIVE = 3000, 50, 40  # of a cell; the last are modules and optimisers
ROW, PLACE = 70, 60  # bytes of JSON that each takes, roughly
PATIENCE = 1.0  # seconds
LARGE = 4 << 20  # bytes from which on a loop's newest value is not held
SHOWN, LAST, STALE = 1, 2, 4

_alone = torch._C.DisableTorchFunction
_modes = getattr(torch._C, "_len_torch_dispatch_stack", lambda: 0)
_tracing = torch._C._get_tracing_state
_levels = torch._C._functorch.peek_interpreter_stack
_Tensor, _Parameter = torch.Tensor, torch.nn.Parameter
_followed = (torch.nn.Module, torch.optim.Optimizer)
_locals = (_Tensor, np.ndarray, list, *_followed)
_frame = sys._getframe


class Recorder:
    """Writes down one run, cell by cell. What it cannot write down it counts."""

    def __init__(self, cargo: Cargo) -> None:
        self.on = False
        self.planted = False  #: the cell under way was made into code that tells of itself
        self._cargo, self._origins = cargo, Origins()
        self.modules = self._origins.modules  #: those that are alive
        self._budget = Budget(0)
        self._program: Program | None = None
        self._lock = threading.Lock()
        self._sites: list[Site] = []
        self._described: set[int] = set()
        self._clear()

    def plan(self, cell: int, bed: Bed) -> Any:
        """What plants sites for a cell, in the form that the rewriting asks for."""

        def plant(
            kind: str, node: Any, name: str, operands: tuple[Site, ...], callee: Callee | None = None
        ) -> tuple[str, Site]:
            site = KINDS.get(kind, Site)(self, cell, kind, node, name, operands)
            site.callee = callee
            self._sites.append(site)
            return bed.hold(site), site

        return plant

    def begin(self, program: Program, budget: Budget) -> None:
        """A cell begins; it may say of itself as much as the budget has."""
        self._program, self._budget, self.planted = program, budget, False
        self._clear()
        for site in self._sites:
            site.clear()
        self.on = True

    def _clear(self) -> None:
        self._rows: list[list[Any]] = []
        self._places: list[list[Any]] = []
        self._hot: list[Site] = []  #: places in loops
        self._making: list[Site] = []  #: those of them at which something new is made
        self._caught: list[dict[str, Any]] = []
        self._dropped = 0
        self._alive: dict[int, None] = {}

    def take(self, site: Site, value: Any) -> None:
        """One of a place's first values. Whoever comes while another value is written down is not waited for."""
        if not self.on:
            return
        if not self._lock.acquire(blocking=False):
            self._dropped += 1
            return
        try:
            self._take(site, value, id(_frame(2)))
        except Exception:  # too deep, out of memory, a broken tensor: the program goes on as it would have
            self._dropped += 1
        finally:
            self._lock.release()

    def _take(self, site: Site, value: Any, frame: int) -> None:
        operands = [operand.at.pop(frame, None) for operand in site.operands]
        callee, token = (None, None) if site.callee is None else site.callee.found.pop(frame, (None, None))
        kind = type(value)
        if site.count == FIRST:
            self._hot.append(site)
            if site.kind in _MAKING and type(site.callee) is not Altering:
                self._making.append(site)
            if kind is _Tensor and value.nbytes > LARGE:
                site.kept = LIGHT
        if kind not in DULL:
            site.at[frame] = self._row(site, value, callee, token, operands, SHOWN * site.shown)

    def _row(
        self, site: Site, value: Any, callee: str | None, called: int | None, operands: list[int | None], flags: int
    ) -> int:
        """Write down a value, or only whose it is if it may have changed since; the number of its row. Raises Full."""
        if len(self._rows) >= ROWS or not self._budget.spend(ROW + 6 * len(operands)):
            raise Full
        if site.number is None:
            if not self._budget.fits(site.name, PLACE):
                raise Full
            site.number = len(self._places)
            self._places.append([site.kind, site.cell, *site.span, site.name[:200]])
        known = site.origin if site.origin is not None and site.origin[0] is value else None
        token, memory = self._identity(value) if known is None else known[1:]
        told = None if flags & LAST and type(site) is Reference else self._value(value, token)
        self._rows.append([site.number, site.count, told, token, memory, callee, called, operands, flags])
        return len(self._rows) - 1

    def _identity(self, value: Any) -> tuple[int | None, int | None]:
        token = self._origins.token(value)
        if token is None:
            return None, None
        with _alone():
            return token, self._origins.memory(value)

    def _value(self, value: Any, token: int | None) -> dict[str, Any] | None:
        kind = type(value)
        if issubclass(kind, _followed):
            if token is not None and token not in self._alive and len(self._alive) < ALIVE:
                self._alive[token] = None
                told = Described(self._origins, self._cargo, self._budget).told(value)
                if told is not None:
                    return told
        elif issubclass(kind, _Tensor) and (_modes() or _tracing() is not None or _levels() is not None):
            return None  # to read it would be seen by whoever watches the operations
        return see(value, self._cargo, self._budget)

    def resolve(self, site: Callee, value: Any) -> None:
        """What is about to be called at a place, by the name it has where it was defined."""
        if not self.on or not self._lock.acquire(blocking=False):
            return
        try:
            token = self._origins.token(value)
            site.found[id(_frame(2))] = callee_name(value), token
        except Exception:
            self._dropped += 1
        finally:
            self._lock.release()

    def local(self, site: Site, value: Any) -> None:
        """What a function's own name stands for when it ends; what is no data is passed over."""
        if not self.on or not issubclass(type(value), _locals) or not self._lock.acquire(blocking=False):
            return
        try:
            self._row(site, value, None, None, [], 0)
        except Exception:
            self._dropped += 1
        finally:
            self._lock.release()

    def caught(self, error: BaseException | None) -> None:
        """An exception that the student's code caught."""
        if not self.on or error is None or self._program is None:
            return
        try:
            for one in _leaves(error):
                if len(self._caught) < CAUGHT and self._budget.spend(200):
                    self._caught.append(swallowed(one, self._program, self._budget))
        except Exception:
            self._dropped += 1

    def watch(self, value: Any) -> Any:
        """What a `with` is to enter in place of this."""
        return Watched(value, self.caught) if type(value) is SUPPRESS else value

    def rescue(self, value: Any) -> None:
        """A tensor is about to be changed in place: the loops that hold it get a copy."""
        origin = None
        try:
            for site in self._making:
                if site.last is value:
                    if origin is None:
                        with _alone():
                            copy = value.detach().clone()
                        origin = copy, *self._identity(value)
                    site.last, site.version, site.origin = origin[0], origin[0]._version, origin
        except Exception:
            self._dropped += 1

    def end(self, names: dict[Any, Any]) -> dict[str, Any]:
        """The cell has ended: all of it as JSON, the values that loops made last included."""
        self.on = False
        # A thread may be writing still; one that stopped in the middle is not waited for.
        self._lock.acquire(timeout=PATIENCE)
        self._lock = threading.Lock()
        for site in self._hot:
            self._guarded(self._newest, site)
        tokens: dict[str, Any] = {}
        for name, value in reversed(list(names.items())):
            self._guarded(self._name, tokens, name, value)
        living: list[Any] = []
        for token in self._alive:
            self._guarded(self._live, living, token)
        for site in self._sites:
            site.clear()
        return {
            "instrumented": self.planted,
            "places": self._places,
            "made": self._rows,
            "names": tokens,
            "living": living,
            "caught": self._caught,
            "dropped": self._dropped,
        }

    def _guarded(self, step: Any, *arguments: Any) -> None:
        try:
            step(*arguments)
        except Exception:
            self._dropped += 1

    def _newest(self, site: Site) -> None:
        """What a place in a loop made last; its operands are known if they were evaluated as often as it."""
        value, site.last = site.last, NOTHING
        if value is NOTHING or site.count <= FIRST:
            return
        operands = [one.hot if one.count == site.count and one.hot >= 0 else None for one in site.operands]
        tensor = type(value) in (_Tensor, _Parameter)
        flags = LAST | SHOWN * site.shown
        if tensor and type(site) is not Reference and (site.version is None or _version(value) != site.version):
            flags |= STALE
        callee = site.callee
        names = {row[5] for row in self._rows if row[0] == site.number} if callee is not None else set()
        site.hot = self._row(site, value, names.pop() if len(names) == 1 else None, None, operands, flags)

    def _name(self, tokens: dict[str, Any], name: Any, value: Any) -> None:
        token, memory = self._identity(value)
        if token is not None and type(name) is str and self._budget.fits(name, 20):
            tokens[name] = [token, memory]
            if issubclass(type(value), _followed) and len(self._alive) < ALIVE:
                self._alive[token] = None

    def _live(self, living: list[Any], token: int) -> None:
        value = self._origins.living(token)
        told = None if value is None else Described(self._origins, self._cargo, self._budget).told(value)
        if told is not None and self._budget.spend(20):
            living.append([token, told])


class Full(Exception):
    """There is no room for another row."""


def _leaves(error: BaseException) -> list[BaseException]:
    """The exception; what `except*` made a group of, one by one."""
    if isinstance(error, BaseExceptionGroup) and error.__traceback__ is None:
        return [leaf for one in error.exceptions[:8] for leaf in _leaves(one)]
    return [error]


# Places at which something new is made, which is saved before a known change; elsewhere a change is only told
_MAKING = frozenset(("operator", "call", "subscript", "await"))


def _version(tensor: torch.Tensor) -> int | None:
    try:
        return tensor._version
    except RuntimeError:
        return None
