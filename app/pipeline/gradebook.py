"""The gradebook as a matrix: a row for each student, a cell for each question, and what else there is beside a mark."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from app.pipeline.late import Policy
from app.store import gradebook
from app.store.gradebook import CountedMark, Student
from app.store.ids import moment
from app.store.kinds import SubmissionState
from app.store.session import Session
from app.store.tables import Course, Question


class Standing(StrEnum):
    """Where a student is at a question."""

    GRADED = "graded"  #: there is a mark
    UNDER_WAY = "under_way"
    UNGRADED = "ungraded"  #: it could not be graded, and that is ours: a person has to look
    WITHDRAWN = "withdrawn"  #: all that was handed in was taken back
    NOT_ATTEMPTED = "not_attempted"


#: Of several, what is told first.
ORDER = (Standing.UNDER_WAY, Standing.UNGRADED, Standing.WITHDRAWN)


class Cell(NamedTuple):
    """One student, one question. There are thousands on a page, and a tuple is made in a moment."""

    question: int
    standing: Standing
    also: tuple[Standing, ...] = ()  #: what else they have handed in, beside what makes the mark
    attempts: int = 0
    submission: str | None = None
    score: float | None = None
    max: float | None = None
    late: bool = False  #: what makes the mark came after the end
    manual: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One student."""

    student: Student
    cells: tuple[Cell, ...]  #: in the order of the questions

    @property
    def score(self) -> float:
        """All marks together; a question without one adds nothing."""
        return round(math.fsum(cell.score or 0.0 for cell in self.cells), 4)


async def rows(
    session: Session, course: Course, asked: Sequence[Question], people: Sequence[Student], policy: Policy
) -> list[Row]:
    """Fill in the cells of some students."""
    ids = [student.id for student in people]
    found = await gradebook.marks(session, course.id, ids, [one.number for one in asked])
    marks = {(mark.student, mark.question): mark for mark in found}
    others: dict[tuple[str, int], set[Standing]] = defaultdict(set)
    for one in await gradebook.unmarked(session, course.id, ids):
        others[one.student, one.question].add(_standing(one.state))
    return [
        Row(
            student=student,
            cells=tuple(
                cell(one.number, marks.get((student.id, one.number)), others[student.id, one.number], policy)
                for one in asked
            ),
        )
        for student in people
    ]


def cell(question: int, mark: CountedMark | None, others: set[Standing], policy: Policy) -> Cell:
    """Say where a student is at a question, of the mark that counts and of what makes none."""
    also = tuple(one for one in ORDER if one in others)
    if mark is None or mark.score is None:
        standing, also = (also[0], also[1:]) if also else (Standing.NOT_ATTEMPTED, ())
        return Cell(question=question, standing=standing, also=also, attempts=mark.attempts if mark else 0)
    return Cell(
        question=question,
        standing=Standing.GRADED,
        also=also,
        attempts=mark.attempts,
        submission=mark.submission,
        score=mark.score,
        max=mark.max,
        late=mark.submission is not None and policy.ends_at is not None and policy.closed(moment(mark.submission)),
        manual=mark.manual,
    )


def _standing(state: SubmissionState) -> Standing:
    if state is SubmissionState.UNGRADED:
        return Standing.UNGRADED
    return Standing.WITHDRAWN if state is SubmissionState.WITHDRAWN else Standing.UNDER_WAY
