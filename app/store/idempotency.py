"""One key, one deed: the answer is kept in the transaction of the deed, and given again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import AppError
from app.store.sql import count_of, insert_into
from app.store.tables import Idempotency
from app.store.tables.base import Json


class KeyReused(AppError):
    """The Idempotency-Key was used for another request; take a new one for a new request."""

    status = 422


class KeyTaken(AppError):
    """The same request is being carried out at this moment; ask again."""

    status = 409


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request that carries a key. The key is the token's own, on one route."""

    token_id: str
    route: str
    key: str
    body: bytes

    @property
    def body_sha256(self) -> bytes:
        """What tells the same request from another one under the same key."""
        return hashlib.sha256(self.body).digest()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was answered."""

    status: int
    document: Json


async def recall(session: AsyncSession, asked: Asked) -> Answer | None:
    """Give the answer of before; None for a key that is new (KeyReused where it belongs to another request).

    Ask first in the very transaction that does the deed: there, two that come at once are one after the other.
    """
    found = await session.get(Idempotency, (asked.token_id, asked.route, asked.key))
    if found is None:
        return None
    if found.body_sha256 != asked.body_sha256:
        raise KeyReused
    return Answer(status=found.status, document=found.answer)


async def remember(session: AsyncSession, asked: Asked, answer: Answer, now: datetime) -> None:
    """Keep the answer (KeyTaken where another transaction was quicker: nothing of this one may stay)."""
    kept = await count_of(
        session,
        insert_into(session, Idempotency)
        .values(
            token_id=asked.token_id,
            route=asked.route,
            key=asked.key,
            body_sha256=asked.body_sha256,
            status=answer.status,
            answer=answer.document,
            made_at=now,
        )
        .on_conflict_do_nothing(),
    )
    if not kept:
        raise KeyTaken


async def forget_before(session: AsyncSession, then: datetime) -> int:
    """Let go of answers that nobody will ask for again; give how many."""
    return await count_of(session, delete(Idempotency).where(Idempotency.made_at < then))
