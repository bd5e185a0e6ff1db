"""Wakes who waits, in any process of this machine: a datagram socket for each listener, in a directory of ours.

A ring says what to look at, never what is there: it may be lost, and everybody looks once a second anyway.
"""

from __future__ import annotations

import asyncio
import errno
import os
import secrets
import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SUFFIX = ".bell"
ROOM = 8192  #: bytes of topics in a ring; more than that is rung for all
ALL = b"*"
GONE = {errno.ECONNREFUSED, errno.ENOENT}
DEEP = Path("/proc/sys/net/unix/max_dgram_qlen")


class Doorbell:
    """Rings, and hears rings once `open` was called. It belongs to the loop in which it was opened."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._listeners: dict[asyncio.Event, frozenset[bytes]] = {}
        self._ear: socket.socket | None = None
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}{SUFFIX}"
        self._depth = _depth()

    def open(self) -> None:
        """Begin to hear."""
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC)
        with _short(self._directory) as short:
            self._ear.bind(f"{short}/{self._name}")
        asyncio.get_running_loop().add_reader(self._ear, self._hear, self._ear)

    def close(self) -> None:
        """Hear nothing more, and leave nothing behind."""
        if self._ear is not None:
            asyncio.get_running_loop().remove_reader(self._ear)
            self._ear.close()
            self._ear = None
            (self._directory / self._name).unlink(missing_ok=True)

    def ring(self, topics: Collection[str]) -> None:
        """Wake every listener to one of these topics. It never raises and never waits."""
        ring = b"\n".join(topic.encode() for topic in topics)
        with (
            suppress(OSError),
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC) as bell,
            _short(self._directory) as short,
        ):
            for name in os.listdir(short):  # noqa: PTH208 - an open directory has no other name
                if name.endswith(SUFFIX):
                    _send(bell, f"{short}/{name}", ring if len(ring) <= ROOM else ALL)

    @contextmanager
    def listening(self, topics: Collection[str], event: asyncio.Event) -> Iterator[None]:
        """Set `event` at each ring for one of these topics. Listen first and look afterwards, or a ring is missed."""
        self._listeners[event] = frozenset(topic.encode() for topic in topics)
        try:
            yield
        finally:
            del self._listeners[event]

    def _hear(self, ear: socket.socket) -> None:
        heard: set[bytes] = set()
        rings = 0
        with suppress(BlockingIOError):
            while True:
                heard.update(ear.recv(ROOM).split(b"\n"))
                rings += 1
        # A queue that was full may have turned a ring away.
        everything = ALL in heard or rings >= self._depth
        for event, topics in self._listeners.items():
            if everything or not topics.isdisjoint(heard):
                event.set()


async def woken(event: asyncio.Event, timeout_s: float) -> bool:
    """Wait until the event is set or the time is over, and clear it; whether it was set."""
    with suppress(TimeoutError):
        async with asyncio.timeout(timeout_s):
            await event.wait()
    was_set = event.is_set()
    event.clear()
    return was_set


def _send(bell: socket.socket, to: str, ring: bytes) -> None:
    try:
        bell.sendto(ring, to)
    except OSError as error:
        if error.errno in GONE:  # its process is dead; a living one has bound its socket before it can be seen
            with suppress(OSError):
                os.unlink(to)  # noqa: PTH108 - as above


@contextmanager
def _short(directory: Path) -> Iterator[str]:
    """Name a directory in a few letters: a socket's path may have 107 bytes."""
    handle = os.open(directory, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{handle}"
    finally:
        os.close(handle)


def _depth() -> int:
    try:
        return max(1, int(DEEP.read_text()))
    except (OSError, ValueError):
        return 10
