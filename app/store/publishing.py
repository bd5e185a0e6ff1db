"""A regrade published or discarded: each of it one step, in a few statements however many students.

Which reports become current is decided once, in the transaction, and written down in the items; everything else follows
from there. A mark by hand always stays. So does whatever was found after the regrade had looked.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.store import numbering, replacing
from app.store.kinds import Cause, Counts, ItemState, RegradeState
from app.store.regrades import SETTLED
from app.store.replacing import QUIET, Changed
from app.store.tables import RegradeItem, Report, Submission

S = RegradeState
HELD = "A mark by hand holds."
SUPERSEDED = "Something newer was found meanwhile."


async def publish(session: AsyncSession, regrade_id: str, counts: Counts, now: datetime) -> Changed:
    """Make the reports that were shown the ones that hold (NotThatFar)."""
    regrade = await replacing.locked(session, regrade_id, S.READY)
    await replacing.hold_submissions(session, regrade.id, ItemState.JUDGED)
    await _say_why_not(session, regrade.id)
    mine = replacing.items_in(regrade.id, ItemState.JUDGED, RegradeItem.error == "")
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
    published = replacing.items_in(regrade.id, ItemState.PUBLISHED)
    await replacing.swap(session, published, off=RegradeItem.before_id, on=RegradeItem.report_id)
    made = await replacing.mark(
        session, published, now, report=RegradeItem.report_id, earned=RegradeItem.earned, found=RegradeItem.found
    )
    regrade.state, regrade.settled_at = S.PUBLISHED, now
    await numbering.make_room(session, published)
    await replacing.hold_standings(session, regrade.course_id)
    await numbering.give(session, published)
    moved = await replacing.recount(session, regrade, counts)
    return Changed(reports=made, moved=moved, left=await replacing.count(session, regrade.id, ItemState.JUDGED))


async def discard(session: AsyncSession, regrade_id: str, now: datetime) -> None:
    """Leave everything as it is (NotThatFar). What is still to be judged is not."""
    regrade = await replacing.locked(session, regrade_id, S.JUDGING, S.READY)
    regrade.state, regrade.settled_at = S.DISCARDED, now
    await session.flush()


def superseded(report: type[Report], item: type[RegradeItem] = RegradeItem) -> ColumnElement[bool]:
    """Whether something other holds now than when it was judged; `report` is the current one, outer-joined."""
    return or_(
        report.id.is_distinct_from(item.before_id),
        Submission.state.not_in(SETTLED),
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
        .where(*replacing.items_in(regrade_id, ItemState.JUDGED), or_(by_hand, superseded(current)))
        .subquery()
    )
    await session.execute(
        update(RegradeItem)
        .where(RegradeItem.regrade_id == regrade_id, RegradeItem.submission_id == rows.c.id)
        .values(error=rows.c.why)
        .execution_options(**QUIET)
    )
