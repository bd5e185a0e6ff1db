"""Deliveries: each try written down, whatever came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.ids import ulid
from app.store.kinds import DeliveryState
from app.store.tables import Attempt, Delivery, Endpoint, Event


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What came of one try: the answer's status, or None and why there was none."""

    at: datetime
    status: int | None
    ms: int
    response: str = ""
    error: str = ""


async def add_endpoint(
    session: AsyncSession, *, course_id: str, url: str, secret: bytes, now: datetime, types: Sequence[str] = ()
) -> Endpoint:
    """Have somebody told of what happens in a course; no types means all of them."""
    endpoint = Endpoint(id=ulid(now), course_id=course_id, url=url, secret=secret, types=list(types), made_at=now)
    session.add(endpoint)
    await session.flush()
    return endpoint


async def disable(session: AsyncSession, endpoint_id: str, why: str, now: datetime) -> None:
    """Tell an endpoint nothing more."""
    await session.execute(
        update(Endpoint)
        .where(Endpoint.id == endpoint_id, Endpoint.disabled_at.is_(None))
        .values(disabled_at=now, disabled_why=why)
    )


async def due(session: AsyncSession, delivery_id: str) -> tuple[Delivery, Event, Endpoint] | None:
    """Give what it takes to send a delivery; None where it was sent, given up, or its endpoint is disabled."""
    row = await session.execute(
        select(Delivery, Event, Endpoint)
        .join(Event, Event.id == Delivery.event_id)
        .join(Endpoint, Endpoint.id == Delivery.endpoint_id)
        .where(Delivery.id == delivery_id, Delivery.state == DeliveryState.PENDING, Endpoint.disabled_at.is_(None))
    )
    found = row.one_or_none()
    return (found[0], found[1], found[2]) if found else None


async def tried(
    session: AsyncSession, delivery_id: str, outcome: Tried, *, state: DeliveryState, next_at: datetime | None = None
) -> int:
    """Write a try down, and say which it was. `next_at` is when it will be tried again, where it will."""
    number: int | None = await session.scalar(
        update(Delivery)
        .where(Delivery.id == delivery_id)
        .values(attempts=Delivery.attempts + 1, state=state, next_at=next_at)
        .returning(Delivery.attempts)
    )
    if number is None:
        raise LookupError(f"no delivery {delivery_id}")
    session.add(
        Attempt(
            delivery_id=delivery_id,
            number=number,
            at=outcome.at,
            status=outcome.status,
            ms=outcome.ms,
            response=outcome.response,
            error=outcome.error,
        )
    )
    await session.flush()
    return number


async def renew(session: AsyncSession, delivery_ids: Sequence[str], now: datetime) -> None:
    """Have deliveries due once more, whatever became of them, with all their tries before them."""
    await session.execute(
        update(Delivery)
        .where(Delivery.id.in_(delivery_ids))
        .values(state=DeliveryState.PENDING, tries_before=Delivery.attempts, next_at=now)
    )


async def page(
    session: AsyncSession, endpoint_id: str, *, before: str | None = None, limit: int = 50
) -> Sequence[Delivery]:
    """List the deliveries to an endpoint, the newest first."""
    wanted = select(Delivery).where(Delivery.endpoint_id == endpoint_id).order_by(Delivery.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(Delivery.id < before)
    return (await session.scalars(wanted)).all()


async def attempts_of(session: AsyncSession, delivery_id: str) -> Sequence[Attempt]:
    """List the tries of a delivery."""
    rows = select(Attempt).where(Attempt.delivery_id == delivery_id).order_by(Attempt.number)
    return (await session.scalars(rows)).all()
