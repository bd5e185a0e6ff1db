"""Endpoints and hooks in the store, on both databases: their secrets, their log, and what is sent again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.store import deliveries, endpoints, events, hooks
from app.store.deliveries import Tried
from app.store.engine import Database
from app.store.events import NewEvent
from app.store.kinds import DeliveryState, HookStyle
from app.store.rotation import keys_of, rotate
from app.store.session import Session
from app.store.tables import Attempt, Delivery, Endpoint
from tests.app.store.scene import NOW, set_up

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)


async def endpoint(session: Session) -> Endpoint:
    """Somebody who is told of a course."""
    scene = await set_up(session)
    return await deliveries.add_endpoint(
        session, course_id=scene.course.id, url="https://x/", secret=b"1" * 32, now=NOW
    )


async def told(session: Session, one: Endpoint, times: int) -> Sequence[Delivery]:
    """Have things happen, a second apart."""
    found = []
    for second in range(times):
        new = NewEvent(course_id=one.course_id, type="ping", body="{}", to=[one])
        ((_, (delivery,)),) = await events.add_all(session, [new], NOW + timedelta(seconds=second))
        found.append(delivery)
    return found


async def listed(session: Session, one: Endpoint) -> list[Delivery]:
    """All that was sent to an endpoint, the newest first."""
    return [sent.delivery for sent in await endpoints.deliveries(session, one.id)]


async def test_the_secret_before_holds_as_long_as_was_promised(database: Database) -> None:
    """There are two at most; with no overlap the one before is gone. A hook's likewise."""
    async with database.write() as session:
        one = await endpoint(session)
        hook = await hooks.add(
            session, course_id=one.course_id, name="LMS", style=HookStyle.GITHUB, secret=b"1" * 32, now=NOW
        )
        for whose in (one, hook):
            assert await rotate(session, whose, b"2" * 32, overlap=DAY, now=NOW) == NOW + DAY
            assert await rotate(session, whose, b"3" * 32, overlap=DAY, now=NOW) == NOW + DAY
    async with database.read() as session:
        for kept in (await endpoints.get(session, one.id), await hooks.get(session, hook.id)):
            assert kept is not None
            assert (kept.secret, kept.old_secret, kept.old_until) == (b"3" * 32, b"2" * 32, NOW + DAY)
            assert keys_of(kept, NOW) == [b"3" * 32, b"2" * 32]
            assert keys_of(kept, NOW + DAY) == [b"3" * 32]
    async with database.write() as session:
        assert await rotate(session, one, b"4" * 32, overlap=timedelta(), now=NOW) is None
        last = await endpoints.get(session, one.id)
        assert last is not None
        assert (last.secret, last.old_secret, last.old_until) == (b"4" * 32, None, None)


async def test_the_log_is_read_from_its_end(database: Database) -> None:
    """With the last tries of each, in their order; of one state, before one."""
    async with database.write() as session:
        one = await endpoint(session)
        sent = await told(session, one, 3)
        for number in range(22):
            outcome = Tried(at=NOW, status=500, ms=number)
            await deliveries.tried(session, sent[1].id, outcome, state=DeliveryState.GIVEN_UP)
    async with database.read() as session:
        log = await endpoints.deliveries(session, one.id)
        assert [entry.delivery.id for entry in log] == [sent[at].id for at in (2, 1, 0)]
        assert [attempt.number for attempt in log[1].attempts] == list(range(3, 23))
        assert log[0].attempts == []
        (given_up,) = await endpoints.deliveries(session, one.id, state=DeliveryState.GIVEN_UP)
        assert given_up.delivery.id == sent[1].id
        (first,) = await endpoints.deliveries(session, one.id, before=sent[1].id, limit=5)
        assert first.delivery.id == sent[0].id


async def test_what_is_pending_has_all_its_tries_before_it_again(database: Database) -> None:
    """What is pending for the one endpoint, and due now; nothing that was given up, and nothing of another's."""
    later = NOW + timedelta(hours=5)
    async with database.write() as session:
        one = await endpoint(session)
        other = await deliveries.add_endpoint(
            session, course_id=one.course_id, url="https://y/", secret=b"2" * 32, now=NOW
        )
        sent, _ = await told(session, one, 2), await told(session, other, 1)
        states = (DeliveryState.GIVEN_UP, DeliveryState.PENDING)
        for delivery, state in zip(sent, states, strict=True):
            await deliveries.tried(session, delivery.id, Tried(at=NOW, status=500, ms=1), state=state, next_at=NOW)
        assert await deliveries.renew_pending(session, one.id, later) == 1
    async with database.read() as session:
        found = [(left.state, left.tries_before, left.next_at) for left in await listed(session, one)]
        assert found == [(DeliveryState.PENDING, 1, later), (DeliveryState.GIVEN_UP, 0, NOW)]
        assert [left.next_at for left in await listed(session, other)] == [NOW]


async def test_a_time_is_from_its_beginning_up_to_its_end(database: Database) -> None:
    """The beginning is in it and the end is not; who goes on after one misses none."""
    async with database.write() as session:
        one = await endpoint(session)
        sent = [delivery.id for delivery in await told(session, one, 5)]
    async with database.read() as session:
        since, until = NOW + timedelta(seconds=1), NOW + timedelta(seconds=4)
        found = await endpoints.between(session, one.id, since=since, until=until, limit=10)
        assert [delivery.id for delivery in found] == sent[1:4]
        two = await endpoints.between(session, one.id, since=since, limit=2)
        rest = await endpoints.between(session, one.id, since=since, after=two[-1].id, limit=10)
        assert [delivery.id for delivery in [*two, *rest]] == sent[1:]
        assert not await endpoints.between(session, one.id, since=since, state=DeliveryState.DELIVERED, limit=10)


async def test_what_is_removed_takes_its_log_with_it(database: Database) -> None:
    """By the database itself: no delivery is left that leads nowhere."""
    async with database.write() as session:
        one = await endpoint(session)
        (sent,) = await told(session, one, 1)
        await deliveries.tried(session, sent.id, Tried(at=NOW, status=500, ms=1), state=DeliveryState.PENDING)
    async with database.write() as session:
        await endpoints.remove(session, one.id)
    async with database.read() as session:
        assert await deliveries.get(session, sent.id) is None
        assert (await session.scalars(select(Attempt))).all() == []
        assert await endpoints.count(session, one.course_id) == 0
