"""Many reports give way to others at once: the steps that publishing a regrade and taking it back have in common.

Each is a few statements, however many students. They go past the objects of the session, since the rows are many and
few of them are looked at: those are read anew at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from app.errors import AppError
from app.store import regrades, rules
from app.store.bell import ring_later
from app.store.kinds import Counts, ItemState, RegradeState, SubmissionState
from app.store.reports import UNGRADED
from app.store.sql import Condition, count_of
from app.store.tables import Regrade, RegradeItem, Report, Standing, Submission

S = RegradeState
QUIET = {"synchronize_session": False}
PORTION = 500  #: submissions read anew in one statement


class NotThatFar(AppError):
    """The regrade is not in a state for that."""

    status = 409


WHY = {
    S.JUDGING: "It is still being judged.",
    S.READY: "It is not published.",
    S.PUBLISHED: "It is published already.",
    S.DISCARDED: "It was discarded.",
    S.ROLLED_BACK: "It was taken back already.",
}


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What became of it: how many reports hold now that did not, and which submissions make another mark."""

    reports: int
    moved: Sequence[Submission]
    left: int = 0  #: reports that were to change and were left, for something newer or a mark by hand holds


async def locked(session: AsyncSession, regrade_id: str, *states: RegradeState) -> Regrade:
    """Find a regrade and hold it (LookupError; NotThatFar where it is in none of these states)."""
    regrade = await regrades.get(session, regrade_id, lock=True)
    if regrade is None:
        raise LookupError(f"no regrade {regrade_id}")
    if regrade.state not in states:
        raise NotThatFar(WHY[regrade.state])
    return regrade


async def hold_submissions(session: AsyncSession, regrade_id: str, *states: ItemState) -> None:
    """Hold the submissions in the order of their ids, as a run holds one to store its report."""
    theirs = select(RegradeItem.submission_id).where(
        RegradeItem.regrade_id == regrade_id, RegradeItem.state.in_(states)
    )
    await session.execute(
        select(Submission.id).where(Submission.id.in_(theirs)).order_by(Submission.id).with_for_update()
    )


async def swap(session: AsyncSession, items: Sequence[Condition], *, off: Any, on: Any) -> None:  # noqa: ANN401 - columns
    """Have other reports hold. The old ones end first: no two of one submission may be current."""
    for column, holds in ((off, False), (on, True)):
        await session.execute(
            update(Report)
            .where(Report.id.in_(select(column).where(*items)))
            .values(current=holds)
            .execution_options(**QUIET)
        )


async def mark(
    session: AsyncSession,
    items: Sequence[Condition],
    now: datetime,
    *,
    report: Any,  # noqa: ANN401 - a column
    earned: Any,  # noqa: ANN401
    found: Any,  # noqa: ANN401
) -> int:
    """Write the marks of the reports that hold now; where none does, the submission is ungraded."""
    what = (
        select(RegradeItem.submission_id, Report.score, Report.max, Report.state)
        .add_columns(earned.label("earned"), found.label("found"))
        .outerjoin(Report, Report.id == report)
        .where(*items)
        .subquery()
    )
    graded = func.coalesce(what.c.state, UNGRADED) != UNGRADED
    return await count_of(
        session,
        update(Submission)
        .where(Submission.id == what.c.submission_id)
        .values(
            score=case((graded, what.c.score), else_=null()),
            max=what.c.max,
            state=case((graded, SubmissionState.GRADED.value), else_=SubmissionState.UNGRADED.value),
            earned=what.c.earned,
            found=what.c.found,
            settled_at=func.coalesce(Submission.settled_at, literal(now)),
        )
        .execution_options(**QUIET),
    )


async def hold_standings(session: AsyncSession, course_id: str) -> None:
    """Whose first report is stored in this moment waits for us here, or we see it."""
    await session.flush()
    theirs = select(Standing.question).where(Standing.course_id == course_id)
    await session.execute(theirs.order_by(Standing.question, Standing.person_id).with_for_update())


async def recount(session: AsyncSession, regrade: Regrade, counts: Counts) -> Sequence[Submission]:
    """Find the marks that are others now. Who looks at a submission is woken."""
    ids = await rules.recount(session, regrade.course_id, counts)
    await session.refresh(regrade)
    ring_later(session, *ids)
    moved: list[Submission] = []
    for at in range(0, len(ids), PORTION):
        rows = select(Submission).where(Submission.id.in_(ids[at : at + PORTION])).options(defer(Submission.code))
        moved += (await session.scalars(rows, execution_options={"populate_existing": True})).all()
    return moved


async def count(session: AsyncSession, regrade_id: str, state: ItemState) -> int:
    """Count the submissions of a regrade that are in a state."""
    rows = select(func.count()).select_from(RegradeItem).where(*items_in(regrade_id, state))
    return await session.scalar(rows) or 0


def items_in(regrade_id: str, state: ItemState, *more: Condition) -> tuple[Condition, ...]:
    """The submissions of a regrade that are in a state, as conditions of a statement."""
    return (RegradeItem.regrade_id == regrade_id, RegradeItem.state == state, *more)
