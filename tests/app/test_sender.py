"""The sender as a process of its own: it needs no box, ends what is under way, and loses nothing when it is killed."""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.queue.doorbell import Doorbell
from app.store.engine import connect
from app.store.kinds import DeliveryState
from tests.app.pipeline.office import Office, opened, until
from tests.app.webhooks.receiver import Answer, Receiver, receiving, says
from tests.databases import Template
from tests.serving import ALLCLOSE

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(sqlite_template: Template, tmp_path: Path) -> AsyncIterator[Office]:
    """A course in the data directory of a service."""
    with sqlite_template.copy(tmp_path) as url:
        (tmp_path / "test.db").rename(tmp_path / "allclose.db")
        database = connect(url.replace("test.db", "allclose.db"), bell=Doorbell(tmp_path / "bells"))
        (tmp_path / "bells").mkdir()
        async with opened(database) as made:
            yield made
        await database.close()


@asynccontextmanager
async def sender(data: Path) -> AsyncIterator[Process]:
    """The command, when it says that it is ready."""
    settings = {"DATA": str(data), "WEBHOOKS_ALLOW": "127.0.0.1", "WEBHOOKS_HTTP": "true", "WEBHOOKS_PACE": "0.01"}
    environment = os.environ | {f"ALLCLOSE_{name}": value for name, value in settings.items()}
    process = await asyncio.create_subprocess_exec(
        ALLCLOSE, "worker", "--class", "notify", stdout=PIPE, env=environment
    )
    try:
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def later(event: asyncio.Event) -> Answer:
    """Answer well, but not before something happens."""

    async def answer(receiver: Receiver, writer: asyncio.StreamWriter) -> None:
        await event.wait()
        await says(204)(receiver, writer)

    return answer


async def came(receiver: Receiver, number: int) -> bool:
    """Whether so much has come."""
    return len(receiver.messages) >= number


async def test_what_is_under_way_is_ended_before_it_stops(office: Office, tmp_path: Path) -> None:
    """SIGTERM takes nothing more, waits for the answer, and stores it: nothing is sent twice for it."""
    answered = asyncio.Event()
    async with receiving(later(answered)) as receiver, sender(tmp_path) as process:
        await office.endpoint(receiver.url)
        await office.happens()
        await until(lambda: came(receiver, 1))
        process.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.2)
        answered.set()
        assert await process.wait() == 0
    assert await office.states() == [DeliveryState.DELIVERED]
    assert len(receiver.messages) == 1


@pytest.mark.slow
async def test_a_sender_that_is_killed_loses_nothing(office: Office, tmp_path: Path) -> None:
    """kill -9 with many under way: what was not stored is sent again under the same id, by the next one."""
    answered = asyncio.Event()
    async with receiving(later(answered)) as receiver:
        await office.endpoint(receiver.url)
        await office.happens(times=30)
        async with sender(tmp_path) as process:
            await until(lambda: came(receiver, 16))
            process.kill()
            await process.wait()
        assert await office.states() == [DeliveryState.PENDING] * 30
        answered.set()
        async with sender(tmp_path):
            await until(office.settled)
    assert await office.states() == [DeliveryState.DELIVERED] * 30
    ids = [message.headers["webhook-id"] for message in receiver.messages]
    assert (len(set(ids)), len(ids)) == (30, 46)
