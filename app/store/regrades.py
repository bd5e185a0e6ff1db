"""Regrades while they are judged: which submissions, what was found, how far it has come.

In a course one regrade is open at a time: two previews of the same marks would each be wrong once the other is
published. How one is published stands in `publishing` and `taking_back`, what it would change in `previews`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, case, func, insert, literal, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import AppError
from app.store import findings, reports
from app.store.ids import ulid
from app.store.kinds import Cause, ItemState, RegradeState, SubmissionState
from app.store.reports import NewReport
from app.store.sql import count_of
from app.store.tables import Regrade, RegradeItem, Standing, Submission, Upload

SETTLED = (SubmissionState.GRADED, SubmissionState.UNGRADED)  #: what was withdrawn stays so, whichever report holds
OPEN = (RegradeState.JUDGING, RegradeState.READY)
CLEARED = "What was handed in was taken away: it cannot be judged again."
GONE = "It was withdrawn meanwhile."
ERROR = 200  #: characters


class OneAtATime(AppError):
    """Another regrade of this course is open. Publish or discard it first."""

    status = 409


class NothingToRegrade(AppError):
    """No submission that has been graded fits that."""

    status = 409


class Which(StrEnum):
    """Which attempts of a student are judged anew."""

    CURRENT = "current"  #: those that make a mark, and those that were left ungraded
    ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be judged anew; no questions or students means all of them."""

    questions: Sequence[int] = ()
    students: Sequence[str] = ()
    which: Which = Which.CURRENT
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What came of one submission: a report, or why there is none."""

    submission_id: str
    report: NewReport | None = None
    ran: bool = False  #: whether something had to be run for it
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How many submissions of a regrade are in which state."""

    counts: Mapping[ItemState, int] = field(default_factory=dict)

    @property
    def all(self) -> int:
        """How many there are."""
        return sum(self.counts.values())


async def ask(session: AsyncSession, course_id: str, wanted: Wanted, *, by_id: str | None, now: datetime) -> Regrade:
    """Open a regrade (OneAtATime, NothingToRegrade). What was handed in and taken away fails at once, and is told."""
    which = {"questions": list(wanted.questions), "students": list(wanted.students), "submissions": wanted.which.value}
    regrade = Regrade(
        id=ulid(now),
        course_id=course_id,
        state=RegradeState.JUDGING,
        wanted=which,
        why=wanted.why,
        by_id=by_id,
        made_at=now,
    )
    session.add(regrade)
    try:
        await session.flush()
    except IntegrityError as error:
        raise OneAtATime from error
    names = ["regrade_id", "submission_id", "upload_id", "state", "ran", "error"]
    if not await count_of(session, insert(RegradeItem).from_select(names, _wanted(regrade.id, course_id, wanted))):
        raise NothingToRegrade
    await settle(session, regrade, now)
    return regrade


async def get(session: AsyncSession, regrade_id: str, *, lock: bool = False) -> Regrade | None:
    """Find a regrade; with `lock` nobody else changes it until we have ended."""
    return await session.get(Regrade, regrade_id, with_for_update=lock or None, populate_existing=lock)


async def page(
    session: AsyncSession, course_id: str, *, before: str | None = None, limit: int = 50
) -> Sequence[Regrade]:
    """List the regrades of a course, the newest first; `before` is the last id of the page before."""
    wanted = select(Regrade).where(Regrade.course_id == course_id).order_by(Regrade.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(Regrade.id < before)
    return (await session.scalars(wanted)).all()


async def progress(session: AsyncSession, regrade_ids: Sequence[str]) -> dict[str, Progress]:
    """Count what has become of the submissions of regrades."""
    rows = await session.execute(
        select(RegradeItem.regrade_id, RegradeItem.state, func.count())
        .where(RegradeItem.regrade_id.in_(regrade_ids))
        .group_by(RegradeItem.regrade_id, RegradeItem.state)
    )
    found: dict[str, dict[ItemState, int]] = {one: {} for one in regrade_ids}
    for regrade_id, state, count in rows:
        found[regrade_id][state] = count
    return {regrade_id: Progress(counts=counts) for regrade_id, counts in found.items()}


async def next_upload(session: AsyncSession, regrade_id: str) -> str | None:
    """Give the first upload of which something is still to be judged."""
    found: str | None = await session.scalar(
        select(func.min(RegradeItem.upload_id)).where(
            RegradeItem.regrade_id == regrade_id, RegradeItem.state == ItemState.WAITING
        )
    )
    return found


async def waiting(session: AsyncSession, regrade_id: str, upload_id: str) -> list[str]:
    """List the submissions of an upload that are still to be judged."""
    return [item.submission_id for item in await _waiting(session, regrade_id, upload_id)]


async def note(
    session: AsyncSession, regrade_id: str, upload_id: str, judged: Sequence[Judged], now: datetime
) -> Regrade | None:
    """Write down what was found of one upload; None where the regrade is open no more, and nothing is wanted.

    What of the upload is not among the `judged` has failed.
    """
    regrade = await get(session, regrade_id, lock=True)  # first: the last of two at once has to see what the other did
    if regrade is None or regrade.state is not RegradeState.JUDGING:
        return None
    found = {one.submission_id: one for one in judged}
    for item in await _waiting(session, regrade_id, upload_id):
        one = found.get(item.submission_id) or Judged(submission_id=item.submission_id, error="It was not judged.")
        await _note(session, regrade, item, one, now)
    await session.flush()
    await settle(session, regrade, now)
    return regrade


async def settle(session: AsyncSession, regrade: Regrade, now: datetime) -> None:
    """Have a regrade ready once nothing waits any more."""
    if await next_upload(session, regrade.id) is None:
        regrade.state, regrade.ready_at = RegradeState.READY, now
        await session.flush()


async def _note(session: AsyncSession, regrade: Regrade, item: RegradeItem, one: Judged, now: datetime) -> None:
    submission = await reports.locked(session, item.submission_id)
    item.ran = one.ran
    if submission is None or submission.state not in SETTLED:
        item.state, item.error = ItemState.FAILED, GONE
        return
    if one.report is None:
        item.state, item.error = ItemState.FAILED, one.error[:ERROR]
        return
    before = await reports.current(session, item.submission_id)
    item.before_id = before.id if before else None
    item.report_id = await reports.insert(session, one.report, Cause.REGRADE, regrade.id, now)
    item.earned = findings.earned(one.report.document, one.report.score)
    item.found = findings.brief(one.report.document)
    item.state = ItemState.JUDGED


async def _waiting(session: AsyncSession, regrade_id: str, upload_id: str) -> Sequence[RegradeItem]:
    rows = select(RegradeItem).where(
        RegradeItem.regrade_id == regrade_id,
        RegradeItem.state == ItemState.WAITING,
        RegradeItem.upload_id == upload_id,
    )
    return (await session.scalars(rows.order_by(RegradeItem.submission_id))).all()


def _wanted(regrade_id: str, course_id: str, wanted: Wanted) -> Select[tuple[str, str, str, str, bool, str]]:
    gone = Upload.cleared_at.is_not(None)
    chosen = (
        select(
            literal(regrade_id),
            Submission.id,
            Submission.upload_id,
            case((gone, ItemState.FAILED.value), else_=ItemState.WAITING.value),
            literal(value=False),
            case((gone, CLEARED), else_=""),
        )
        .join(Upload, Upload.id == Submission.upload_id)
        .where(Submission.course_id == course_id, Submission.state.in_(SETTLED))
    )
    if wanted.questions:
        chosen = chosen.where(Submission.question.in_(wanted.questions))
    if wanted.students:
        chosen = chosen.where(Submission.person_id.in_(wanted.students))
    if wanted.which is Which.CURRENT:
        counting = select(Standing.submission_id).where(
            Standing.course_id == course_id, Standing.submission_id.is_not(None)
        )
        chosen = chosen.where(or_(Submission.id.in_(counting), Submission.state == SubmissionState.UNGRADED))
    return chosen
