"""A worker to be killed: `python -m tests.app.queue.victim ENGINE URL PLACE CONCURRENCY`.

A job called poison kills it at once. Any other leaves `SUBJECT.begun` in the place, waits for `go` to be there, stores
its result and leaves `SUBJECT.done`, or `SUBJECT.lost` where the end of the job was refused.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from app.queue.dispatcher import Lost, Task
from app.store.clock import now
from app.store.engine import connect
from app.store.writer import Writer
from tests.app.queue.contract import Hands, Made
from tests.app.queue.engines import ENGINES


class Victim(Hands):
    """See above."""

    place: Path

    async def handle(self, task: Task) -> None:
        """Do what the job's name says."""
        if task.subject == "poison":
            os.kill(os.getpid(), signal.SIGKILL)
        (self.place / f"{task.subject}.begun").touch()
        while not (self.place / "go").exists():  # noqa: ASYNC110 - another process makes it
            await asyncio.sleep(0.01)
        try:
            await super().handle(task)
        except Lost:
            (self.place / f"{task.subject}.lost").touch()
            raise
        (self.place / f"{task.subject}.done").touch()

    async def set_aside(self, session: AsyncSession, task: Task, error: str) -> None:
        """Nothing to remember: the row is what counts."""


async def main(engine: str, url: str, place: str, concurrency: str) -> None:
    """Work until killed."""
    database = connect(url)
    writer = Writer(database)
    dispatcher = ENGINES[engine].make(database, writer, clock=now, bell=None)
    hands = Victim(Made(dispatcher=dispatcher, database=database, writer=writer))
    hands.place = Path(place)
    await dispatcher.run({"cpu"}, int(concurrency), hands)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
