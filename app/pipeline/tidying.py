"""Tidying up beside the work: what is older than the settings allow is taken away, a portion in each transaction."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.store import events, hooks, idempotency, retention
from app.store.clock import Clock
from app.store.clock import now as utc_now
from app.store.trouble import StoreTrouble
from app.store.writer import Writer

log = logging.getLogger(__name__)

PORTION = 10  #: uploads; each may be megabytes that are overwritten, and a student's submission waits behind them
NOTICES = 100  #: events; each is a page of text at most, and has its deliveries with it
ANSWERS_DAYS = 2  #: that an Idempotency-Key is remembered
MESSAGES_DAYS = 30  #: that an LMS's message is: some of its signatures have no time, and hold as long as the secret


@dataclass(frozen=True, kw_only=True)
class Tidying:
    """What a worker does now and then. Several workers may do it at once."""

    writer: Writer
    keep_days: int  #: 0: content and code are kept for ever
    notices_days: int = 0  #: 0: what was told to others is remembered for ever
    pause_s: float = 1.0  #: between portions, for others to have their turn
    every_s: float = 3600.0
    clock: Clock = utc_now

    async def keep_on(self) -> None:
        """Tidy up every hour, until cancelled. Trouble with the database is told, and waited out."""
        while True:
            try:
                cleared = await self.once()
                if cleared:
                    log.info("content taken away", extra={"uploads": cleared, "older_than_days": self.keep_days})
            except StoreTrouble as trouble:
                log.warning("tidying up waits for the database: %s", trouble)
            except Exception:
                log.exception("tidying up failed")
            await asyncio.sleep(self.every_s)

    async def once(self) -> int:
        """Take away all that is too old; give how many uploads were cleared."""
        now = self.clock()
        await self.writer.write(lambda s: idempotency.forget_before(s, now - timedelta(days=ANSWERS_DAYS)))
        await self.writer.write(lambda s: hooks.forget_before(s, now - timedelta(days=MESSAGES_DAYS)))
        then, cleared = now - timedelta(days=self.keep_days), 0
        while self.keep_days:
            portion = await self.writer.write(lambda s: retention.clear_before(s, then, now, limit=PORTION))
            cleared += portion
            if portion < PORTION:
                break
            await asyncio.sleep(self.pause_s)
        await self._forget_notices(now)
        return cleared

    async def _forget_notices(self, now: datetime) -> None:
        then, forgotten = now - timedelta(days=self.notices_days), 0
        while self.notices_days:
            portion = await self.writer.write(lambda s: events.forget_before(s, then, limit=NOTICES))
            forgotten += portion
            if portion < NOTICES:
                break
            await asyncio.sleep(self.pause_s)
        if forgotten:
            log.info("notices forgotten", extra={"events": forgotten, "older_than_days": self.notices_days})
