"""A cell's tree rewritten, compiled and planted with sites; or not, in which case the cell runs as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from types import CodeType

from .implant import Bed
from .onlookers import any_onlooker, suspect
from .program import Cell
from .record import Recorder
from .statements import Statements


class Planting:
    """Makes code that tells of itself."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._modules: set[str] = set()
        self._plain = False

    def survey(self, cells: Sequence[Cell]) -> None:
        """Look at all cells before the first of them runs: what a later one does may be done to an earlier one."""
        trees = [cell.tree for cell in cells if cell.tree is not None]
        self._plain = any(suspect(cell.text) for cell in cells) and any_onlooker(trees)

    def __call__(self, cell: Cell, futures: int) -> CodeType | None:
        """The code of a cell with its sites; None if it cannot be made. The cell's tree is spoilt either way."""
        assert cell.tree is not None
        if self._plain:
            return None
        bed = Bed()
        try:
            Statements(self._recorder.plan(cell.index, bed), self._modules).cell(cell.tree)
            code = bed.plant(compile(cell.tree, cell.name, "exec", futures, dont_inherit=True))
        except Exception:  # the plain cell has to tell what is wrong with it, if anything
            return None
        self._recorder.planted = True
        return code
