"""A nursery for all tests of what runs inside."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.app.sandbox.inside.rooms import Rooms


@pytest.fixture(scope="session")
def rooms() -> Iterator[Rooms]:
    """A warm nursery: torch is loaded once, and each run takes some 10 ms."""
    nursery = Rooms()
    yield nursery
    nursery.close()
