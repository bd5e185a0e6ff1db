"""Observations: the last one of a submission, compressed, and only if it is not too large."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import observations
from app.store.engine import Database
from tests.app.store.scene import NOW, send, set_up

pytestmark = pytest.mark.anyio


@given(st.binary(max_size=10_000))
def test_what_is_packed_comes_back(body: bytes) -> None:
    """Byte for byte, nothing included."""
    packed = observations.pack(body, format=1)
    assert packed is not None
    assert observations.unpack(packed) == body


def test_what_is_too_large_is_not_kept() -> None:
    """By its size when compressed, and before."""
    assert observations.pack(os.urandom(observations.CAP + 1), format=1) is None
    assert observations.pack(bytes(observations.LARGEST + 1), format=1) is None
    assert observations.pack(bytes(observations.LARGEST), format=1) is not None


def test_what_was_damaged_is_not_taken_for_an_observation() -> None:
    """A mark must not rest on it."""
    packed = observations.pack(b"observed" * 100, format=1)
    assert packed is not None
    for damaged in (replace(packed, body=packed.body[:-5]), replace(packed, body=b"x"), replace(packed, size=3)):
        with pytest.raises(ValueError, match="a stored observation"):
            observations.unpack(damaged)


async def test_the_last_one_is_kept(database: Database) -> None:
    """A later run replaces it; one that was too large leaves none, and not the one before."""
    async with database.write() as session:
        _, (one,) = await send(session, await set_up(session), 1)
    kept = []
    for body in (b"first", b"second", None):
        async with database.write() as session:
            packed = observations.pack(body, format=2) if body else None
            await observations.keep(session, one.id, packed, NOW)
        async with database.read() as session:
            last = await observations.last(session, one.id)
        kept.append(last and (observations.unpack(last), last.format))
    assert kept == [(b"first", 2), (b"second", 2), None]
