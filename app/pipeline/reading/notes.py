"""What was taken out of a cell, and what is told about it."""

from __future__ import annotations

from dataclasses import dataclass

from app.pipeline.reading.notebook import Cell

SHOWN = 60  #: characters of a student's line in a sentence


@dataclass(frozen=True, kw_only=True)
class Note:
    """One thing that only Jupyter understands, and what became of it."""

    cell: int  #: its place in the file, from 0
    line: int  #: in the cell, from 1
    sentence: str

    @staticmethod
    def of(cell: Cell, line: int, shown: str, why: str) -> Note:
        """Say it with the place as a student counts it."""
        code = " ".join(shown.split())
        code = code if len(code) <= SHOWN else f"{code[: SHOWN - 3]}..."
        return Note(cell=cell.place, line=line, sentence=f"Cell {cell.place + 1}, line {line}: `{code}` {why}")


@dataclass(frozen=True, kw_only=True)
class Plain:
    """A cell's code as Python can read it: as many lines as before, or none at all where the whole cell was dropped."""

    text: str
    notes: tuple[Note, ...] = ()
