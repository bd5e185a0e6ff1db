"""Where something stands in the student's code. The text of a line is taken from our own copy of the program."""

from __future__ import annotations

from collections.abc import Sequence

from app.sandbox.customs.strict import integer, listing, refuse
from graders.observation import Place

LINE, COLUMN, CODE = 1 << 31, 1 << 31, 500
_ROWS = 50  # lines of an expression


class Places:
    """Turns claims into places in a program's cells."""

    def __init__(self, cells: Sequence[str]) -> None:
        self._cells = cells
        self._lines: dict[int, list[str]] = {}

    def read(self, claim: object) -> Place | None:
        """A place told as [cell, line, column or null]; null is no place."""
        if claim is None:
            return None
        cell, line, column = (
            listing(claim, 3)
            if type(claim) is list and len(claim) == 3
            else refuse("where a place belongs there is none")
        )
        return self.at(cell, line, column)

    def at(self, cell: object, line: object, column: object = None) -> Place:
        """A place told by its numbers."""
        cell = integer(cell, 0, len(self._cells) - 1)
        line = integer(line, 1, LINE)
        column = None if column is None else integer(column, 0, COLUMN)
        lines = self._of(cell)
        code = lines[line - 1][:CODE] if line <= len(lines) else ""
        return Place(cell=cell, line=line, column=column, code=code)

    def stretch(self, cell: object, span: Sequence[object]) -> tuple[Place, str]:
        """An expression's place and text; its span is first line, first column, last line, last column.

        The columns are counted in bytes, as the compiler does it.
        """
        first, start, last, end = (integer(number, 0, LINE) for number in span)
        index = integer(cell, 0, len(self._cells) - 1)
        lines = self._of(index)
        if not 1 <= first <= last <= len(lines):
            refuse("an expression lies outside its cell")
        column = len(lines[first - 1].encode()[:start].decode(errors="replace"))
        within = lines[first - 1 : min(last, first + _ROWS)]
        if last == first + len(within) - 1:
            within[-1] = within[-1].encode()[:end].decode(errors="replace")
        within[0] = within[0][column:]
        return self.at(index, first, column), "\n".join(within)[:CODE]

    def _of(self, cell: int) -> list[str]:
        if cell not in self._lines:  # split as Python counts lines: a form feed or U+2028 begins none
            text = self._cells[cell].removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
            self._lines[cell] = text.encode("utf-8", "replace").decode().split("\n")
        return self._lines[cell]
