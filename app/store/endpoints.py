"""Endpoints as those see them who keep them: who is told, with which secret, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.kinds import DeliveryState
from app.store.tables import Attempt, Delivery, Endpoint, Event

SHOWN = 20  #: tries of a delivery that are shown, the last ones


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A delivery, what it tells, and its last tries."""

    delivery: Delivery
    type: str
    submission_id: str | None
    attempts: Sequence[Attempt]


async def of_course(session: AsyncSession, course_id: str) -> Sequence[Endpoint]:
    """List all endpoints of a course, those that are disabled too."""
    rows = select(Endpoint).where(Endpoint.course_id == course_id).order_by(Endpoint.id)
    return (await session.scalars(rows)).all()


async def count(session: AsyncSession, course_id: str) -> int:
    """Count the endpoints of a course."""
    return await session.scalar(select(func.count()).where(Endpoint.course_id == course_id)) or 0


async def get(session: AsyncSession, endpoint_id: str) -> Endpoint | None:
    """Find an endpoint, as it stands now."""
    return await session.get(Endpoint, endpoint_id, populate_existing=True)


async def change(
    session: AsyncSession, endpoint_id: str, *, url: str | None = None, types: Sequence[str] | None = None
) -> None:
    """Change where an endpoint is, or what it hears. What one address asked for says nothing about another."""
    if url is not None:
        moved = update(Endpoint).where(Endpoint.id == endpoint_id).values(url=url, slow_until=None)
        await session.execute(moved)
    if types is not None:
        await session.execute(update(Endpoint).where(Endpoint.id == endpoint_id).values(types=list(types)))


async def enable(session: AsyncSession, endpoint_id: str) -> None:
    """Have an endpoint told again."""
    again = update(Endpoint).where(Endpoint.id == endpoint_id)
    await session.execute(again.values(disabled_at=None, disabled_why="", slow_until=None))


async def remove(session: AsyncSession, endpoint_id: str) -> None:
    """Forget an endpoint, with all that was sent to it."""
    await session.execute(delete(Endpoint).where(Endpoint.id == endpoint_id))


async def deliveries(
    session: AsyncSession,
    endpoint_id: str,
    *,
    state: DeliveryState | None = None,
    before: str | None = None,
    limit: int = 50,
) -> list[Sent]:
    """List what was sent to an endpoint, the newest first; `before` is the last id of the page before."""
    wanted = (
        select(Delivery, Event.type, Event.submission_id)
        .join(Event, Event.id == Delivery.event_id)
        .where(Delivery.endpoint_id == endpoint_id)
        .order_by(Delivery.id.desc())
        .limit(limit)
    )
    if state is not None:
        wanted = wanted.where(Delivery.state == state)
    if before is not None:
        wanted = wanted.where(Delivery.id < before)
    rows = (await session.execute(wanted)).all()
    tries = await _last_tries(session, [row[0].id for row in rows])
    return [Sent(delivery=row[0], type=row[1], submission_id=row[2], attempts=tries.get(row[0].id, [])) for row in rows]


async def delivery(session: AsyncSession, endpoint_id: str, delivery_id: str) -> tuple[Sent, str] | None:
    """Find one of an endpoint's deliveries, and the body that it has."""
    found = await session.execute(
        select(Delivery, Event)
        .join(Event, Event.id == Delivery.event_id)
        .where(Delivery.id == delivery_id, Delivery.endpoint_id == endpoint_id),
        execution_options={"populate_existing": True},
    )
    row = found.one_or_none()
    if row is None:
        return None
    tries = await _last_tries(session, [delivery_id])
    sent = Sent(
        delivery=row[0], type=row[1].type, submission_id=row[1].submission_id, attempts=tries.get(delivery_id, [])
    )
    return sent, row[1].body


async def between(
    session: AsyncSession,
    endpoint_id: str,
    *,
    since: datetime,
    until: datetime | None = None,
    state: DeliveryState | None = None,
    after: str | None = None,
    limit: int,
) -> Sequence[Delivery]:
    """List what came to be within a time, the oldest first; `after` is the last id of the part before."""
    wanted = (
        select(Delivery)
        .where(Delivery.endpoint_id == endpoint_id, Delivery.made_at >= since)
        .order_by(Delivery.id)
        .limit(limit)
    )
    if until is not None:
        wanted = wanted.where(Delivery.made_at < until)
    if state is not None:
        wanted = wanted.where(Delivery.state == state)
    if after is not None:
        wanted = wanted.where(Delivery.id > after)
    return (await session.scalars(wanted)).all()


async def _last_tries(session: AsyncSession, delivery_ids: Sequence[str]) -> dict[str, list[Attempt]]:
    found: dict[str, list[Attempt]] = {}
    if not delivery_ids:
        return found
    last = and_(Delivery.id == Attempt.delivery_id, Attempt.number > Delivery.attempts - SHOWN)
    rows = select(Attempt).join(Delivery, last).where(Attempt.delivery_id.in_(delivery_ids))
    for one in await session.scalars(rows.order_by(Attempt.delivery_id, Attempt.number)):
        found.setdefault(one.delivery_id, []).append(one)
    return found
