"""Deliveries from the commit in which something happens to the receiver, and what follows from its answers."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest
import standardwebhooks
import svix

from app.pipeline import notices
from app.store import audit, deliveries
from app.store.tables import Endpoint
from app.webhooks import signing
from app.webhooks.schedule import TRIES
from tests.app.pipeline.office import SECRET, Office, until
from tests.app.webhooks.receiver import Answer, Message, Receiver, receiving, says

pytestmark = pytest.mark.anyio
LIBRARIES = (standardwebhooks.Webhook, svix.Webhook)


def accepted(message: Message, secret: bytes = SECRET) -> dict[str, object]:
    """What both libraries make of a message; they raise where it is not signed as it has to be."""
    for library in LIBRARIES:
        library(signing.shown(secret)).verify(message.body, message.headers)
    return told(message)


def told(message: Message) -> dict[str, object]:
    """What a message says."""
    return dict(json.loads(message.body))


async def test_every_delivery_is_accepted_by_independent_libraries(office: Office) -> None:
    """Each endpoint is told of each thing, signed with its own secret, as JSON and under 20 kB."""
    other = b"o" * 24
    async with receiving() as first, receiving() as second, office.at_work():
        await office.endpoint(first.url)
        await office.endpoint(second.url, secret=other)
        await office.happens(times=10)
        await until(office.settled)
    assert await office.states() == ["delivered"] * 20
    for receiver, secret in ((first, SECRET), (second, other)):
        assert len({message.headers["webhook-id"] for message in receiver.messages}) == 10
        for message in receiver.messages:
            assert accepted(message, secret).keys() == {"type", "timestamp", "data"}
            assert message.headers["content-type"] == "application/json"
            assert len(message.body) < 20_000
    assert await office.waiting() == 0


async def test_while_a_secret_is_changed_both_are_signed_with_and_then_one(office: Office) -> None:
    """Until the time that was promised."""
    old = b"o" * 32
    async with receiving() as receiver, office.at_work():
        endpoint = await office.endpoint(receiver.url)
        async with office.database.write() as session:
            row = await session.get(Endpoint, endpoint.id)
            assert row is not None
            row.old_secret, row.old_until = old, office.time() + timedelta(hours=1)
        await office.happens()
        await until(office.settled)
        office.time.ahead = timedelta(hours=2)
        await office.happens()
        await until(office.settled)
    both, one = receiver.messages
    assert accepted(both) == accepted(both, old)
    assert len(both.headers["webhook-signature"].split(" ")) == 2
    assert len(one.headers["webhook-signature"].split(" ")) == 1


async def test_a_delivery_is_tried_again_under_the_same_id_at_a_new_time(office: Office) -> None:
    """By the schedule, and every try is written down."""
    async with receiving(says(500, body=b"oh no"), says(204)) as receiver, office.at_work():
        await office.endpoint(receiver.url)
        await office.happens()
        (failed,) = await office.tried(1)
        assert failed.delivery.state.value == "pending"
        assert failed.wait_s == pytest.approx(5, abs=1)
        office.time.ahead = timedelta(seconds=20)
        (sent,) = await office.tried(2)
    first, second = receiver.messages
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == sent.event.id
    assert int(second.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"]) >= 19
    assert first.body == second.body == sent.event.body.encode()
    assert [(one.number, one.status, one.response) for one in sent.attempts] == [(1, 500, "oh no"), (2, 204, "")]
    assert sent.delivery.state.value == "delivered"


@pytest.mark.parametrize(
    ("status", "state"),
    [(200, "delivered"), (202, "delivered"), (299, "delivered"), (301, "pending"), (302, "pending"),
     (307, "pending"), (304, "pending"), (400, "pending"), (404, "pending"), (500, "pending"), (600, "pending")],
)  # fmt: skip
async def test_2xx_is_success_and_nothing_else(office: Office, status: int, state: str) -> None:
    """A redirect fails, wherever it leads: nothing is sent there."""
    async with (
        receiving() as elsewhere,
        receiving(says(status, f"location: {elsewhere.url}")) as receiver,
        office.at_work(),
    ):
        await office.endpoint(receiver.url)
        await office.happens()
        (sent,) = await office.tried(1)
    assert (sent.delivery.state.value, sent.attempts[0].status) == (state, status)
    assert elsewhere.connections == 0


async def test_410_disables_the_endpoint_and_the_others_hear_of_it(office: Office) -> None:
    """It is told nothing more, also of what waited already; its own end it is not told."""
    async with receiving(says(500), says(410)) as gone, receiving() as other, office.at_work(at_once=1):
        endpoint = await office.endpoint(gone.url, types=("regrade.published", "endpoint.disabled"))
        await office.endpoint(other.url, types=("endpoint.disabled",))
        await office.happens(times=2)
        await office.tried(2)
        office.time.ahead = timedelta(minutes=1)
        await until(office.settled)
    assert sorted(await office.states()) == ["delivered", "given_up", "given_up"]
    assert len(gone.messages) == 2
    found = await office.look(endpoint)
    assert (found.disabled_at is not None, found.disabled_why) == (True, "It answered 410 Gone.")
    async with office.database.read() as session:
        (deed,) = await audit.page(session, office.scene.course.id)
    assert (deed.deed, deed.subject, deed.detail) == ("endpoint.disabled", endpoint.id, {"why": found.disabled_why})
    (message,) = other.messages
    heard = accepted(message)
    assert heard["type"] == "endpoint.disabled"
    assert heard["data"] == {
        "endpoint": endpoint.id,
        "course": office.scene.course.id,
        "why": "It answered 410 Gone.",
    }


async def run_out(office: Office, tries: int = TRIES) -> None:
    """Let days pass until a delivery was tried so often."""
    for n in range(1, tries + 1):
        await office.tried(n)
        office.time.ahead += timedelta(hours=25)


async def test_after_ten_tries_it_is_given_up_and_so_is_its_endpoint(office: Office) -> None:
    """The queue counts other things: nothing is set aside. The course's other endpoints hear of it."""
    async with receiving(says(204), says(503)) as dead, receiving() as other, office.at_work():
        endpoint = await office.endpoint(dead.url, types=("regrade.published",))
        await office.endpoint(other.url, types=("endpoint.disabled",))
        await office.happens()
        await run_out(office, 1)  # well, and long ago
        await office.happens()
        await run_out(office, 11)
        await until(office.settled)
    given_up = (await office.sent())[1]
    assert (given_up.delivery.state.value, len(given_up.attempts), len(dead.messages)) == ("given_up", 10, 11)
    assert (await office.look(endpoint)).disabled_why == "Ten tries failed, the last so: It answered 503."
    assert [told(message)["type"] for message in other.messages] == ["endpoint.disabled"]
    assert await office.waiting() == 0


async def test_one_delivery_that_is_refused_does_not_cost_the_endpoint(office: Office) -> None:
    """An LMS that knows a student no more says so each time; all the others go on to be told."""

    async def answer(receiver: object, writer: asyncio.StreamWriter) -> None:
        last = messages[-1]
        await says(404 if last.headers["webhook-id"] == messages[0].headers["webhook-id"] else 204)(receiver, writer)  # type: ignore[arg-type]

    async with receiving(answer) as receiver, office.at_work():
        messages = receiver.messages
        endpoint = await office.endpoint(receiver.url)
        await office.happens()
        await run_out(office, TRIES - 2)
        await office.happens()
        await office.tried(TRIES)
        office.time.ahead += timedelta(hours=25)
        await until(office.settled)
    assert await office.states() == ["given_up", "delivered"]
    assert (await office.look(endpoint)).disabled_at is None


@pytest.mark.parametrize(
    ("answer", "wait_s"),
    [(says(429), 60), (says(502), 60), (says(504), 60), (says(503, "retry-after: 3600"), 3600),
     (says(429, "retry-after: 999999999"), 86400), (says(429, "retry-after: 0"), 5)],
)  # fmt: skip
async def test_who_asks_for_time_is_left_alone_with_everything(office: Office, answer: Answer, wait_s: float) -> None:
    """Not only with the delivery that met it: with all that is meant for this endpoint, and with no other's."""
    async with receiving(answer, says(204)) as slow, receiving() as other, office.at_work(at_once=1):
        endpoint = await office.endpoint(slow.url)
        await office.happens()
        (first,) = await office.tried(1)
        await office.endpoint(other.url)
        await office.happens()
        await until(lambda: _is(office, other.messages, 1))
        assert first.wait_s == pytest.approx(wait_s, abs=2)
        until_then = (await office.look(endpoint)).slow_until
        assert until_then is not None
        assert (until_then - first.attempts[0].at).total_seconds() == pytest.approx(wait_s if wait_s > 5 else 0, abs=2)
        if wait_s > 5:
            await until(lambda: _put_off(office, endpoint))
            assert len(slow.messages) == 1
        office.time.ahead = timedelta(seconds=wait_s + 10)
        await until(office.settled)
    assert await office.states() == ["delivered"] * 3
    assert sorted(len(one.attempts) for one in await office.sent()) == [1, 1, 2]


async def _is(_: Office, messages: list[Message], number: int) -> bool:
    return len(messages) == number


async def _put_off(office: Office, endpoint: Endpoint) -> bool:
    """Whether all that is meant for an endpoint waits for the end of its rest, untried."""
    rest = (await office.look(endpoint)).slow_until
    theirs = [one for one in await office.sent() if one.delivery.endpoint_id == endpoint.id]
    return rest is not None and all(one.delivery.next_at and one.delivery.next_at >= rest for one in theirs)


async def test_a_date_may_say_when(office: Office) -> None:
    """`Retry-After` may be a date, as HTTP writes it."""
    then = (office.time() + timedelta(hours=2)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    async with receiving(says(503, f"retry-after: {then}")) as receiver, office.at_work():
        await office.endpoint(receiver.url)
        await office.happens()
        (sent,) = await office.tried(1)
    assert sent.wait_s == pytest.approx(7200, abs=5)


@pytest.mark.parametrize(("took_s", "places"), [(15.0, 2), (3.0, 4)])
async def test_a_sluggish_endpoint_keeps_no_other_waiting(office: Office, took_s: float, places: int) -> None:
    """It took long the last time, or never answered: it has some of the places, and another is told of everything."""

    async def never(_: object, __: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    office.sending = replace(office.sending, at_once=8)
    async with receiving(never) as sluggish, receiving() as well, office.at_work(at_once=8):
        endpoint = await office.endpoint(sluggish.url)
        office.sending.sluggish[endpoint.id] = took_s
        await office.endpoint(well.url)
        await office.happens(times=30)
        await until(lambda: _is(office, well.messages, 30))
        await until(lambda: _is(office, sluggish.messages, places))
        waiting = [one for one in await office.sent() if one.delivery.endpoint_id == endpoint.id]
    assert len(sluggish.messages) == places
    assert all(one.attempts == [] for one in waiting)  # to be put off is no try


async def test_who_answers_quickly_again_has_all_places(office: Office) -> None:
    """One answer that came late is held against nobody for long."""

    async def slowly(receiver: Receiver, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.05)
        await says(204)(receiver, writer)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.pipeline.notify.SLUGGISH_S", 0.04)
        async with receiving(slowly, says(204)) as receiver, office.at_work():
            endpoint = await office.endpoint(receiver.url)
            await office.happens()
            await until(office.settled)
            assert endpoint.id in office.sending.sluggish
            patch.setattr("app.pipeline.notify.SLUGGISH_S", 10.0)
            await office.happens()
            await until(office.settled)
    assert office.sending.sluggish == {}


async def test_a_clock_set_back_does_not_silence_an_endpoint(office: Office) -> None:
    """A rest that ends in more than a day was not asked for: the day is another one now."""
    async with receiving() as receiver, office.at_work():
        endpoint = await office.endpoint(receiver.url)
        async with office.database.write() as session:
            await deliveries.slow_down(session, endpoint.id, office.time() + timedelta(days=300))
        await office.happens()
        await until(office.settled)
    assert await office.states() == ["delivered"]


async def test_a_worker_that_dies_after_the_post_has_it_sent_again(office: Office) -> None:
    """At least once is the promise: the job is there until the try is stored, and both bear one id."""
    async with receiving() as receiver:
        await office.endpoint(receiver.url)
        await office.happens()

        async def die(*_: object) -> None:
            raise asyncio.CancelledError

        settle = office.sending._settle
        object.__setattr__(office.sending, "_settle", die)
        async with office.at_work():
            await until(lambda: _is(office, receiver.messages, 1))
        assert await office.states() == ["pending"]
        object.__setattr__(office.sending, "_settle", settle)
        async with office.at_work():
            await until(office.settled)
    assert len({message.headers["webhook-id"] for message in receiver.messages}) == 1
    assert len(receiver.messages) >= 2
    assert await office.states() == ["delivered"]


async def test_what_we_cannot_send_goes_on_by_the_schedule_and_is_not_lost(office: Office) -> None:
    """Three workers stumbled over it: the queue would set it aside, and it counts as one try that failed."""

    async def stumble(*_: object) -> None:
        raise ZeroDivisionError

    send = office.sending._send
    async with receiving() as receiver, office.at_work():
        await office.endpoint(receiver.url)
        object.__setattr__(office.sending, "_send", stumble)
        await office.happens()
        (sent,) = await office.tried(1)
        assert (sent.attempts[0].error, sent.delivery.state.value) == (
            "It could not be sent: ZeroDivisionError: ",
            "pending",
        )
        object.__setattr__(office.sending, "_send", send)
        office.time.ahead = timedelta(seconds=20)
        await until(office.settled)
    assert await office.states() == ["delivered"]


async def test_a_ping_is_sent_once_whatever_is_listened_to(office: Office) -> None:
    """An endpoint that does not answer it is not given up for that."""
    async with receiving(says(500)) as receiver, office.at_work():
        endpoint = await office.endpoint(receiver.url, types=("submission.graded",))
        await office.writer.write(lambda s: notices.ping(s, office.dispatcher, endpoint, office.time()))
        await until(office.settled)
    (message,) = receiver.messages
    assert accepted(message)["type"] == "ping"
    assert await office.states() == ["given_up"]
    assert (await office.look(endpoint)).disabled_at is None


async def test_what_is_sent_again_by_hand_has_all_its_tries_before_it(office: Office) -> None:
    """Also what was given up or delivered; at once, though it was put off; under the id it had."""
    async with receiving(says(500)) as receiver, office.at_work():
        endpoint = await office.endpoint(receiver.url)
        await office.happens()
        await run_out(office)
        await until(office.settled)
        (given_up,) = await office.sent()
        async with office.database.write() as session:
            row = await session.get(Endpoint, endpoint.id)
            assert row is not None
            row.disabled_at = None
        again = [given_up.delivery]
        await office.writer.write(lambda s: notices.again(s, office.dispatcher, again, office.time()))
        (sent,) = await office.tried(TRIES + 1)
        assert sent.wait_s == pytest.approx(5, abs=1)
        receiver.answers = [says(200)]
        await office.writer.write(lambda s: notices.again(s, office.dispatcher, again, office.time()))
        await until(office.settled)
    assert await office.states() == ["delivered"]
    assert len({message.headers["webhook-id"] for message in receiver.messages}) == 1


async def test_nothing_is_sent_to_an_endpoint_that_was_disabled_meanwhile(office: Office) -> None:
    """What waited is given up without a try, and can be sent again by hand."""
    async with receiving() as receiver:
        endpoint = await office.endpoint(receiver.url)
        await office.happens()
        async with office.database.write() as session:
            row = await session.get(Endpoint, endpoint.id)
            assert row is not None
            row.disabled_at = office.time()
        async with office.at_work():
            await until(office.settled)
    assert (await office.states(), receiver.connections) == (["given_up"], 0)


async def test_an_endpoint_that_is_deleted_takes_its_deliveries_with_it(office: Office) -> None:
    """Also the one that is under way: its end finds nothing to write to, and the queue goes on."""

    async def delete(_: object, writer: asyncio.StreamWriter) -> None:
        async with office.database.write() as session:
            await session.delete(await session.get(Endpoint, endpoint.id))
        await says(500)(receiver, writer)

    async with receiving(delete) as receiver, receiving() as other, office.at_work(at_once=1):
        endpoint = await office.endpoint(receiver.url)
        await office.happens()
        await until(lambda: _is(office, receiver.messages, 1))
        await until(office.idle)
        await office.endpoint(other.url)
        await office.happens()
        await until(lambda: _is(office, other.messages, 1))
    assert len(receiver.messages) == 1
