"""What a regrade would change, or has changed: which submission, by how much, and what that makes of the mark.

While a regrade is open this is what publishing it would do at this moment, found by the same conditions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.store.kinds import Cause, Counts, ItemState, SubmissionState
from app.store.publishing import HELD, superseded
from app.store.regrades import OPEN
from app.store.reports import UNGRADED
from app.store.standings import THEIRS
from app.store.tables import Regrade, RegradeItem, Report, Standing, Submission
from app.store.tables.base import Json

Pair = tuple[str, int]  #: a student and a question: one cell of a gradebook


class Kind(StrEnum):
    """What becomes of one submission."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    OVERRIDE = "override"  #: a mark by hand holds, and stays
    SUPERSEDED = "superseded"  #: something newer was found since it was judged, and stays
    FAILED = "failed"
    WAITING = "waiting"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Points, and of how many; None where there is no mark."""

    score: float | None
    max: float | None


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What a gradebook shows for one student and question, before and after."""

    before: Mark
    after: Mark

    @property
    def kind(self) -> Kind:
        """Whether it moves."""
        return kind_of(self.before, self.after)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One submission in a preview. The documents are those of the reports; None where there is none."""

    submission_id: str
    person_id: str
    question: int
    kind: Kind
    state: ItemState
    ran: bool
    error: str
    before: Mark
    after: Mark
    then: Json | None
    now: Json | None
    cell: Cell | None  #: None once the regrade is settled


@dataclass(frozen=True, kw_only=True)
class Totals:
    """How many submissions, and how many marks, by what becomes of them."""

    submissions: Mapping[Kind, int] = field(default_factory=dict)
    marks: Mapping[Kind, int] = field(default_factory=dict)


OLD, NEW, HOLDS = aliased(Report), aliased(Report), aliased(Report)


def kind_of(before: Mark, after: Mark) -> Kind:
    """Compare two marks: by the points, and where they are equal by how many could be had."""
    if after.score is None or before.score is None:
        return Kind.SAME if after.score == before.score else Kind.UP if before.score is None else Kind.DOWN
    if after.score != before.score:
        return Kind.UP if after.score > before.score else Kind.DOWN
    if after.max == before.max:
        return Kind.SAME
    return Kind.UP if (after.max or 0) < (before.max or 0) else Kind.DOWN


async def page(
    session: AsyncSession,
    regrade: Regrade,
    counts: Counts,
    *,
    kind: Kind | None = None,
    after: str = "",
    limit: int = 50,
) -> list[Row]:
    """List the submissions of a regrade by their ids, behind one of them; of one kind, if that is asked for."""
    found = _kind(regrade)
    wanted = _joined(
        select(RegradeItem, Submission.person_id, Submission.question, found.label("kind"), OLD, NEW, HOLDS), regrade.id
    )
    wanted = wanted.where(RegradeItem.submission_id > after).order_by(RegradeItem.submission_id).limit(limit)
    if kind is not None:
        wanted = wanted.where(found == kind.value)
    rows = (await session.execute(wanted)).all()
    cells = await _cells(session, regrade, counts, [(row[1], row[2]) for row in rows])
    return [_row(row, cells.get((row[1], row[2]))) for row in rows]


async def totals(session: AsyncSession, regrade: Regrade, counts: Counts) -> Totals:
    """Count all of a regrade; marks only while it is open."""
    found = _kind(regrade).label("kind")
    rows = await session.execute(_joined(select(found, func.count()), regrade.id).group_by(found))
    submissions = {Kind(kind): count for kind, count in rows}
    if regrade.state not in OPEN:
        return Totals(submissions=submissions)
    marks = _marks(regrade, counts).subquery()
    before, after = (marks.c.before, marks.c.before_max), (marks.c.after, marks.c.after_max)
    moved = compared(before[0], before[1], after[0], after[1]).label("kind")
    counted = await session.execute(select(moved, func.count()).group_by(moved))
    return Totals(submissions=submissions, marks={Kind(kind): count for kind, count in counted})


def _row(row: Any, cell: Cell | None) -> Row:  # noqa: ANN401 - of the statement above
    item, person_id, question, kind, old, new, holds = row
    if item.state in {ItemState.FAILED, ItemState.WAITING}:
        old = holds
    return Row(
        submission_id=item.submission_id,
        person_id=person_id,
        question=question,
        kind=Kind(kind),
        state=item.state,
        ran=item.ran,
        error=item.error,
        before=_mark(old),
        after=_mark(new),
        then=old.document if old else None,
        now=new.document if new else None,
        cell=cell,
    )


def _mark(report: Report | None) -> Mark:
    if report is None or report.state == UNGRADED:
        return Mark(score=None, max=report.max if report else None)
    return Mark(score=report.score, max=report.max)


def _joined(wanted: Any, regrade_id: str) -> Any:  # noqa: ANN401 - a statement of any columns
    return (
        wanted.select_from(RegradeItem)
        .join(Submission, Submission.id == RegradeItem.submission_id)
        .outerjoin(OLD, OLD.id == RegradeItem.before_id)
        .outerjoin(NEW, NEW.id == RegradeItem.report_id)
        .outerjoin(HOLDS, and_(HOLDS.submission_id == Submission.id, HOLDS.current))
        .where(RegradeItem.regrade_id == regrade_id)
    )


def _kind(regrade: Regrade) -> ColumnElement[str]:
    """What becomes of a submission, as an expression over `_joined`."""
    state, open_ = RegradeItem.state, regrade.state in OPEN
    before = case((OLD.state == UNGRADED, None), else_=OLD.score)
    meanwhile = (
        [(HOLDS.cause == Cause.OVERRIDE, Kind.OVERRIDE.value), (superseded(HOLDS), Kind.SUPERSEDED.value)]
        if open_
        else []
    )
    return case(
        (state == ItemState.WAITING, Kind.WAITING.value),
        (state == ItemState.FAILED, Kind.FAILED.value),
        (RegradeItem.error == HELD, Kind.OVERRIDE.value),
        (RegradeItem.error != "", Kind.SUPERSEDED.value),
        *meanwhile,
        else_=compared(before, OLD.max, NEW.score, NEW.max),
    )


def compared(before: Any, before_max: Any, after: Any, after_max: Any) -> ColumnElement[str]:  # noqa: ANN401 - columns
    """Say as an expression what `kind_of` says."""
    return case(
        (and_(before.is_(None), after.is_(None)), Kind.SAME.value),
        (before.is_(None), Kind.UP.value),
        (after.is_(None), Kind.DOWN.value),
        (after > before, Kind.UP.value),
        (after < before, Kind.DOWN.value),
        (after_max == before_max, Kind.SAME.value),
        (after_max < before_max, Kind.UP.value),
        else_=Kind.DOWN.value,
    )


async def _cells(session: AsyncSession, regrade: Regrade, counts: Counts, pairs: Sequence[Pair]) -> dict[Pair, Cell]:
    if regrade.state not in OPEN or not pairs:
        return {}
    rows = await session.execute(_marks(regrade, counts, list(dict.fromkeys(pairs))))
    return {
        (row.person_id, row.question): Cell(
            before=Mark(score=row.before, max=row.before_max), after=Mark(score=row.after, max=row.after_max)
        )
        for row in rows
    }


def _marks(regrade: Regrade, counts: Counts, pairs: Sequence[Pair] | None = None) -> Select[Any]:
    """What counts for each student and question of a regrade, and what would count once it is published.

    Of the attempts as they would be then the best or the last is found, as `standings.recount` does. With `pairs` of
    these students in these questions.
    """
    changes = and_(
        RegradeItem.state == ItemState.JUDGED,
        or_(HOLDS.cause.is_(None), HOLDS.cause != Cause.OVERRIDE),
        ~superseded(HOLDS),
    )
    score = case((changes, NEW.score), (Submission.state == SubmissionState.GRADED, Submission.score), else_=None)
    order = [score.desc(), Submission.id] if counts is Counts.BEST else [Submission.id.desc()]
    cell = (Submission.person_id, Submission.question)
    place = func.row_number().over(partition_by=cell, order_by=[score.is_(None), *order])
    touched = func.count(RegradeItem.submission_id).over(partition_by=cell)  # no join: a bad plan of one is quadratic
    ranked = (
        select(*cell, place.label("place"), touched.label("touched"), score.label("after"))
        .add_columns(case((score.is_(None), None), (changes, NEW.max), else_=Submission.max).label("after_max"))
        .add_columns(Standing.score.label("before"), Standing.max.label("before_max"))
        .outerjoin(RegradeItem, and_(RegradeItem.submission_id == Submission.id, RegradeItem.regrade_id == regrade.id))
        .outerjoin(NEW, NEW.id == RegradeItem.report_id)
        .outerjoin(HOLDS, and_(HOLDS.submission_id == Submission.id, HOLDS.current))
        .outerjoin(Standing, THEIRS)
        .where(Submission.course_id == regrade.course_id)
    )
    if pairs is not None:
        people, questions = ({pair[at] for pair in pairs} for at in (0, 1))
        ranked = ranked.where(Submission.person_id.in_(people), Submission.question.in_(questions))
    first = ranked.subquery()
    return select(first).where(first.c.place == 1, first.c.touched > 0)
