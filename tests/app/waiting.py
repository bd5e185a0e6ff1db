"""Two transactions that meet: the second is known to have come as far as the first before the first goes on."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import text

from app.store.engine import Database

WAITS = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


async def until_it_waits(database: Database, task: asyncio.Task[Any]) -> None:
    """Wait until the task waits for a lock of somebody else, or is done; SQLite lets it begin only after the other."""
    async with asyncio.timeout(20):
        while not (task.done() or database.is_sqlite):
            async with database.read() as session:  # anew: within a transaction it says the same each time
                if await session.scalar(WAITS):
                    return
            await asyncio.sleep(0.01)
