"""The schema, brought up to date from within: the migrations travel in the package."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from app.errors import AppError
from app.store.engine import postgres_engine, sqlite_engine, with_driver
from app.store.schema import Schema, look
from app.store.trouble import told

BUSY_S = 60.0  #: another process may be migrating
LOCK = 0x616C6C63  #: PostgreSQL's lock for us: the number has no meaning


class SchemaDamaged(AppError):
    """A migration would have left rows that point nowhere; nothing was changed."""


async def upgrade(url: str) -> Schema:
    """Bring the schema up to date, all of it or nothing; any number of processes may call this at once."""
    where = with_driver(url)
    # Rebuilding a table drops the old one, which with foreign keys on would empty what points at it.
    sqlite = where.get_backend_name() == "sqlite"
    engine = sqlite_engine(where, BUSY_S, foreign_keys=False) if sqlite else postgres_engine(where, BUSY_S)
    try:
        with told():
            async with engine.begin() as connection:
                return await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection) -> Schema:
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise SchemaDamaged
    return look(connection)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "app.store:migrations")
    return config
