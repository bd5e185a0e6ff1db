"""A cell's tree rewritten, compiled and planted with sites; or not, in which case the cell runs as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import CodeType

from .implant import Bed
from .program import Cell
from .record import Recorder
from .statements import Statements

# Who follows frames or reads bytecode would meet our sites: such programs run as they stand
WATCHING = re.compile(
    r"settrace|setprofile|sys\.monitoring|_dynamo|torch\.export|symbolic_trace|import compile\b|(?<!\bre)\.compile\("
)


class Planting:
    """Makes code that tells of itself."""

    def __init__(self, recorder: Recorder, texts: Iterable[str]) -> None:
        self._recorder = recorder
        self._modules: set[str] = set()
        self._watched = any(WATCHING.search(text) for text in texts)

    def __call__(self, cell: Cell, futures: int) -> CodeType | None:
        """The code of a cell with its sites; None if it cannot be made. The cell's tree is spoilt either way."""
        assert cell.tree is not None
        if self._watched:
            return None
        bed = Bed()
        try:
            Statements(self._recorder.plan(cell.index, bed), self._modules).cell(cell.tree)
            code = bed.plant(compile(cell.tree, cell.name, "exec", futures, dont_inherit=True))
        except Exception:  # the plain cell has to tell what is wrong with it, if anything
            return None
        self._recorder.planted = True
        return code
