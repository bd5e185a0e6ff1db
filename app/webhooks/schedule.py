"""When a delivery that failed is tried again, and when no more: ten tries in three days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import SystemRandom

MINUTE, HOUR = 60.0, 3600.0
#: seconds before each try; the first is made at once
DELAYS = (0.0, 5.0, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR)
TRIES = len(DELAYS)
JITTER = 0.2  #: of a delay is added at most, so that what failed together does not come back together
SLOW_S = MINUTE  #: that an endpoint is left alone which asks for time and does not say how much
LONGEST_S = 24 * HOUR  #: that it is left alone, however much it asks for
SLOW = frozenset({429, 502, 504})  #: it asks for time
DIGITS = 12  #: of a number of seconds; a longer one is no number of seconds


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """The delays. A trial may run them at another pace."""

    pace: float = 1.0  #: what the delays are multiplied by
    draw: Callable[[], float] = SystemRandom().random  #: from 0 to 1

    def after(self, tries: int) -> timedelta | None:
        """How long to wait after so many tries have failed; None: it is given up."""
        return None if tries >= TRIES else self.spread(DELAYS[tries])

    def slow(self, status: int | None, retry_after_s: float | None) -> timedelta | None:
        """How long to leave the whole endpoint alone after such an answer; None: it did not ask for it."""
        if retry_after_s is not None:
            return timedelta(seconds=min(retry_after_s, LONGEST_S))
        return self.spread(SLOW_S) if status in SLOW else None

    def spread(self, seconds: float) -> timedelta:
        """A delay with its jitter."""
        return timedelta(seconds=seconds * self.pace * (1 + JITTER * self.draw()))


def retry_after(value: str, now: datetime) -> float | None:
    """Read `Retry-After`, seconds or a date; None for nonsense, 0 for what is past."""
    text = value.strip()
    if text.isascii() and text.isdecimal():
        return float(text) if len(text) <= DIGITS else LONGEST_S
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):  # it is the other side's, and may be anything
        return None
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when
    return max(0.0, (when - now).total_seconds())
