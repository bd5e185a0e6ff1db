"""Names looked up for those who send and fetch, by the machine's own resolver."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

NAMES = 64  #: looked up at once, or four for each delivery that is under way: a name may hang for longer than its time
HANGS_S = 5.0  #: a look-up that takes longer is waited for by nobody else


class Resolver:
    """Looks names up in threads of its own. It belongs to one loop.

    A thread cannot be called back from a name that hangs, whoever asked for it. So a name is looked up once at a time:
    who asks meanwhile shares what comes, and is told at once that it cannot be looked up where it has hung for long.
    And there are more threads than may be asked for at once, so that many such names keep nobody else waiting.
    """

    def __init__(self, at_once: int = 0, *, ticks: Callable[[], float] = time.monotonic) -> None:
        self._threads = ThreadPoolExecutor(max(NAMES, 4 * at_once), thread_name_prefix="names")
        self._ticks = ticks
        self._under_way: dict[str, tuple[float, asyncio.Future[list[str]]]] = {}  #: since when, and what comes of it

    async def __call__(self, host: str, port: int) -> list[str]:
        """Give all addresses of a name (OSError)."""
        since, looking = self._under_way.get(host) or self._begin(host, port)
        if self._ticks() - since > HANGS_S:
            raise TimeoutError(f"{host} is being looked up for too long already")
        return list(await asyncio.shield(looking))

    def close(self) -> None:
        """Let go of the threads, also of one that hangs."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _begin(self, host: str, port: int) -> tuple[float, asyncio.Future[list[str]]]:
        looking = asyncio.get_running_loop().run_in_executor(self._threads, _addresses, host, port)
        self._under_way[host] = begun = (self._ticks(), looking)
        looking.add_done_callback(lambda _: self._end(host, looking))
        return begun

    def _end(self, host: str, looking: asyncio.Future[list[str]]) -> None:
        del self._under_way[host]
        if not looking.cancelled():
            looking.exception()  # whoever asked may have gone long ago


def _addresses(host: str, port: int) -> list[str]:
    return list(dict.fromkeys(str(one[4][0]) for one in _getaddrinfo(host, port)))


def _getaddrinfo(host: str, port: int) -> list[tuple[object, object, object, str, tuple[object, ...]]]:
    return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
