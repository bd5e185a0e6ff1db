"""One box for all tests of a session, at the strongest level that this machine permits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.sandbox.client import BrokerBox
from app.sandbox.start import start_box
from app.settings import Settings


@pytest.fixture(scope="session")
def box() -> Iterator[BrokerBox]:
    """A warm box."""
    with start_box(Settings()) as started:
        started.wait_until_warm()
        yield started
