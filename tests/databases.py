"""Databases with the schema in them: migrated once, then copied for each test."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from app.store.engine import with_driver
from app.store.migrate import upgrade

#: For a test of what only one of the two does: it is not asked for on the other.
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ON_POSTGRES = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


class Template(Protocol):
    """A database to make copies of."""

    def copy(self, place: Path, of: str = "") -> AbstractContextManager[str]:
        """Give the URL of a copy; `place` is a directory that the copy may lie in."""


class SqliteTemplate:
    """A file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @contextmanager
    def copy(self, place: Path, of: str = "") -> Iterator[str]:
        """Copy the file; it is removed with the directory."""
        copied = shutil.copy(of or self.file, place / "test.db")
        yield f"sqlite:///{copied}"


class PostgresTemplate:
    """A database on a server."""

    def __init__(self, server: str, name: str) -> None:
        self.server = server
        self.name = name

    @contextmanager
    def copy(self, place: Path, of: str = "") -> Iterator[str]:
        """Copy the database, and drop the copy."""
        name = f"t{os.getpid()}_{abs(hash(place))}"
        order(self.server, f'CREATE DATABASE "{name}" TEMPLATE "{of or self.name}"')
        try:
            yield _on(self.server, name)
        finally:
            order(self.server, f'DROP DATABASE "{name}" WITH (FORCE)')


def sqlite_template(place: Path) -> SqliteTemplate:
    """Migrate a file."""
    file = place / "template.db"
    asyncio.run(upgrade(f"sqlite:///{file}"))
    return SqliteTemplate(file)


@contextmanager
def postgres_template(server: str) -> Iterator[PostgresTemplate]:
    """Migrate a database on this server."""
    name = f"template_{os.getpid()}"
    order(server, f'CREATE DATABASE "{name}"')
    try:
        asyncio.run(upgrade(_on(server, name)))
        yield PostgresTemplate(server, name)
    finally:
        order(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def order(url: str, statement: str) -> None:
    """Have one statement carried out, outside a transaction."""

    async def run() -> None:
        engine = create_async_engine(with_driver(url), isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.exec_driver_sql(statement)
        await engine.dispose()

    asyncio.run(run())


def _on(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)
