"""Deliveries: each try written down, whatever came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.ids import ulid
from app.store.kinds import DeliveryState
from app.store.sql import count_of, row_of, table_of
from app.store.tables import Attempt, Delivery, Endpoint, Event, Submission, Upload

PORTION = 500  #: ids in one statement


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


async def disable(session: AsyncSession, endpoint_id: str, why: str, now: datetime) -> bool:
    """Tell an endpoint nothing more; False where it was disabled before."""
    statement = (
        update(Endpoint)
        .where(Endpoint.id == endpoint_id, Endpoint.disabled_at.is_(None))
        .values(disabled_at=now, disabled_why=why)
    )
    return bool(await count_of(session, statement))


async def slow_down(session: AsyncSession, endpoint_id: str, until: datetime) -> None:
    """Leave an endpoint alone for a time; who asked for more before keeps it."""
    asked = or_(Endpoint.slow_until.is_(None), Endpoint.slow_until < until)
    await session.execute(update(Endpoint).where(Endpoint.id == endpoint_id, asked).values(slow_until=until))


async def get(session: AsyncSession, delivery_id: str) -> tuple[Delivery, Event, Endpoint] | None:
    """Give a delivery, what it tells and to whom, as they stand now."""
    row = await session.execute(GET, {"delivery": delivery_id}, execution_options={"populate_existing": True})
    found = row.one_or_none()
    return (found[0], found[1], found[2]) if found else None


async def due(session: AsyncSession, delivery_id: str) -> tuple[Delivery, Event, Endpoint] | None:
    """Give what it takes to send a delivery; None where it was sent, given up, or its endpoint is disabled."""
    found = await get(session, delivery_id)
    if found is None or found[0].state is not DeliveryState.PENDING or found[2].disabled_at is not None:
        return None
    return found


async def put_off(session: AsyncSession, delivery_id: str, until: datetime) -> None:
    """Note when a delivery will be tried that was not tried now."""
    await session.execute(update(Delivery).where(Delivery.id == delivery_id).values(next_at=until))


async def give_up(session: AsyncSession, delivery_id: str) -> None:
    """Try a delivery no more, without having tried it now."""
    await session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == DeliveryState.PENDING)
        .values(state=DeliveryState.GIVEN_UP, next_at=None)
    )


async def got_through(session: AsyncSession, delivery: Delivery) -> bool:
    """Whether the endpoint of a delivery took anything else since that was first tried."""
    first = (
        select(Attempt.at)
        .where(Attempt.delivery_id == delivery.id, Attempt.number == delivery.tries_before + 1)
        .scalar_subquery()
    )
    taken = (
        select(Attempt.delivery_id)
        .join(Delivery, Delivery.id == Attempt.delivery_id)
        .where(
            Delivery.endpoint_id == delivery.endpoint_id,
            Delivery.state == DeliveryState.DELIVERED,
            Attempt.at >= first,
            Attempt.status.between(200, 299),
        )
    )
    return bool(await session.scalar(select(taken.exists())))


async def note_told(session: AsyncSession, submission_id: str, now: datetime) -> None:
    """Write down on the way of a submission that somebody was told of it."""
    upload = select(Submission.upload_id).where(Submission.id == submission_id).scalar_subquery()
    await session.execute(update(Upload).where(Upload.id == upload).values(notified_at=now))


async def counts(session: AsyncSession) -> dict[DeliveryState, int]:
    """Count all deliveries by what became of them."""
    rows = await session.execute(select(Delivery.state, func.count().label("deliveries")).group_by(Delivery.state))
    return {row.state: row.deliveries for row in rows}


async def tried(
    session: AsyncSession, delivery_id: str, outcome: Tried, *, state: DeliveryState, next_at: datetime | None = None
) -> int | None:
    """Write a try down, and say which it was; None where there is no such delivery any more.

    `next_at` is when it will be tried again, where it will.
    """
    became = {"delivery": delivery_id, "new_state": state, "new_next_at": next_at}
    number: int | None = (await session.execute(TRIED, became)).scalar_one_or_none()
    if number is not None:
        attempt = Attempt(
            delivery_id=delivery_id,
            number=number,
            at=outcome.at,
            status=outcome.status,
            ms=outcome.ms,
            response=outcome.response,
            error=outcome.error,
        )
        await session.execute(ADD_ATTEMPT, row_of(attempt))
    return number


async def renew(session: AsyncSession, delivery_ids: Sequence[str], now: datetime) -> None:
    """Have deliveries due once more, whatever became of them, with all their tries before them."""
    for at in range(0, len(delivery_ids), PORTION):
        await session.execute(
            update(Delivery)
            .where(Delivery.id.in_(delivery_ids[at : at + PORTION]))
            .values(state=DeliveryState.PENDING, tries_before=Delivery.attempts, next_at=now)
        )


async def renew_pending(session: AsyncSession, endpoint_id: str, now: datetime) -> int:
    """Have all that is still to be delivered to an endpoint due now, with all tries before it; give how much it is."""
    return await count_of(
        session,
        update(Delivery)
        .where(Delivery.endpoint_id == endpoint_id, Delivery.state == DeliveryState.PENDING)
        .values(tries_before=Delivery.attempts, next_at=now),
    )


#: Made once, for every delivery needs them.
GET = (
    select(Delivery, Event, Endpoint)
    .join(Event, Event.id == Delivery.event_id)
    .join(Endpoint, Endpoint.id == Delivery.endpoint_id)
    .where(Delivery.id == bindparam("delivery"))
)
ADD_ATTEMPT = table_of(Attempt).insert()
_delivery = table_of(Delivery)
TRIED = (
    update(_delivery)
    .where(_delivery.c.id == bindparam("delivery"))
    .values(
        attempts=_delivery.c.attempts + 1,
        state=bindparam("new_state", type_=_delivery.c.state.type),
        next_at=bindparam("new_next_at", type_=_delivery.c.next_at.type),
    )
    .returning(_delivery.c.attempts)
)
