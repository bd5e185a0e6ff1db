"""Events, deliveries, and answers given once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.store import deliveries, endpoints, events, idempotency
from app.store.deliveries import Tried
from app.store.engine import Database
from app.store.idempotency import Answer, Asked
from app.store.kinds import DeliveryState
from tests.app.store.scene import NOW, happen, set_up

pytestmark = pytest.mark.anyio
ASKED = Asked(token_id="t", route="POST /v1/x", key="k", body=b"{}")  # noqa: S106 - an id is no password
ANSWER = Answer(status=202, document={"id": "1"})


async def test_each_endpoint_hears_of_what_it_wants(database: Database) -> None:
    """No types means all; a disabled one and another course's hear nothing."""
    async with database.write() as session:
        course, other = (await set_up(session)).course.id, (await set_up(session, name="o")).course.id
        add = deliveries.add_endpoint
        every = await add(session, course_id=course, url="https://a", secret=b"s", now=NOW)
        some = await add(session, course_id=course, url="https://b", secret=b"s", now=NOW, types=["graded"])
        off = await add(session, course_id=course, url="https://c", secret=b"s", now=NOW)
        await add(session, course_id=other, url="https://d", secret=b"s", now=NOW)
        await deliveries.disable(session, off.id, "410", NOW)
        told = {}
        for kind in ("graded", "ping"):
            _, new = await happen(session, course, kind, "{}")
            told[kind] = {one.endpoint_id for one in new}
    assert told == {"graded": {every.id, some.id}, "ping": {every.id}}


async def test_every_try_is_written_down_until_it_is_delivered(database: Database) -> None:
    """What came back each time, and nothing more is due afterwards."""
    later = NOW + timedelta(seconds=5)
    async with database.write() as session:
        course = (await set_up(session)).course.id
        endpoint = await deliveries.add_endpoint(session, course_id=course, url="https://a", secret=b"s", now=NOW)
        event, (one,) = await happen(session, course, "graded", '{"a": 1}', submission_id="s")
    async with database.write() as session:
        due = await deliveries.due(session, one.id)
        assert due is not None
        assert (due[1].body, due[2].secret) == ('{"a": 1}', b"s")
        failed = Tried(at=NOW, status=None, ms=15_000, error="no answer")
        assert await deliveries.tried(session, one.id, failed, state=DeliveryState.PENDING, next_at=later) == 1
        sent = Tried(at=later, status=204, ms=12)
        assert await deliveries.tried(session, one.id, sent, state=DeliveryState.DELIVERED) == 2
        assert await deliveries.due(session, one.id) is None
    async with database.read() as session:
        (entry,) = await endpoints.deliveries(session, endpoint.id)
        listed, tries = entry.delivery, [(one.number, one.status, one.error) for one in entry.attempts]
        assert [one.id for one in await events.of_submission(session, "s")] == [event.id]
        assert await endpoints.deliveries(session, endpoint.id, before=listed.id) == []
    assert tries == [(1, None, "no answer"), (2, 204, "")]
    assert (listed.state, listed.attempts, listed.next_at) == (DeliveryState.DELIVERED, 2, None)


async def test_nothing_is_due_to_an_endpoint_that_was_disabled(database: Database) -> None:
    """Also of what was pending before."""
    async with database.write() as session:
        course = (await set_up(session)).course.id
        endpoint = await deliveries.add_endpoint(session, course_id=course, url="https://a", secret=b"s", now=NOW)
        _, (one,) = await happen(session, course, "graded", "{}")
        await deliveries.disable(session, endpoint.id, "410", NOW)
        assert await deliveries.due(session, one.id) is None
        tried = Tried(at=NOW, status=1, ms=1)
        assert await deliveries.tried(session, "x", tried, state=DeliveryState.PENDING) is None  # it was deleted


async def test_the_same_request_is_answered_as_before(database: Database) -> None:
    """A key is the token's own and the route's own."""
    async with database.write() as session:
        assert await idempotency.recall(session, ASKED) is None
        await idempotency.remember(session, ASKED, ANSWER, NOW)
    async with database.read() as session:
        assert await idempotency.recall(session, ASKED) == ANSWER
        for other in (
            Asked(token_id=token, route=route, key=key, body=ASKED.body)
            for token, route, key in (("u", ASKED.route, "k"), ("t", "POST /v1/y", "k"), ("t", ASKED.route, "l"))
        ):
            assert await idempotency.recall(session, other) is None
        with pytest.raises(idempotency.KeyReused) as reused:
            await idempotency.recall(session, replace(ASKED, body=b"[]"))
    assert reused.value.status == 422


async def test_of_two_at_once_one_is_refused(database: Database) -> None:
    """Who comes second stores nothing of its own deed."""
    async with database.write() as session:
        await idempotency.remember(session, ASKED, ANSWER, NOW)
        with pytest.raises(idempotency.KeyTaken) as taken:
            await idempotency.remember(session, ASKED, ANSWER, NOW)
    assert taken.value.status == 409


async def test_old_answers_are_let_go(database: Database) -> None:
    """Those from before a day, and no younger one."""
    async with database.write() as session:
        await idempotency.remember(session, ASKED, ANSWER, NOW)
        await idempotency.remember(session, replace(ASKED, key="new"), ANSWER, NOW + timedelta(days=2))
        assert await idempotency.forget_before(session, NOW + timedelta(days=1)) == 1
        assert await idempotency.recall(session, ASKED) is None
        assert await idempotency.recall(session, replace(ASKED, key="new")) == ANSWER
