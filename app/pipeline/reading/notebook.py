"""What a student handed in, sorted by question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of code as the student wrote it, magics and all; lines end in a plain newline."""

    text: str
    place: int  #: among all cells of the file, written ones included, counted from 0
    line: int = 1  #: where its first line stands in the file; 1 in a notebook, whose cells count their own lines
    question: int | None = None  #: None before the first question is named


@dataclass(frozen=True, kw_only=True)
class Answer:
    """All that belongs to one question."""

    cells: tuple[int, ...] = ()  #: into `Notebook.cells`, in the order of the file
    written: str = ""  #: the Markdown and raw text from the question's name on, the task's own words included
    repeated: bool = False  #: its code stands in two separated places: perhaps two answers


@dataclass(frozen=True, kw_only=True)
class Notebook:
    """A file's code cells in the order they run, and whose they are."""

    cells: tuple[Cell, ...] = ()
    answers: Mapping[int, Answer] = field(default_factory=dict)
    preamble: tuple[int, ...] = ()  #: cells before the first question

    def not_found(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """Those of `numbers` that the file never names."""
        return tuple(number for number in numbers if number not in self.answers)
