"""Taking away what was sent in, and leaving the marks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.kinds import UNDER_WAY
from app.store.tables import Observation, Submission, Upload


async def clear_before(session: AsyncSession, then: datetime, now: datetime, *, limit: int = 100) -> int:
    """Clear uploads that came before a time, the oldest first; give how many. Fewer than `limit`: no more are left.

    What is still under way stays until it is settled, however old it is.
    """
    waits = select(Submission.id).where(Submission.upload_id == Upload.id, Submission.state.in_(UNDER_WAY))
    old = await session.scalars(
        select(Upload.id)
        .where(Upload.cleared_at.is_(None), Upload.received_at < then, ~waits.exists())
        .order_by(Upload.received_at)
        .limit(limit)
    )
    ids = old.all()
    await clear(session, ids, now)
    return len(ids)


async def clear(session: AsyncSession, upload_ids: Sequence[str] | Select[Any], now: datetime) -> None:
    """Take away the content, the code and what was observed of uploads; their reports and marks stay.

    So does what an LMS sent with them to find its own by: a mark may change as long as there is one, and is told.
    """
    answers = select(Submission.id).where(Submission.upload_id.in_(upload_ids))
    await session.execute(delete(Observation).where(Observation.submission_id.in_(answers)))
    await session.execute(update(Submission).where(Submission.upload_id.in_(upload_ids)).values(code=""))
    gone = update(Upload).where(Upload.id.in_(upload_ids)).values(content=None, filename="", cleared_at=now)
    await session.execute(gone)
