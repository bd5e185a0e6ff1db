"""The recorder: sites hand over what was made, and it is written down as `rows`; what is caught or changed, too.

Only the newest value of a place in a loop is held until the cell ends.
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
from .origin import Origins
from .program import Program
from .raised import swallowed
from .rows import DISPLAYS, FOLLOWED, LAST, SHOWN, STALE, Rows
from .sites import FIRST, KINDS, LIGHT, NOTHING, Altering, Callee, Reference, Site, version
from .tensors import Cargo
from .values import DULL
from .watch import SUPPRESS, Watched

CAUGHT = 50  # exceptions of a cell
PATIENCE = 1.0  # seconds
LARGE = 4 << 20  # bytes from which on a loop's newest value is not held

_alone = torch._C.DisableTorchFunction
_Tensor, _Parameter = torch.Tensor, torch.nn.Parameter
_locals = (_Tensor, np.ndarray, list, *FOLLOWED)
_frame = sys._getframe


class Recorder:
    """Writes down one run, cell by cell. What it cannot write down it counts."""

    def __init__(self, cargo: Cargo) -> None:
        self.on = False
        self.planted = False  #: the cell under way was made into code that tells of itself
        self._cargo, self._origins = cargo, Origins()
        self.origins = self._origins  #: for those who call models
        self._program: Program | None = None
        self._lock = threading.Lock()
        self._sites: list[Site] = []
        self._clear(Budget(0))

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
        self._program, self.planted = program, False
        self._clear(budget)
        for site in self._sites:
            site.clear()
        self.on = True

    def _clear(self, budget: Budget) -> None:
        self._budget, self._rows = budget, Rows(self._cargo, self._origins, budget)
        self._hot: list[Site] = []  #: places in loops
        self._making: list[Site] = []  #: those of them at which something new is made
        self._caught: list[dict[str, Any]] = []
        self._dropped = 0

    def take(self, site: Site, value: Any) -> None:
        """One of a place's first values. Whoever comes while another value is written down is not waited for."""
        if not self.on:
            return
        frame = id(_frame(2))
        site.at.pop(frame, None)  # nothing used it, and it must not be taken for what comes now
        if not self._lock.acquire(blocking=False):
            self._dropped += 1
            return
        try:
            self._take(site, value, frame)
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
            if kind is _Tensor and _large(value):
                site.kept = LIGHT
        if kind not in DULL:
            site.at[frame] = self._rows.add(
                site, value, callee, token, operands, SHOWN * (site.shown and value is not None)
            )

    def resolve(self, site: Callee, value: Any) -> None:
        """What is about to be called at a place, by the name it has where it was defined."""
        if not self.on:
            return
        frame = id(_frame(2))
        site.found.pop(frame, None)
        if not self._lock.acquire(blocking=False):
            return
        try:
            site.found[frame] = callee_name(value), self._origins.token(value)
        except Exception:
            self._dropped += 1
        finally:
            self._lock.release()

    def local(self, site: Site, value: Any) -> None:
        """What a function's own name stands for when it ends; what is no data is passed over."""
        if not self.on or not issubclass(type(value), _locals) or not self._lock.acquire(blocking=False):
            return
        try:
            self._rows.add(site, value, None, None, [], 0)
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
                        origin = copy, *self._rows.identity(value)
                    site.last, site.version, site.origin = origin[0], version(origin[0]), origin
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
        for name, value in reversed(list(names.items())):
            self._guarded(self._rows.name, name, value)
        for token in self._rows.alive:
            self._guarded(self._rows.live, token)
        for site in self._sites:
            site.clear()
        return {
            "instrumented": self.planted,
            **self._rows.told(),
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
        if site.count <= FIRST:
            return
        operands = [one.hot if one.count == site.count and one.hot >= 0 else None for one in site.operands]
        callee = None if site.callee is None else self._rows.callee(site)
        if callee in DISPLAYS:  # it gave back None, which is not kept
            self._rows.show(operands)
        if value is NOTHING:
            return
        tensor = type(value) in (_Tensor, _Parameter)
        flags = LAST | SHOWN * (site.shown and value is not None)
        if tensor and type(site) is not Reference and (site.version is None or version(value) != site.version):
            flags |= STALE
        site.hot = self._rows.add(site, value, callee, None, operands, flags)


def _leaves(error: BaseException) -> list[BaseException]:
    """The exception; what `except*` made a group of, one by one."""
    if isinstance(error, BaseExceptionGroup) and error.__traceback__ is None:
        return [leaf for one in error.exceptions[:8] for leaf in _leaves(one)]
    return [error]


# Places at which something new is made, which is saved before a known change; elsewhere a change is only told
_MAKING = frozenset(("operator", "call", "subscript", "await"))


def _large(tensor: torch.Tensor) -> bool:
    with _alone():
        return tensor.nbytes > LARGE
