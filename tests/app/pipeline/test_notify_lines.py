"""What is put off for an endpoint stands in a line: as long as what waits, and shorter as soon as it answers again."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from app.pipeline.notify import LONGEST, SILENT_AT_ONCE, SILENT_S, STEP_S
from tests.app.pipeline.office import Office, until
from tests.app.store.scene import NOW
from tests.app.webhooks.receiver import Receiver, receiving, says

pytestmark = pytest.mark.anyio


async def test_the_wait_grows_with_what_waits(office: Office) -> None:
    """For one that is silent, and one that asked for time; never beyond the longest of the schedule."""
    silent = await office.endpoint("https://silent.example.org/")
    asked = await office.endpoint("https://asked.example.org/")
    asked.slow_until = NOW + timedelta(minutes=1)
    office.sending.sluggish[silent.id] = SILENT_S
    office.sending.under_way[silent.id] = SILENT_AT_ONCE
    for endpoint, first_s, step_s in ((silent, SILENT_S, SILENT_S / SILENT_AT_ONCE), (asked, 60 + STEP_S, STEP_S)):
        found = [office.sending._not_before(endpoint, NOW) for _ in range(25_000)]
        waits = [(at - NOW).total_seconds() for at in found if at is not None]
        assert waits[:3] == pytest.approx([first_s + n * step_s for n in range(3)])
        assert waits[-1] == pytest.approx(min(first_s + 24_999 * step_s, LONGEST.total_seconds()))


async def test_what_was_put_off_is_sent_as_soon_as_it_answers_again(office: Office) -> None:
    """Each that gets through brings others with it, and nobody waits for the end of the line."""

    async def hangs(_: Receiver, __: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with receiving(hangs, hangs, says(204)) as receiver:
        endpoint = await office.endpoint(receiver.url)
        office.sending.sluggish[endpoint.id] = SILENT_S
        async with office.at_work(at_once=8):
            await office.happens(times=30)
            await until(lambda: _put_off(office, 28))
        office.sending.sluggish.clear()
        office.sending.under_way.clear()
        async with office.at_work(at_once=8):
            await until(office.settled)
    assert await office.states() == ["delivered"] * 30
    assert office.time.ahead == timedelta()


async def _put_off(office: Office, number: int) -> bool:
    waiting = [one.delivery.next_at for one in await office.sent()]
    return sum(at is not None and at > office.time() for at in waiting) == number
