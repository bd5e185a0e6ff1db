"""How long a call that the student never asked for may take: a loop without end in it must not cost the run."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

LONGEST, IN_ALL, AGAIN = 0.5, 2.0, 0.05  # seconds of CPU: of a call, of all calls after a cell, until the next try

# Bound here, before a student's line could replace them
_signal, _setitimer, _now, _virtual = signal.signal, signal.setitimer, time.process_time, signal.ITIMER_VIRTUAL


class TimeUp(BaseException):
    """The call took too long, and was ended."""


class Patience:
    """So much time, shared out to calls. What runs on in C, or swallows every exception, is left to the broker."""

    def __init__(self) -> None:
        self._left = IN_ALL
        self._running = False

    def run(self, call: Callable[[], Any]) -> Any:
        """Call, and raise TimeUp in it once its time is up, again and again; at once if there is none left."""
        if self._left <= 0:
            raise TimeUp("the calls before it have used up the time")
        before, begun = _signal(signal.SIGVTALRM, self._up), _now()
        self._running = True
        try:
            _setitimer(_virtual, min(LONGEST, self._left), AGAIN)
            return call()
        finally:
            self._running = False  # first of all: no signal is answered between two such plain steps
            _setitimer(_virtual, 0)
            _signal(signal.SIGVTALRM, before if before is not None else signal.SIG_DFL)
            self._left -= _now() - begun

    def _up(self, _number: int, _frame: FrameType | None) -> None:
        if self._running:
            raise TimeUp("it took too long for a call on a few rows")
