"""The one clock: UTC, aware. Everything that needs the time is handed it, or a clock that a test can turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]


def now() -> datetime:
    """Tell the time of day. It can be set by hand, forward and back: an order of events is never read from it."""
    return datetime.now(UTC)
