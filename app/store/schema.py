"""Which schema a database has, and which one this version is written for. To look loads nothing that migrates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources

from sqlalchemy import Connection, inspect, text

from app.store.engine import Database

STEP = re.compile(r"v([0-9]{4})_[a-z0-9_]+\.py")
AT = text("SELECT version_num FROM alembic_version")


@dataclass(frozen=True, kw_only=True)
class Schema:
    """Where a database stands, and the last step there is."""

    at: str | None  #: None: an empty database
    head: str

    @property
    def fits(self) -> bool:
        """Whether this version can work with it."""
        return self.at == self.head


async def find_schema(database: Database) -> Schema:
    """Look which schema there is."""
    async with database.read() as session:
        return await (await session.connection()).run_sync(look)


def look(connection: Connection) -> Schema:
    """Look which schema there is, in a transaction under way."""
    steps = [STEP.fullmatch(file.name) for file in resources.files("app.store.migrations.versions").iterdir()]
    head = max((step[1] for step in steps if step), default=None)
    if head is None:
        raise RuntimeError("this installation has no migrations")
    there = inspect(connection).has_table("alembic_version")
    at: str | None = connection.scalar(AT) if there else None
    return Schema(at=at, head=head)
