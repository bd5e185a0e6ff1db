"""Waiting for submissions to be settled, woken by the doorbell; for `Prefer: wait` and for streams of events."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from app.queue.doorbell import woken
from app.queue.house import House
from app.store import submissions
from app.store.kinds import SubmissionState
from app.store.session import Session
from app.store.tables import Submission
from app.store.trouble import StoreTrouble

T = TypeVar("T")

LONGEST_S = 60
POLL_S = 1.0
WAIT = re.compile(r"(?:^|[,;\s])wait\s*=\s*\"?([0-9]{1,6})\"?(?:$|[,;\s])")
SETTLED = frozenset({SubmissionState.GRADED, SubmissionState.UNGRADED, SubmissionState.WITHDRAWN})


def seconds(prefer: str | None) -> int:
    """How long a caller wants to wait, by RFC 7240; at most a minute."""
    found = WAIT.search(prefer or "")
    return min(int(found[1]), LONGEST_S) if found else 0


async def settled(house: House, ids: Sequence[str], wait_s: float) -> bool:
    """Wait until all are settled, or the time is over; whether they are."""
    until = time.monotonic() + wait_s

    async def look(session: Session) -> bool:
        states = await submissions.states(session, ids)
        return bool(states) and SETTLED.issuperset(states.values())

    async for there in _looks(house, ids, look):
        if there or time.monotonic() >= until:
            return bool(there)
    return False


async def changes(house: House, ids: Sequence[str]) -> AsyncIterator[list[Submission]]:
    """Give the submissions as they are, now and whenever the bell rings for one, or a second has gone by.

    Where the database does not answer, what was known before is given again; nothing at the beginning.
    """

    async def look(session: Session) -> list[Submission]:
        found = [await submissions.get(session, one) for one in ids]
        return [one for one in found if one is not None]

    async for found in _looks(house, ids, look):
        yield found or []


async def _looks(house: House, ids: Sequence[str], look: Callable[[Session], Awaitable[T]]) -> AsyncIterator[T | None]:
    """Look again and again; where the database does not answer, what was seen before holds."""
    event = asyncio.Event()
    seen: T | None = None
    with house.bell.listening(ids, event):
        while True:
            with suppress(StoreTrouble):
                async with house.database.glance() as session:
                    seen = await look(session)
            yield seen
            await woken(event, POLL_S)
