"""The lease engine: the contract, on both databases, and what is its own."""

from __future__ import annotations

from typing import ClassVar

import pytest

from tests.app.queue.contract import Contract, Engine
from tests.app.queue.engines import Lease

pytestmark = pytest.mark.anyio


class TestLease(Contract):
    """The contract."""

    engine: ClassVar[type[Engine]] = Lease
