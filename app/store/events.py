"""What happened, written where it happened; and to whom it is to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.ids import floor, ulid
from app.store.kinds import DeliveryState
from app.store.sql import row_of, table_of
from app.store.tables import Attempt, Delivery, Endpoint, Event


@dataclass(frozen=True, kw_only=True)
class NewEvent:
    """Something that happened, and the endpoints that are to hear of it."""

    course_id: str
    type: str
    body: str
    to: Sequence[Endpoint]
    submission_id: str | None = None


async def add_all(
    session: AsyncSession, new: Sequence[NewEvent], now: datetime
) -> list[tuple[Event, Sequence[Delivery]]]:
    """Write many events with their deliveries, in few statements."""
    made = [(_event(one, now), one.to) for one in new]
    if not made:
        return []
    await session.execute(ADD_EVENT, [row_of(event) for event, _ in made])
    told = [(event, [_delivery(event, endpoint, now) for endpoint in to]) for event, to in made]
    deliveries = [row_of(one) for _, some in told for one in some]
    if deliveries:
        await session.execute(ADD_DELIVERY, deliveries)
    return list(told)


async def enabled(session: AsyncSession, course_id: str) -> Sequence[Endpoint]:
    """List the endpoints of a course that hear anything at all."""
    return (await session.scalars(ENABLED, {"course": course_id})).all()


def wanting(endpoints: Sequence[Endpoint], type: str) -> list[Endpoint]:
    """Those that want to hear of this type."""
    return [one for one in endpoints if not one.types or type in one.types]


async def of_submission(session: AsyncSession, submission_id: str) -> Sequence[Event]:
    """List what happened to a submission, in order."""
    rows = select(Event).where(Event.submission_id == submission_id).order_by(Event.id)
    return (await session.scalars(rows)).all()


async def forget_before(session: AsyncSession, then: datetime, *, limit: int) -> int:
    """Let go of what happened before a time, the oldest first, with its deliveries and their tries; give how many.

    What is still to be told stays however old it is, and so does what was told again since then. Fewer than `limit`: no
    more are left.
    """
    theirs = select(Delivery.id).where(Delivery.event_id == Event.id)
    pending = theirs.where(Delivery.state == DeliveryState.PENDING)
    lately = theirs.join(Attempt, Attempt.delivery_id == Delivery.id).where(Attempt.at >= then)
    old = (
        select(Event.id)
        .where(Event.id < floor(then), ~pending.exists(), ~lately.exists())
        .order_by(Event.id)
        .limit(limit)
    )
    ids = (await session.scalars(old)).all()
    await session.execute(delete(Event).where(Event.id.in_(ids)))
    return len(ids)


#: Made once: they stand on the way of every submission, and to build them costs more than to carry them out.
ADD_EVENT, ADD_DELIVERY = table_of(Event).insert(), table_of(Delivery).insert()
ENABLED = (
    select(Endpoint)
    .where(Endpoint.course_id == bindparam("course"), Endpoint.disabled_at.is_(None))
    .order_by(Endpoint.id)
)


def _event(new: NewEvent, now: datetime) -> Event:
    return Event(
        id=ulid(now),
        course_id=new.course_id,
        submission_id=new.submission_id,
        type=new.type,
        body=new.body,
        made_at=now,
    )


def _delivery(event: Event, endpoint: Endpoint, now: datetime) -> Delivery:
    return Delivery(
        id=ulid(now),
        event_id=event.id,
        endpoint_id=endpoint.id,
        state=DeliveryState.PENDING,
        attempts=0,
        tries_before=0,
        next_at=now,
        made_at=now,
    )
