"""The engines, as the contract makes them."""

from __future__ import annotations

from typing import ClassVar

from app.queue.dispatcher import Dispatcher
from app.queue.doorbell import Doorbell
from app.queue.lease import LeaseDispatcher
from app.queue.shift import Means, Timing
from app.store.clock import Clock
from app.store.engine import Database
from app.store.writer import Writer


class Lease:
    """Rows that are leased. With a bell it looks so seldom by itself that only the bell can have woken it."""

    name: ClassVar[str] = "lease"

    @staticmethod
    def make(database: Database, writer: Writer, *, clock: Clock, bell: Doorbell | None) -> Dispatcher:
        """Make one."""
        timing = Timing(lease_s=2.0, poll_s=0.02 if bell is None else 3600, retry_s=0.001)
        return LeaseDispatcher(Means(database=database, writer=writer, clock=clock, bell=bell, timing=timing))


ENGINES = {engine.name: engine for engine in (Lease,)}
