"""The schema: made by migrations, the same as the models say, on both databases."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from app.store import migrate
from app.store.engine import Database, connect, sqlite_engine, with_driver
from app.store.schema import Schema, find_schema, look
from app.store.tables import Base

pytestmark = pytest.mark.anyio


async def test_an_empty_database_gets_the_whole_schema(empty_url: str) -> None:
    """After an upgrade the schema fits; before it, it is told that there is none."""
    database = connect(empty_url)
    before = await find_schema(database)
    after = await migrate.upgrade(empty_url)
    assert (before.at, before.fits, after.fits) == (None, False, True)
    assert await find_schema(database) == after
    await database.close()


async def test_the_migrations_end_where_the_models_are(database: Database) -> None:
    """A model that was changed without a migration is found here."""

    def differences(connection: Connection) -> list[Any]:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))

    async with database.read() as session:
        assert await (await session.connection()).run_sync(differences) == []


async def test_every_step_can_be_taken_back(database_url: str) -> None:
    """Down to nothing and up again: no table stays behind, none is missing."""
    engine = connect(database_url).writer

    def back(connection: Connection) -> None:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")

    async with engine.begin() as connection:
        await connection.run_sync(back)
        left = await connection.run_sync(lambda c: set(c.dialect.get_table_names(c)))
    await engine.dispose()
    assert left == {"alembic_version"}
    assert (await migrate.upgrade(database_url)).fits


async def test_many_processes_may_upgrade_at_once(empty_url: str) -> None:
    """They wait for each other, and the last finds nothing left to do."""
    found = await asyncio.gather(*(migrate.upgrade(empty_url) for _ in range(4)))
    assert [one.fits for one in found] == [True] * 4


async def test_a_step_that_fails_leaves_the_schema_as_it_was(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a schema is never left: all steps or none."""

    def fail(connection: Connection) -> Schema:
        look(connection)
        raise RuntimeError("the third step failed")

    monkeypatch.setattr(migrate, "_upgrade", lambda connection: (whole(connection), fail(connection))[1])
    with pytest.raises(RuntimeError, match="the third step failed"):
        await migrate.upgrade(empty_url)
    database = connect(empty_url)
    assert (await find_schema(database)).at is None
    await database.close()


whole = migrate._upgrade


async def test_a_step_that_cuts_rows_loose_is_refused(sqlite_template: Any, tmp_path: Any) -> None:
    """Foreign keys are off while SQLite's tables are rebuilt, so they are checked before the commit."""
    with sqlite_template.copy(tmp_path) as url:
        engine = sqlite_engine(with_driver(url), 2.0, foreign_keys=False)
        async with engine.begin() as connection:
            await connection.execute(
                text("INSERT INTO course_settings VALUES('x',NULL,NULL,0,0,NULL,'best','full','full',0)")
            )
        await engine.dispose()
        with pytest.raises(migrate.SchemaDamaged, match="nothing was changed"):
            await migrate.upgrade(url)


async def test_the_last_step_is_found_as_alembic_finds_it(database: Database) -> None:
    """To look whether a schema fits loads no Alembic; both must mean the same step."""
    found = await find_schema(database)
    assert found.head == ScriptDirectory.from_config(migrate._config()).get_current_head()
