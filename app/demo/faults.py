"""In which ways the LMS fails, and how often."""

from __future__ import annotations

import random
from collections import Counter
from enum import StrEnum


class Fault(StrEnum):
    """What is done to one request instead of taking it and saying so."""

    NONE = "none"
    ERROR = "500"
    BAD_GATEWAY = "502"
    LATE_GATEWAY = "504"
    BUSY = "429"  #: with Retry-After
    REDIRECT = "redirect"
    HUNG_UP = "hung up"
    NO_HTTP = "no HTTP"  #: the answer is none
    SILENT = "silent"  #: it never answers
    FLOOD = "flood"  #: it is taken, and the answer that says so never ends
    CLOCK = "wrong clock"  #: what was just signed seems to be of another time
    SLOW = "slow"  #: takes it, and says so late
    HELD = "held back"  #: it arrives behind those that were sent after it
    TOOK_AND_FAILED = "took it, said 500"
    TOOK_AND_HUNG_UP = "took it, hung up"
    GONE = "410"  #: only when it is ordered: it ends all that is sent
    FORGOT = "restarted"  #: not drawn: what was under way when the LMS was killed


#: How often each is drawn among a hundred; the rest is taken and answered.
WEIGHTS = {
    Fault.ERROR: 6,
    Fault.BAD_GATEWAY: 2,
    Fault.LATE_GATEWAY: 2,
    Fault.BUSY: 2,
    Fault.REDIRECT: 3,
    Fault.HUNG_UP: 4,
    Fault.NO_HTTP: 2,
    Fault.SILENT: 0.4,
    Fault.FLOOD: 0.4,
    Fault.CLOCK: 2,
    Fault.SLOW: 4,
    Fault.HELD: 6,
    Fault.TOOK_AND_FAILED: 4,
    Fault.TOOK_AND_HUNG_UP: 4,
}
IN_ALL = 100.0
PATIENCE = 3  #: faults that one message meets before it is let through: a message that fails ten times is given up


class Weather:
    """Draws what becomes of each request; `once` orders what is to become of the next."""

    def __init__(self, seed: int, *, stormy: bool = True) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - weather needs no cryptography
        self.stormy = stormy
        self.once: list[Fault] = []
        self._met: Counter[str] = Counter()

    def of(self, message: str) -> Fault:
        """Say what becomes of this try of a message."""
        if self.once:
            return self.once.pop()
        if not self.stormy or self._met[message] >= PATIENCE:
            return Fault.NONE
        calm = IN_ALL - sum(WEIGHTS.values())
        (fault,) = self._draw.choices([Fault.NONE, *WEIGHTS], [calm, *WEIGHTS.values()])
        self._met[message] += fault is not Fault.NONE
        return fault
