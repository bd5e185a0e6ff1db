"""Whose is which cell: a question is named once, and all that follows is its own until the next is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.pipeline.reading import naming
from app.pipeline.reading.caps import check_parts
from app.pipeline.reading.notebook import Answer, Cell, Notebook
from app.pipeline.reading.parts import Part

OVERVIEW = 3  #: questions named in one written cell make it an overview: what follows is not the last one's
FENCES = ("```", "~~~")


@dataclass(kw_only=True)
class Gathered:
    """One question's belongings while the file is walked through."""

    cells: list[int] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    places: set[int] = field(default_factory=set)

    def answer(self) -> Answer:
        """What was gathered."""
        written = "\n\n".join(text for text in self.written if text)
        return Answer(cells=tuple(self.cells), written=written, repeated=len(self.places) > 1)


class Sorter:
    """Walks through a file's cells; `current` is whose the next one is."""

    def __init__(self, current: int | None = None) -> None:
        self.current = current
        self.place = 0  #: grows whenever another question's turn begins
        self.cells: list[Cell] = []
        self.gathered: dict[int, Gathered] = {}

    def turn_to(self, number: int) -> Gathered:
        """Let what follows be this question's."""
        if number != self.current:
            self.current, self.place = number, self.place + 1
        return self.gathered.setdefault(number, Gathered())

    def take(self, part: Part, place: int) -> None:
        """Put one cell where it belongs."""
        if part.named is not None:
            self.turn_to(part.named)
        if part.code:
            self._take_code(part, place)
        else:
            self._take_written(part.text)

    def _take_code(self, part: Part, place: int) -> None:
        if part.named is None and (number := naming.in_comments(part.text)) is not None:
            self.turn_to(number)
        self.cells.append(Cell(text=part.text, place=place, line=part.line, question=self.current))
        if self.current is not None:
            mine = self.turn_to(self.current)
            mine.cells.append(len(self.cells) - 1)
            if part.text.strip():
                mine.places.add(self.place)

    def _take_written(self, text: str) -> None:
        pieces = list(_pieces(text))
        before, place = self.current, self.place
        overview = len({number for number, _ in pieces if number is not None}) >= OVERVIEW
        for number, piece in pieces:
            if number is not None:
                self.turn_to(number)
            if self.current is not None:
                self.turn_to(self.current).written.append(piece.strip())
        if overview:
            self.current, self.place = before, place

    def notebook(self) -> Notebook:
        """All of it, questions in the order of their numbers."""
        return Notebook(
            cells=tuple(self.cells),
            answers={number: self.gathered[number].answer() for number in sorted(self.gathered)},
            preamble=tuple(index for index, cell in enumerate(self.cells) if cell.question is None),
        )


def sort(parts: Iterable[Part], otherwise: int | None = None) -> Notebook:
    """Sort cells by question; where no cell names one, all are the question's `otherwise`."""
    parts = tuple(parts)
    check_parts(parts)
    notebook = _sorted(parts, None)
    return notebook if notebook.answers or otherwise is None else _sorted(parts, otherwise)


def _sorted(parts: tuple[Part, ...], current: int | None) -> Notebook:
    sorter = Sorter(current)
    for place, part in enumerate(parts):
        sorter.take(part, place)
    return sorter.notebook()


def _pieces(text: str) -> Iterator[tuple[int | None, str]]:
    """Cut a written cell where it names questions: the number (None for what stands before one), and the text."""
    number: int | None = None
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = line.lstrip()[:3]
        if mark in FENCES and fence in ("", mark):
            fence = "" if fence else mark
        if not fence and (named := naming.in_line(line)):
            yield number, "\n".join(lines)
            number, lines = named.number, [named.rest]
        else:
            lines.append(line)
    yield number, "\n".join(lines)
