"""Tokens: shown once, kept as a hash, and of no use when wrong, expired or revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.store import tokens
from app.store.engine import Database
from app.store.kinds import Role
from app.store.tables import Token
from tests.app.store.scene import NOW

pytestmark = pytest.mark.anyio


async def make(database: Database, **changes: object) -> tuple[str, str]:
    """Make a token; its id and its text."""
    async with database.write() as session:
        token, text = await tokens.make(session, role=Role.ADMIN, name="t", now=NOW, **changes)  # type: ignore[arg-type]
    return token.id, text


async def finds(database: Database, text: str, *, days: float = 0) -> str | None:
    """Whose token it is taken for."""
    async with database.read() as session:
        token = await tokens.find(session, text, NOW + timedelta(days=days))
    return token.id if token else None


async def test_a_token_is_found_by_its_text_and_the_text_is_not_kept(database: Database) -> None:
    """What is stored does not open the door."""
    token_id, text = await make(database)
    assert text.startswith(f"ac_{token_id}_")
    assert await finds(database, text) == token_id
    async with database.read() as session:
        stored = await session.get(Token, token_id)
    assert stored is not None
    assert len(stored.secret_sha256) == 32
    assert text.rpartition("_")[2].encode() not in stored.secret_sha256


@pytest.mark.parametrize(
    "text",
    ["", "ac", "ac_", "ac__", "ac_{id}", "ac_{id}_", "ac_{id}_wrong", "xx_{id}_{secret}", "{id}_{secret}",
     "ac_{id}_{secret}x", "ac_{id}_{secret}\udcff", "ac_00000000000000000000000000_{secret}", "ac_\x00_{secret}",
     "ac_' OR 1=1 --_{secret}"],
)  # fmt: skip
async def test_a_wrong_text_is_nobodys(database: Database, text: str) -> None:
    """Whatever it looks like; and all are refused alike."""
    token_id, right = await make(database)
    secret = right.removeprefix(f"ac_{token_id}_")
    assert await finds(database, text.format(id=token_id, secret=secret)) is None


async def test_a_token_ends_when_its_time_is_over(database: Database) -> None:
    """To the second."""
    token_id, text = await make(database, expires_at=NOW + timedelta(days=1))
    assert [await finds(database, text, days=days) for days in (0, 0.99, 1, 2)] == [token_id, token_id, None, None]


async def test_a_revoked_token_is_of_no_use(database: Database) -> None:
    """At once; revoking it again says that it was over already."""
    token_id, text = await make(database)
    async with database.write() as session:
        assert [await tokens.revoke(session, token_id, NOW) for _ in range(2)] == [True, False]
    assert await finds(database, text) is None
