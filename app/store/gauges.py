"""How it goes, for whoever watches: how many submissions there are in each state, and where their time went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.kinds import Phase, SubmissionState
from app.store.tables import Submission, Upload

MOMENTS = (Phase.RECEIVED, Phase.QUEUED, Phase.CLAIMED, Phase.BOXED, Phase.STORED)
#: A phase, the moment at which it begins, and the one at which it is over.
SPANS = {
    "waiting": (Phase.QUEUED, Phase.CLAIMED),
    "running": (Phase.CLAIMED, Phase.BOXED),  #: in the box, its variations and its judgement with it
    "storing": (Phase.BOXED, Phase.STORED),
    "all": (Phase.RECEIVED, Phase.STORED),
}
LATEST = 500  #: uploads that are looked at


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How long a phase took for the middle one, and for all but one in twenty; in seconds."""

    p50: float
    p95: float


async def states(session: AsyncSession) -> Mapping[SubmissionState, int]:
    """Count the submissions by their states."""
    rows = await session.execute(select(Submission.state, func.count()).group_by(Submission.state))
    return {row[0]: row[1] for row in rows}


async def seconds(session: AsyncSession) -> Mapping[str, Spread]:
    """Say how long each phase took for the latest uploads that are graded; nothing where there is none."""
    latest = (
        select(*(getattr(Upload, f"{phase.value}_at") for phase in MOMENTS)).order_by(Upload.id.desc()).limit(LATEST)
    )
    rows = [row for row in await session.execute(latest) if all(row)]
    if not rows:
        return {}
    at = MOMENTS.index
    return {name: _spread([_between(row[at(a)], row[at(b)]) for row in rows]) for name, (a, b) in SPANS.items()}


def _between(begin: datetime, end: datetime) -> float:
    return max(0.0, (end - begin).total_seconds())  # a clock may have been set back meanwhile


def _spread(took: list[float]) -> Spread:
    took = sorted(took)
    return Spread(p50=took[len(took) // 2], p95=took[min(len(took) - 1, len(took) * 95 // 100)])
