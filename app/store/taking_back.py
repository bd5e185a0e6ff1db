"""A published regrade taken back, as it was published: one step, in a few statements however many students.

What held before holds again, but where something newer holds: that stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, defer

from app.errors import AppError
from app.store import numbering, replacing, reports
from app.store.kinds import Counts, ItemState, RegradeState, SubmissionState
from app.store.regrades import SETTLED
from app.store.replacing import QUIET, Changed
from app.store.standings import THEIRS
from app.store.tables import Regrade, RegradeItem, Report, Standing, Submission

S = RegradeState


class NewerFirst(AppError):
    """Another regrade of the same submissions was published after this one. Take that one back first."""

    status = 409


async def roll_back(session: AsyncSession, regrade_id: str, counts: Counts, now: datetime) -> Changed:
    """Have those reports hold again that did before (NotThatFar, NewerFirst)."""
    regrade = await replacing.locked(session, regrade_id, S.PUBLISHED)
    if await _newer(session, regrade) is not None:
        raise NewerFirst
    await replacing.hold_submissions(session, regrade.id, ItemState.PUBLISHED, ItemState.JUDGED)
    regrade.state, regrade.rolled_back_at = S.ROLLED_BACK, now
    holds = exists().where(
        Report.id == RegradeItem.report_id,
        Report.current,
        Submission.id == RegradeItem.submission_id,
        Submission.state.in_(SETTLED),
    )
    await session.execute(
        update(RegradeItem)
        .where(*replacing.items_in(regrade.id, ItemState.PUBLISHED), holds)
        .values(state=ItemState.RESTORED)
        .execution_options(**QUIET)
    )
    restored = replacing.items_in(regrade.id, ItemState.RESTORED)
    await replacing.swap(session, restored, off=RegradeItem.report_id, on=RegradeItem.before_id)
    made = await replacing.mark(
        session, restored, now, report=RegradeItem.before_id, earned=RegradeItem.was_earned, found=RegradeItem.was_found
    )
    made += await _bring_back(session, regrade, now)
    await replacing.hold_standings(session, regrade.course_id)
    await numbering.take_away(session, restored)
    moved = [*await replacing.recount(session, regrade, counts), *await _without(session, regrade)]
    return Changed(reports=made, moved=moved, left=await replacing.count(session, regrade.id, ItemState.PUBLISHED))


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


async def _bring_back(session: AsyncSession, regrade: Regrade, now: datetime) -> int:
    """Take back the reports that hold because a mark by hand was lifted after they were published: few, one by one."""
    rows = await session.execute(
        select(RegradeItem, Submission)
        .join(Submission, Submission.id == RegradeItem.submission_id)
        .join(Report, Report.id == RegradeItem.report_id)
        .where(*replacing.items_in(regrade.id, ItemState.JUDGED), Report.current, Submission.state.in_(SETTLED))
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


async def _without(session: AsyncSession, regrade: Regrade) -> Sequence[Submission]:
    """Find those taken back to no mark at all, where their student has no other: nothing makes a mark there now."""
    rows = await session.scalars(
        select(Submission)
        .join(RegradeItem, RegradeItem.submission_id == Submission.id)
        .join(Standing, and_(THEIRS, Standing.submission_id.is_(None)))
        .where(*replacing.items_in(regrade.id, ItemState.RESTORED), Submission.state == SubmissionState.UNGRADED)
        .order_by(Submission.id)
        .options(defer(Submission.code))
        .execution_options(populate_existing=True)
    )
    return list({(one.person_id, one.question): one for one in rows}.values())
