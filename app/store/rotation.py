"""A secret that is changed, and the one of before, which holds beside it for a while: an endpoint's, or a hook's."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.tables import Endpoint, Hook


async def rotate(
    session: AsyncSession, whose: Endpoint | Hook, secret: bytes, *, overlap: timedelta, now: datetime
) -> datetime | None:
    """Have another secret hold. The one of before holds for a while: gives until when, None for no longer."""
    until, table = now + overlap if overlap else None, type(whose)
    old = table.secret if overlap else None
    changed = update(table).where(table.id == whose.id)
    await session.execute(changed.values(old_secret=old, old_until=until, secret=secret))
    return until


def keys_of(whose: Endpoint | Hook, now: datetime) -> list[bytes]:
    """The secrets that hold: the new one first, and the old one as long as it was promised."""
    old, until = whose.old_secret, whose.old_until
    return [whose.secret, *([old] if old is not None and until is not None and now < until else [])]
