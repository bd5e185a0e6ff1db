"""Warnings as data. They are shown to the student as Python shows them, once per place, and noted down beside."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from typing import Any, TextIO

from .budget import Budget
from .program import Program
from .raised import MESSAGE, type_name

MOST = 50  # of a cell

_catch, _format = warnings.catch_warnings, warnings.formatwarning


class Warnings:
    """Notes what is shown while a cell runs; nothing is shown between cells, where only our own code runs.

    torch says some warnings once per process, so the caller has to make it say them always: Python's own rule, once per
    place, then holds for them too.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._seen: list[dict[str, Any]] = []
        self._show_them: Callable[..., None] = self._show  # or what the student put in its place

    def begin(self) -> None:
        """A new cell: what was shown in an earlier one is shown again. The student's own filters stay."""
        with _catch():
            pass  # leaving it makes Python forget what it has shown
        warnings.showwarning = self._show_them
        self._seen = []

    def end(self, budget: Budget) -> list[dict[str, Any]]:
        """What was shown since the cell began."""
        self._show_them = warnings.showwarning
        hush()
        for warning in self._seen:
            warning["category"] = budget.text(warning["category"], 200)
            warning["message"] = budget.text(warning["message"], MESSAGE)
        return self._seen

    def _show(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if len(self._seen) < MOST:
            place = self._program.innermost(sys._getframe(1))
            if place is None and filename in self._program.index:
                place = (self._program.index[filename], lineno, None)  # the compiler's: no frame has come so far
            self._seen.append({"category": type_name(category), "message": str(message)[:MESSAGE], "place": place})
        out = file or sys.stderr
        if out is not None:
            out.write(_format(message, category, filename, lineno, line))


def hush() -> None:
    """Show no warning until a cell begins."""
    warnings.showwarning = _silently


def _silently(*_: object, **__: object) -> None:
    pass
