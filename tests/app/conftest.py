"""Databases to test with: every test that asks for one runs on SQLite, and on PostgreSQL where there is one."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from app.store.engine import Database, connect
from tests import databases, postgres

BACKENDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The service runs on asyncio."""
    return "asyncio"


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[databases.Template]:
    """A server with a migrated database to copy; without one a desk skips, and CI fails."""
    served = postgres.server()
    try:
        url = served.__enter__()
    except postgres.NoPostgres as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"no PostgreSQL: {error}")
        pytest.skip(f"no PostgreSQL: {error}")
    try:
        with databases.postgres_template(url) as template:
            yield template
    finally:
        served.__exit__(None, None, None)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> databases.Template:
    """A migrated file to copy."""
    return databases.sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of this test's own, with the schema in it."""
    template: databases.Template = request.getfixturevalue(
        "sqlite_template" if request.param == "sqlite" else "postgres_template"
    )
    with template.copy(tmp_path) as url:
        yield url


@pytest.fixture(params=BACKENDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    template: databases.Template = request.getfixturevalue("postgres_template")
    with template.copy(tmp_path, of="template1") as url:
        yield url


@pytest.fixture
async def database(database_url: str, anyio_backend: str) -> AsyncIterator[Database]:  # noqa: ARG001 - it makes the fixture async
    """A database of this test's own, open."""
    opened = connect(database_url, busy_s=2.0)
    yield opened
    await opened.close()
