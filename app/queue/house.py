"""What every role needs of the service, opened once at its root and handed down."""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from app.queue.dispatcher import Dispatcher
from app.queue.doorbell import Doorbell
from app.queue.lease import LeaseDispatcher
from app.queue.shift import Means
from app.settings import Settings
from app.store.engine import Database, connect
from app.store.writer import Writer

KEY = 32  #: bytes


@dataclass(frozen=True, kw_only=True)
class House:
    """A database that is open, the line of its writers, the doorbell and the queue."""

    database: Database
    writer: Writer
    bell: Doorbell
    dispatcher: Dispatcher


@asynccontextmanager
async def open_house(settings: Settings) -> AsyncIterator[House]:
    """Open what the settings name; the schema has to be there."""
    bell = Doorbell(settings.data / "bells")
    bell.open()
    database = connect(settings.database_url, bell=bell)
    writer = Writer(database)
    dispatcher = LeaseDispatcher(Means(database=database, writer=writer, bell=bell))
    try:
        yield House(database=database, writer=writer, bell=bell, dispatcher=dispatcher)
    finally:
        await writer.close()
        await database.close()
        bell.close()


def key_of(data: Path) -> bytes:
    """The installation's own key, made at the first start; nobody else may read it."""
    file = data / "key"
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_bytes()
    with os.fdopen(handle, "wb") as new:
        new.write(secrets.token_bytes(KEY))
    return file.read_bytes()
