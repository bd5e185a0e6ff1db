"""What most tests of notices begin with."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from app.store.engine import Database
from tests.app.pipeline.office import Office, opened


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    """A course whose notices are written, and sent for as long as it is at work."""
    async with opened(database) as made:
        yield made
