"""What is other in this run than in the program as written: other numbers in the trees, before the first line runs.

Only the trees change. The text stays, so that tracebacks, `inspect.getsource` and the recorder show the student's own
lines; and the facts are read before, since they tell of the text. Nothing of the student's has run by then, so what
is told of the numbers that were put in may be trusted.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from .program import Cell, Program, amend, constants
from .vary_drawn import Drawn
from .vary_names import Names
from .vary_written import Figure, Writing, writings, written_at

MOST = 2000  # numbers of a program; an occurrence that would go beyond stays as it is


def vary(program: Program, orders: dict[str, Any]) -> list[list[list[Any]]]:
    """Put the other numbers in; for each cell [which of the data or null, line, column, old, new], in reading order.

    All numbers of an occurrence are told, also those that stay as they are, as zeros do.
    """
    changes = _Changes(program)
    names = Names(program.cells)
    found = list(writings(program.cells, names))
    drawn = Drawn(orders["draw"])
    for index, data in enumerate(orders["data"]):
        changes.make(index, _given(data, found, drawn))
    for cell, line, column in orders["places"]:
        changes.make(None, _afresh(program.cells, cell, line, column, names, found, drawn))
    changes.done()
    return changes.told


def _given(data: dict[str, Any], found: Sequence[Writing], drawn: Drawn) -> list[tuple[Figure, int | float]]:
    """All occurrences of the first of the old numbers that is found, and what is to stand there."""
    for nth, old in enumerate(data["old"]):
        taken: set[Figure] = set()
        occurrences = []
        for figures in (figures for writing in found for figures in writing.of(old)):
            if taken.isdisjoint(figures):  # `[[4, 7]]` is one occurrence, though it can be read as two
                taken.update(figures)
                occurrences.append(figures)
        if occurrences:
            new = data["new"][nth] if data["new"] else None
            if new is None:
                return drawn.for_all([figure for figures in occurrences for figure in figures], alone=len(old) == 1)
            return [
                pair for figures in occurrences for pair in zip(figures, map(_same_kind, figures, new), strict=True)
            ]
    return []


def _afresh(
    cells: Sequence[Cell], cell: int, line: int, column: int, names: Names, found: Sequence[Writing], drawn: Drawn
) -> list[tuple[Figure, int | float]]:
    """The numbers written down for the expression that begins at a place, and others for them."""
    if not 0 <= cell < len(cells):
        return []
    figures = written_at(cells[cell], line, column, names, found)
    return drawn.for_all(figures, alone=len(figures) == 1)


def _same_kind(figure: Figure, new: float) -> int | float:
    """The new number as an int or a float, whichever the old one was, where that is the same number."""
    if type(figure.value) is float:
        return float(new)
    return int(new) if new == int(new) else new


class _Changes:
    """What is put into the trees, and the words in which it is told."""

    def __init__(self, program: Program) -> None:
        self.told: list[list[list[Any]]] = [[] for _ in program.cells]
        self._program = program
        self._left = MOST
        self._new: dict[ast.Constant, int | float] = {}

    def make(self, data: int | None, pairs: list[tuple[Figure, int | float]]) -> None:
        """Note down other numbers for figures; what is changed already stays so."""
        pairs = [(figure, new) for figure, new in pairs if figure.constant not in self._new]
        if len(pairs) > self._left:
            return
        self._left -= len(pairs)
        for figure, new in pairs:
            self._new[figure.constant] = figure.sign * new
            lines = self._program.cells[figure.cell].lines
            column = len(lines[figure.line - 1].encode()[: figure.column].decode(errors="replace"))
            self.told[figure.cell].append([data, figure.line, column, figure.value, new])

    def done(self) -> None:
        """Hand them to the cells."""
        for told in self.told:
            told.sort(key=lambda one: one[1:3])
        for cell in self._program.cells:
            if cell.tree is None or not self.told[cell.index]:
                continue
            for index, constant in enumerate(constants(cell.tree)):
                if constant in self._new:
                    cell.edits[index] = self._new[constant]
            amend(cell.tree, cell.edits)
