"""A preview's rows as they are told: what moves, and which checks say something other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.pipeline.gradebook_csv import Shape, column
from app.store.previews import Cell, Mark, Row
from app.store.tables import Question
from app.web.regrade_schemas import CheckMoved, MarkShown, Move

SAID = ("outcome", "points", "max", "message")  #: of a check


@dataclass(frozen=True, kw_only=True)
class Names:
    """What others call the students and the questions of a page."""

    external_ids: Mapping[str, str]
    questions: Mapping[int, Question]  #: as they are asked now

    def columns(self, number: int) -> dict[Shape, str]:
        """Name the column of a question in each shape of the gradebook's file."""
        asked = self.questions.get(number)
        return {shape: column(shape, asked) for shape in Shape} if asked is not None else {}


def told(row: Row, names: Names) -> Move:
    """Tell one row."""
    both = row.before.score is not None and row.after.score is not None
    return Move(
        submission=row.submission_id,
        student=row.person_id,
        external_id=names.external_ids.get(row.person_id),
        question=row.question,
        columns=names.columns(row.question),
        kind=row.kind,
        state=row.state,
        before=_mark(row.before, row.then),
        after=_mark(row.after, row.now),
        change=round((row.after.score or 0) - (row.before.score or 0), 6) if both else None,
        checks=_moved(row.then or {}, row.now or {}) if row.now is not None else [],
        counts_before=_cell(row.cell, before=True),
        counts_after=_cell(row.cell, before=False),
        ran=row.ran,
        error=row.error,
    )


def _moved(then: dict[str, Any], now: dict[str, Any]) -> list[CheckMoved]:
    old, new = ({check["name"]: check for check in document.get("checks") or []} for document in (then, now))
    return [
        CheckMoved(
            name=name,
            sentence=(new.get(name) or old[name]).get("sentence", ""),
            before=_said(old.get(name)),
            after=_said(new.get(name)),
        )
        for name in dict.fromkeys([*old, *new])
        if _said(old.get(name)) != _said(new.get(name))
    ]


def _said(check: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if check is None else {name: check.get(name) for name in SAID}


def _mark(mark: Mark, document: dict[str, Any] | None) -> MarkShown:
    reproduce = (document or {}).get("reproduce") or {}
    return MarkShown(score=mark.score, max=mark.max, question_version=reproduce.get("question_version"))


def _cell(cell: Cell | None, *, before: bool) -> MarkShown | None:
    if cell is None:
        return None
    mark = cell.before if before else cell.after
    return MarkShown(score=mark.score, max=mark.max)
