"""Bearer tokens `ac_<id>_<secret>`: shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.ids import LENGTH, ulid
from app.store.kinds import Role
from app.store.sql import count_of, table_of
from app.store.tables import Token

PREFIX = "ac"
#: Asked with every request, so it reads columns, not objects: that is half the price.
TOKENS = table_of(Token)
FIND = select(TOKENS).where(TOKENS.c.id == bindparam("id"))


async def make(
    session: AsyncSession,
    *,
    role: Role,
    name: str,
    now: datetime,
    person_id: str | None = None,
    course_id: str | None = None,
    expires_at: datetime | None = None,
) -> tuple[Token, str]:
    """Make a token; the text in the second place is never to be had again."""
    secret = secrets.token_urlsafe(32)
    token = Token(
        id=ulid(now),
        secret_sha256=_hash(secret),
        name=name,
        role=role,
        person_id=person_id,
        course_id=course_id,
        made_at=now,
        expires_at=expires_at,
    )
    session.add(token)
    await session.flush()
    return token, f"{PREFIX}_{token.id}_{secret}"


@dataclass(frozen=True, kw_only=True)
class Bearer:
    """Who a token is good for."""

    id: str
    role: Role
    person_id: str | None
    course_id: str | None


async def find(session: AsyncSession, text: str, now: datetime) -> Bearer | None:
    """Tell whom a token is good for; None for a wrong, an expired and a revoked one alike."""
    prefix, _, rest = text.partition("_")
    token_id, _, secret = rest.partition("_")
    if prefix != PREFIX or len(token_id) != LENGTH or not token_id.isalnum() or not token_id.isascii():
        return None
    token = (await session.execute(FIND, {"id": token_id})).one_or_none()
    known = token.secret_sha256 if token else bytes(32)
    right = hmac.compare_digest(_hash(secret), known)
    if token is None or not right or token.revoked_at or (token.expires_at and token.expires_at <= now):
        return None
    return Bearer(id=token.id, role=token.role, person_id=token.person_id, course_id=token.course_id)


async def get(session: AsyncSession, token_id: str) -> Token | None:
    """Find a token by its id, valid or not."""
    return await session.get(Token, token_id)


async def revoke(session: AsyncSession, token_id: str, now: datetime) -> bool:
    """End a token; False where there is none, or it is ended already."""
    return bool(
        await count_of(
            session, update(Token).where(Token.id == token_id, Token.revoked_at.is_(None)).values(revoked_at=now)
        )
    )


def _hash(secret: str) -> bytes:
    # A secret of 256 random bits cannot be guessed, so a slow hash would slow down only ourselves.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
