"""When a room that was used up is replaced: at once where few are left, else when there is a lull.

To make a room takes longer than to run in one. An answer is often run again at once, on other numbers, and is judged
after that; a room made meanwhile, for nobody yet, would take the processor from both.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from app.sandbox.broker.loop import Loop, Moment

LULL = 0.02  # seconds without a run; an answer is judged in less


class Lull:
    """Calls back once nothing has stirred for a while, whenever it was asked to wait for that."""

    def __init__(self, loop: Loop, call: Callable[[], None]) -> None:
        self._loop, self._call = loop, call
        self._stirred = 0.0
        self._moment: Moment | None = None

    def stir(self) -> None:
        """A run began or ended."""
        self._stirred = time.monotonic()

    def wanted(self) -> bool:
        """Whether to wait; the call then comes by itself. After a lull there is nothing to wait for."""
        left = self._stirred + LULL - time.monotonic()
        if left <= 0:
            return False
        if self._moment is None:
            self._moment = self._loop.after(left, self._over)
        return True

    def _over(self) -> None:
        self._moment = None
        self._call()
