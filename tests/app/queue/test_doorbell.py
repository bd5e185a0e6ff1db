"""The bell: heard by those it is meant for, in any process, and no trouble when nobody is there."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.queue import doorbell
from app.queue.doorbell import Doorbell, woken

pytestmark = pytest.mark.anyio
LONG_S = 60  # a test that passes never waits so long


@pytest.fixture
async def bell(tmp_path: Path, anyio_backend: str) -> AsyncIterator[Doorbell]:  # noqa: ARG001 - it makes the fixture async
    """A bell that hears."""
    made = Doorbell(tmp_path / "run")
    made.open()
    yield made
    made.close()


async def test_a_ring_wakes_who_listens_for_it_and_nobody_else(bell: Doorbell) -> None:
    """Topics are told apart; a listener may have several."""
    mine, other = asyncio.Event(), asyncio.Event()
    with bell.listening({"a", "b"}, mine), bell.listening({"c"}, other):
        bell.ring({"b", "x"})
        assert await woken(mine, LONG_S)
        assert not other.is_set()


async def test_a_ring_before_one_waits_is_not_missed(bell: Doorbell) -> None:
    """Listening comes first, then looking, then waiting: what rings in between is heard."""
    event = asyncio.Event()
    with bell.listening({"a"}, event):
        bell.ring({"a"})
        await asyncio.sleep(0.05)
        assert await woken(event, LONG_S)
        assert not event.is_set()


async def test_without_a_ring_one_looks_oneself(bell: Doorbell) -> None:
    """The time is over, and the caller is told that nobody rang."""
    event = asyncio.Event()
    with bell.listening({"a"}, event):
        assert not await woken(event, 0.01)


async def test_another_process_is_heard(bell: Doorbell, tmp_path: Path) -> None:
    """That is what it is for; who only rings needs no socket of its own in the directory."""
    event = asyncio.Event()
    where = str(tmp_path / "run")
    code = f"from pathlib import Path; from app.queue import doorbell; doorbell.Doorbell(Path({where!r})).ring({{'a'}})"
    with bell.listening({"a"}, event):
        subprocess.run([sys.executable, "-c", code], check=True)  # noqa: ASYNC221 - nothing else is to happen
        assert await woken(event, LONG_S)
    assert len(list((tmp_path / "run").iterdir())) == 1


async def test_the_socket_of_the_dead_is_cleared_away(bell: Doorbell, tmp_path: Path) -> None:
    """A process that was killed leaves its socket; the next ring removes it and reaches the living."""
    dead = tmp_path / "run" / "1-dead.bell"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as left:
        left.bind(str(dead))
    event = asyncio.Event()
    with bell.listening({"a"}, event):
        bell.ring({"a"})
        assert await woken(event, LONG_S)
    assert not dead.exists()


async def test_a_listener_that_does_not_listen_is_waited_for_by_nobody(bell: Doorbell, tmp_path: Path) -> None:
    """A full socket holds up no ring; others are still reached."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as deaf:
        deaf.bind(str(tmp_path / "run" / "0-deaf.bell"))
        event = asyncio.Event()
        with bell.listening({"last"}, event):
            for n in range(2000):
                bell.ring({str(n)})
            await asyncio.sleep(0)
            bell.ring({"last"})
            assert await woken(event, LONG_S)
        assert (tmp_path / "run" / "0-deaf.bell").exists()


async def test_a_ring_turned_away_by_a_full_socket_wakes_all(bell: Doorbell) -> None:
    """What did not fit may have been for anybody, so everybody looks."""
    event = asyncio.Event()
    with bell.listening({"never rung"}, event):
        for n in range(doorbell._depth() + 1):
            bell.ring({str(n)})
        assert await woken(event, LONG_S)


async def test_too_many_topics_are_rung_for_all(bell: Doorbell) -> None:
    """A datagram has an end."""
    event = asyncio.Event()
    with bell.listening({"never rung"}, event):
        bell.ring({f"{n:026}" for n in range(1000)})
        assert await woken(event, LONG_S)


async def test_garbage_is_no_trouble(bell: Doorbell, tmp_path: Path) -> None:
    """Whatever arrives, the bell goes on."""
    event = asyncio.Event()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as other, bell.listening({"a"}, event):
        for rubbish in (b"", b"\xff\x00\n\n", os.urandom(20_000)):
            other.sendto(rubbish, str(tmp_path / "run" / bell._name))
        bell.ring({"a"})
        assert await woken(event, LONG_S)


async def test_ringing_where_there_is_no_directory_is_no_trouble(tmp_path: Path) -> None:
    """A bell is never relied on."""
    Doorbell(tmp_path / "nowhere").ring({"a"})
    assert not (tmp_path / "nowhere").exists()


async def test_a_directory_with_a_long_name_will_do(tmp_path: Path) -> None:
    """A socket's path may have 107 bytes, a home directory more."""
    bell = Doorbell(tmp_path / ("long" * 30) / "run")
    bell.open()
    event = asyncio.Event()
    with bell.listening({"a"}, event):
        bell.ring({"a"})
        assert await woken(event, LONG_S)
    bell.close()


async def test_a_closed_bell_leaves_nothing_behind_and_others_cannot_ring_it(bell: Doorbell, tmp_path: Path) -> None:
    """The directory is for us alone, and empty afterwards."""
    assert (tmp_path / "run").stat().st_mode & 0o777 == 0o700
    bell.close()
    assert list((tmp_path / "run").iterdir()) == []
