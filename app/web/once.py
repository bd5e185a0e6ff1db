"""The same request twice is one deed, where it carries an Idempotency-Key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Header

from app.queue.house import House
from app.store import idempotency
from app.store.clock import now
from app.store.idempotency import Answer, Asked
from app.store.session import Session

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x20-\x7e]{1,255}$",
        description="A request that is sent again with its key is one deed.",
    ),
]


async def do_once(house: House, asked: Asked | None, deed: Callable[[Session], Awaitable[Answer]]) -> Answer:
    """Do it in one transaction with its answer; or give the answer of before (KeyReused, KeyTaken)."""

    async def write(session: Session) -> Answer:
        if asked is None:
            return await deed(session)
        before = await idempotency.recall(session, asked)
        if before is not None:
            return before
        answer = await deed(session)
        await idempotency.remember(session, asked, answer, now())
        return answer

    return await house.writer.write(write)


def asked_for(token_id: str, route: str, key: str | None, body: bytes) -> Asked | None:
    """The request, if it carries a key."""
    return Asked(token_id=token_id, route=route, key=key, body=body) if key else None
