"""The command over an embedded database of the test's own, in this very process."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.store.engine import connect
from app.store.session import Session
from tests.databases import Template

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Runs `allclose` over one data directory."""

    data: Path

    def __call__(self, *arguments: str, answer: str | None = None) -> Result:
        """Run a command."""
        return CliRunner().invoke(app, arguments, input=answer, env={"ALLCLOSE_DATA": str(self.data)})

    def write(self, work: Callable[[Session], Awaitable[T]]) -> T:
        """Have something stored, or looked at, without a command."""

        async def opened() -> T:
            database = connect(f"sqlite:///{self.data}/allclose.db")
            try:
                async with database.write() as session:
                    return await work(session)
            finally:
                await database.close()

        return asyncio.run(opened())


@pytest.fixture
def allclose(sqlite_template: Template, tmp_path: Path) -> Iterator[Desk]:
    """A database with the schema in it, and one course."""
    data = tmp_path / "data"
    data.mkdir()
    with sqlite_template.copy(data) as url:
        Path(url.removeprefix("sqlite:///")).rename(data / "allclose.db")
        desk = Desk(data=data)
        assert desk("course", "create", "pytorch", "--title", "PyTorch").exit_code == 0
        yield desk


@pytest.fixture
def ada(allclose: Desk, tmp_path: Path) -> str:
    """The id of a student of that course."""
    file = tmp_path / "ada.csv"
    file.write_text("name,email,external_id\nAda,ada@example.org,4711\n")
    document: dict[str, Any] = json.loads(
        allclose("roster", "import", str(file), "--course", "pytorch", "--json").stdout
    )
    return str(document["added"][0])
