"""A regrade published, discarded or taken back: each of it one step, in a few statements however many students.

Which reports become current is decided once, in the transaction, and written down in the items; everything else follows
from there. A mark by hand always stays. So does whatever was found after the regrade had looked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, defer

from app.errors import AppError
from app.store import numbering, regrades, reports, rules
from app.store.bell import ring_later
from app.store.kinds import Cause, Counts, ItemState, RegradeState, SubmissionState
from app.store.reports import UNGRADED
from app.store.sql import Condition, count_of
from app.store.tables import Regrade, RegradeItem, Report, Standing, Submission

S = RegradeState
HELD = "A mark by hand holds."
SUPERSEDED = "Something newer was found meanwhile."
MARKED = (SubmissionState.GRADED, SubmissionState.UNGRADED)  #: what was withdrawn stays so, whichever report holds
QUIET = {"synchronize_session": False}  #: the rows are many, and none of them is looked at in this session
PORTION = 500


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


class NewerFirst(AppError):
    """Another regrade of the same submissions was published after this one. Take that one back first."""

    status = 409


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What became of it: how many reports hold now that did not, and which submissions make another mark."""

    reports: int
    moved: Sequence[Submission]
    left: int = 0  #: reports that were to change and were left, for something newer or a mark by hand holds


async def publish(session: AsyncSession, regrade_id: str, counts: Counts, now: datetime) -> Changed:
    """Make the reports that were shown the ones that hold (NotThatFar)."""
    regrade = await _at(session, regrade_id, S.READY)
    await _lock(session, regrade.id, ItemState.JUDGED)
    await _say_why_not(session, regrade.id)
    mine = _items(regrade.id, ItemState.JUDGED, RegradeItem.error == "")
    await session.execute(
        update(RegradeItem)
        .where(*mine, Submission.id == RegradeItem.submission_id)
        .values(
            {
                "state": ItemState.PUBLISHED,
                "was_earned": Submission.earned,
                "was_found": Submission.found,
            }
        )
        .execution_options(**QUIET)
    )
    published = _items(regrade.id, ItemState.PUBLISHED)
    await _swap(session, published, off=RegradeItem.before_id, on=RegradeItem.report_id)
    made = await _mark(session, published, RegradeItem.report_id, RegradeItem.earned, RegradeItem.found, now)
    regrade.state, regrade.settled_at = S.PUBLISHED, now
    await numbering.make_room(session, published)
    await _hold_standings(session, regrade.course_id)
    await numbering.give(session, published)
    moved = await _recount(session, regrade, counts)
    return Changed(reports=made, moved=moved, left=await _count(session, regrade.id, ItemState.JUDGED))


async def discard(session: AsyncSession, regrade_id: str, now: datetime) -> None:
    """Leave everything as it is (NotThatFar). What is still to be judged is not."""
    regrade = await _at(session, regrade_id, S.JUDGING, S.READY)
    regrade.state, regrade.settled_at = S.DISCARDED, now
    await session.flush()


async def roll_back(session: AsyncSession, regrade_id: str, counts: Counts, now: datetime) -> Changed:
    """Have those reports hold again that did before (NotThatFar, NewerFirst)."""
    regrade = await _at(session, regrade_id, S.PUBLISHED)
    if await _newer(session, regrade) is not None:
        raise NewerFirst
    await _lock(session, regrade.id, ItemState.PUBLISHED, ItemState.JUDGED)
    regrade.state, regrade.rolled_back_at = S.ROLLED_BACK, now
    holds = exists().where(
        Report.id == RegradeItem.report_id,
        Report.current,
        Submission.id == RegradeItem.submission_id,
        Submission.state.in_(MARKED),
    )
    await session.execute(
        update(RegradeItem)
        .where(*_items(regrade.id, ItemState.PUBLISHED), holds)
        .values(state=ItemState.RESTORED)
        .execution_options(**QUIET)
    )
    restored = _items(regrade.id, ItemState.RESTORED)
    await _swap(session, restored, off=RegradeItem.report_id, on=RegradeItem.before_id)
    made = await _mark(session, restored, RegradeItem.before_id, RegradeItem.was_earned, RegradeItem.was_found, now)
    made += await _bring_back(session, regrade, now)
    await _hold_standings(session, regrade.course_id)
    await numbering.take_away(session, restored)
    moved = [*await _recount(session, regrade, counts), *await _without(session, regrade)]
    return Changed(reports=made, moved=moved, left=await _count(session, regrade.id, ItemState.PUBLISHED))


def superseded(report: type[Report], item: type[RegradeItem] = RegradeItem) -> ColumnElement[bool]:
    """Whether something other holds now than when it was judged; `report` is the current one, outer-joined."""
    return or_(
        report.id.is_distinct_from(item.before_id),
        Submission.state.not_in(MARKED),
    )


async def _at(session: AsyncSession, regrade_id: str, *states: RegradeState) -> Regrade:
    regrade = await regrades.get(session, regrade_id, lock=True)
    if regrade is None:
        raise LookupError(f"no regrade {regrade_id}")
    if regrade.state not in states:
        raise NotThatFar(WHY[regrade.state])
    return regrade


async def _newer(session: AsyncSession, regrade: Regrade) -> str | None:
    """Find one that was published after this one, of the same submissions.

    By the numbers of their reports, which only grow: ids and times go back with the clock.
    """
    mine, theirs = aliased(Report), aliased(Report)
    found: str | None = await session.scalar(
        select(Regrade.id)
        .join(theirs, theirs.source == Regrade.id)
        .join(mine, and_(mine.submission_id == theirs.submission_id, mine.number < theirs.number))
        .where(Regrade.course_id == regrade.course_id, Regrade.state == S.PUBLISHED, mine.source == regrade.id)
        .limit(1)
    )
    return found


async def _lock(session: AsyncSession, regrade_id: str, *states: ItemState) -> None:
    """Hold the submissions in the order of their ids, as a run holds one to store its report."""
    theirs = select(RegradeItem.submission_id).where(
        RegradeItem.regrade_id == regrade_id, RegradeItem.state.in_(states)
    )
    await session.execute(
        select(Submission.id).where(Submission.id.in_(theirs)).order_by(Submission.id).with_for_update()
    )


async def _say_why_not(session: AsyncSession, regrade_id: str) -> None:
    """Write into the items that stay as they are why they do."""
    current = aliased(Report)
    whose = and_(current.submission_id == Submission.id, current.current)
    by_hand = current.cause == Cause.OVERRIDE
    rows = (
        select(Submission.id, case((by_hand, HELD), else_=SUPERSEDED).label("why"))
        .join(RegradeItem, RegradeItem.submission_id == Submission.id)
        .outerjoin(current, whose)
        .where(*_items(regrade_id, ItemState.JUDGED), or_(by_hand, superseded(current)))
        .subquery()
    )
    await session.execute(
        update(RegradeItem)
        .where(RegradeItem.regrade_id == regrade_id, RegradeItem.submission_id == rows.c.id)
        .values(error=rows.c.why)
        .execution_options(**QUIET)
    )


async def _swap(session: AsyncSession, items: Sequence[Condition], *, off: Any, on: Any) -> None:  # noqa: ANN401 - columns
    """Have other reports hold. The old ones end first: no two of one submission may be current."""
    for column, holds in ((off, False), (on, True)):
        await session.execute(
            update(Report)
            .where(Report.id.in_(select(column).where(*items)))
            .values(current=holds)
            .execution_options(**QUIET)
        )


async def _mark(  # noqa: PLR0917 - what is written, and where it is found
    session: AsyncSession,
    items: Sequence[Condition],
    report: Any,  # noqa: ANN401 - a column
    earned: Any,  # noqa: ANN401
    found: Any,  # noqa: ANN401
    now: datetime,
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


async def _bring_back(session: AsyncSession, regrade: Regrade, now: datetime) -> int:
    """Take back the reports that hold because a mark by hand was lifted after they were published: few, one by one."""
    rows = await session.execute(
        select(RegradeItem, Submission)
        .join(Submission, Submission.id == RegradeItem.submission_id)
        .join(Report, Report.id == RegradeItem.report_id)
        .where(*_items(regrade.id, ItemState.JUDGED), Report.current, Submission.state.in_(MARKED))
        .order_by(Submission.id)
        .execution_options(populate_existing=True)
    )
    found = rows.all()
    for item, submission in found:
        before = await reports.found_last(session, submission.id)
        if before is None:
            await reports.empty(session, submission, SubmissionState.UNGRADED)
        else:
            await reports.put(session, submission, before.id, now)
        item.state = ItemState.RESTORED
    return len(found)


async def _hold_standings(session: AsyncSession, course_id: str) -> None:
    """Whose first report is stored in this moment waits for us here, or we see it."""
    await session.flush()
    theirs = select(Standing.question).where(Standing.course_id == course_id)
    await session.execute(theirs.order_by(Standing.question, Standing.person_id).with_for_update())


async def _recount(session: AsyncSession, regrade: Regrade, counts: Counts) -> Sequence[Submission]:
    """Find the marks that are others now. Who looks at a submission is woken."""
    ids = await rules.recount(session, regrade.course_id, counts)
    await session.refresh(regrade)
    ring_later(session, *ids)
    moved: list[Submission] = []
    for at in range(0, len(ids), PORTION):
        rows = select(Submission).where(Submission.id.in_(ids[at : at + PORTION])).options(defer(Submission.code))
        moved += (await session.scalars(rows, execution_options={"populate_existing": True})).all()
    return moved


async def _without(session: AsyncSession, regrade: Regrade) -> Sequence[Submission]:
    """Find those taken back to no mark at all, where their student has no other: nothing makes a mark there now."""
    whose = and_(
        Standing.course_id == regrade.course_id,
        Standing.person_id == Submission.person_id,
        Standing.question == Submission.question,
        Standing.submission_id.is_(None),
    )
    rows = await session.scalars(
        select(Submission)
        .join(RegradeItem, RegradeItem.submission_id == Submission.id)
        .join(Standing, whose)
        .where(*_items(regrade.id, ItemState.RESTORED), Submission.state == SubmissionState.UNGRADED)
        .order_by(Submission.id)
        .options(defer(Submission.code))
        .execution_options(populate_existing=True)
    )
    return list({(one.person_id, one.question): one for one in rows}.values())


async def _count(session: AsyncSession, regrade_id: str, state: ItemState) -> int:
    rows = select(func.count()).select_from(RegradeItem).where(*_items(regrade_id, state))
    return await session.scalar(rows) or 0


def _items(regrade_id: str, state: ItemState, *more: Condition) -> tuple[Condition, ...]:
    return (RegradeItem.regrade_id == regrade_id, RegradeItem.state == state, *more)
