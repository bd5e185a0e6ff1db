"""What happened, written where it happened; and to whom it is to be told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.ids import ulid
from app.store.kinds import DeliveryState
from app.store.tables import Delivery, Endpoint, Event


async def add(
    session: AsyncSession,
    *,
    course_id: str,
    type: str,
    body: str,
    now: datetime,
    submission_id: str | None = None,
) -> tuple[Event, Sequence[Delivery]]:
    """Write an event, and a delivery for each endpoint that wants it; the caller queues a job for each of them."""
    event = Event(id=ulid(now), course_id=course_id, submission_id=submission_id, type=type, body=body, made_at=now)
    session.add(event)
    await session.flush()
    deliveries = [
        Delivery(
            id=ulid(now),
            event_id=event.id,
            endpoint_id=endpoint.id,
            state=DeliveryState.PENDING,
            attempts=0,
            next_at=now,
            made_at=now,
        )
        for endpoint in await listeners(session, course_id, type)
    ]
    session.add_all(deliveries)
    await session.flush()
    return event, deliveries


async def listeners(session: AsyncSession, course_id: str, type: str) -> Sequence[Endpoint]:
    """List the endpoints of a course that want to hear of this type."""
    rows = await session.scalars(
        select(Endpoint).where(Endpoint.course_id == course_id, Endpoint.disabled_at.is_(None)).order_by(Endpoint.id)
    )
    return [one for one in rows if not one.types or type in one.types]


async def of_submission(session: AsyncSession, submission_id: str) -> Sequence[Event]:
    """List what happened to a submission, in order."""
    rows = select(Event).where(Event.submission_id == submission_id).order_by(Event.id)
    return (await session.scalars(rows)).all()
