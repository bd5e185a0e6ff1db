"""Grades a text as a student's answer: what every part of the exam does."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from app.pipeline.reading import Unreadable, read
from app.pipeline.reading.magics import plain
from app.pipeline.upload import grade_upload, record_of
from app.sandbox.box import Box
from graders import grade
from graders.catalogue import Entry, Pack
from graders.report import QuestionReport, State


@dataclass(frozen=True, kw_only=True)
class Examiner:
    """Has one question of a pack graded."""

    box: Box
    pack: Pack
    entry: Entry

    @property
    def number(self) -> int:
        """The question's."""
        return self.entry.question.number

    @property
    def full(self) -> float:
        """Full marks."""
        return self.entry.question.points

    def report(self, text: str, repeat: int = 0) -> QuestionReport:
        """Grade a text. The same text and repeat give the same draw; another repeat gives another."""
        try:
            notebook = read(text.encode(), f"q{self.number:02d}.py", self.number)
        except Unreadable:
            return self._nothing()
        graded = grade_upload(self.box, self.pack, notebook, _draw(self.number, text, repeat))
        own = [report for report in graded.reports if report.question == self.number]
        return own[0] if own else self._nothing()

    def earns(self, text: str, repeat: int = 0) -> float | None:
        """The marks of a text; None if it could not be graded."""
        report = self.report(text, repeat)
        return None if report.state is State.UNGRADED else report.score

    def cells(self, text: str) -> tuple[str, ...]:
        """The text as the box is given it."""
        notebook = read(text.encode(), f"q{self.number:02d}.py", self.number)
        return tuple(plain(cell).text for cell in notebook.cells)

    def _nothing(self) -> QuestionReport:
        return grade.not_attempted(self.entry.question, record_of(self.pack, self.entry, 0))


def _draw(number: int, text: str, repeat: int) -> int:
    digest = hashlib.sha256(f"{number}:{repeat}:{text}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1
