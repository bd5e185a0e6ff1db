"""Who is to be woken when a transaction is committed. The bell itself hangs elsewhere; here it is only noted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

TOPICS = "topics"


class Bell(Protocol):
    """Wakes listeners of all processes."""

    def ring(self, topics: Collection[str]) -> None:
        """Wake who waits for one of these topics. It never raises, blocks or is relied on: they look by themselves."""


class NoBell:
    """Nobody is woken."""

    def ring(self, topics: Collection[str]) -> None:
        """Do nothing."""


def ring_later(session: AsyncSession, *topics: str) -> None:
    """Have the bell rung once what this session wrote is committed, and not if it is not."""
    session.info.setdefault(TOPICS, set()).update(topics)


def topics_of(session: AsyncSession) -> set[str]:
    """What this session wants rung."""
    found: set[str] = session.info.get(TOPICS, set())
    return found
