"""Waiting for descriptors and moments, in one thread."""

from __future__ import annotations

import heapq
import itertools
import selectors
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(order=True, slots=True)
class Moment:
    """A call that is due at a time; cancelled by `call = None`."""

    when: float
    order: int
    call: Callable[[], None] | None = field(compare=False)

    def cancel(self) -> None:
        """Let it pass."""
        self.call = None


class Loop:
    """Calls back when a descriptor is ready or a moment has come. Callbacks never block."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._moments: list[Moment] = []
        self._count = itertools.count()
        self._going = True

    def read(self, descriptor: int, call: Callable[[], None]) -> None:
        """Call whenever the descriptor can be read."""
        self._selector.register(descriptor, selectors.EVENT_READ, (call, None))

    def write_too(self, descriptor: int, read: Callable[[], None], write: Callable[[], None] | None) -> None:
        """Call `write` as well whenever it can be written; None: no longer."""
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if write else 0)
        self._selector.modify(descriptor, events, (read, write))

    def forget(self, descriptor: int) -> None:
        """Watch the descriptor no more; to be called before it is closed."""
        self._selector.unregister(descriptor)

    def after(self, seconds: float, call: Callable[[], None]) -> Moment:
        """Call once, so many seconds from now."""
        moment = Moment(time.monotonic() + seconds, next(self._count), call)
        heapq.heappush(self._moments, moment)
        return moment

    def stop(self) -> None:
        """End `run` after the callback under way."""
        self._going = False

    def run(self) -> None:
        """Wait and call until stopped."""
        while self._going:
            for key, events in self._selector.select(self._pause()):
                read, write = key.data
                if write and events & selectors.EVENT_WRITE and self._still(key):
                    write()
                if events & selectors.EVENT_READ and self._still(key):
                    read()
            self._call_due()

    def _still(self, key: selectors.SelectorKey) -> bool:
        """Whether an earlier callback of the same round has not closed the descriptor, or given its number away."""
        found = self._selector.get_map().get(key.fd)
        return found is not None and found.data[0] == key.data[0]

    def _pause(self) -> float | None:
        while self._moments and self._moments[0].call is None:
            heapq.heappop(self._moments)
        return max(0.0, self._moments[0].when - time.monotonic()) if self._moments else None

    def _call_due(self) -> None:
        now = time.monotonic()
        while self._going and self._moments and self._moments[0].when <= now:
            if call := heapq.heappop(self._moments).call:
                call()
