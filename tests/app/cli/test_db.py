"""The database at the command line: made, examined, copied, and put back as the operator's page says."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.cli import db
from tests.app.cli.conftest import Desk

OPERATOR = Path(__file__).parents[3] / "docs" / "operator.md"


def test_a_database_is_made_where_none_is(tmp_path: Path) -> None:
    """With its directory; a second time there is nothing to do."""
    new = Desk(data=tmp_path / "new" / "data")
    first, again = (json.loads(new("db", "upgrade", "--json").stdout) for _ in range(2))
    assert first == again
    assert json.loads(new("db", "check", "--json").stdout)["ok"]


def test_without_a_database_nothing_is_made_by_looking(tmp_path: Path) -> None:
    """Exit 1 and what to do, from every command that needs one."""
    none = Desk(data=tmp_path)
    for command in (["db", "check"], ["course", "list"], ["db", "backup", str(tmp_path / "b.db")]):
        ran = none(*command)
        assert (ran.exit_code, ran.stderr) == (
            1, f"There is no database at {tmp_path}/allclose.db; `allclose db upgrade` makes it.\n",
        )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def test_another_schema_is_told(allclose: Desk) -> None:
    """A database of another version is neither used nor called good."""
    with closing(sqlite3.connect(allclose.data / "allclose.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
    check = allclose("db", "check", "--json")
    found = json.loads(check.stdout)
    assert (check.exit_code, found["ok"], found["schema"], found["faults"]) == (1, False, "0001", [])
    used = allclose("course", "list")
    assert used.exit_code == 1
    assert "has not the schema of this version; `allclose db upgrade` brings it." in used.stderr


def test_a_damaged_database_is_told(allclose: Desk) -> None:
    """Exit 1 with what SQLite finds."""
    with (allclose.data / "allclose.db").open("r+b") as damaged:
        damaged.seek(4096)
        damaged.write(b"\xff" * 8192)
    ran = allclose("db", "check", "--json")
    assert ran.exit_code == 1
    assert json.loads(ran.stdout)["faults"]


def test_a_file_that_is_no_database_is_ours(allclose: Desk) -> None:
    """A sentence and exit 3 from whoever wants to use it; no traceback."""
    for file in allclose.data.iterdir():
        file.unlink()
    (allclose.data / "allclose.db").write_text("not a database, " * 100)
    ran = allclose("course", "list")
    assert (ran.exit_code, "Traceback" in ran.stderr) == (3, False)
    assert ran.stderr


@pytest.mark.anyio
async def test_a_database_of_either_kind_is_examined(database_url: str) -> None:
    """Its schema is the one that is needed, nothing is wrong with it."""
    found = await db._examine(database_url)
    assert found["ok"]
    assert (found["schema"], found["faults"]) == (found["needed"], [])


def test_a_copy_is_put_back_as_the_page_says(allclose: Desk, tmp_path: Path) -> None:
    """The page's own lines, run as they stand: what was there at the copy is there again, and nothing younger is."""
    (allclose.data / "key").write_bytes(b"k" * 32)
    data = allclose.data.rename(tmp_path / "allclose-data")
    blocks = re.findall(r"```bash\n(.*?)```", OPERATOR.read_text(encoding="utf-8"), re.DOTALL)
    copying, restoring = (next(block for block in blocks if word in block) for word in ("db backup", "db check"))
    here = Desk(data=data)
    assert here("course", "create", "before").exit_code == 0
    shell(copying, tmp_path)
    assert here("course", "create", "after").exit_code == 0
    said = shell(restoring, tmp_path)
    names = [one["name"] for one in json.loads(here("course", "list", "--json").stdout)["courses"]]
    assert names == ["before", "pytorch"]
    assert (data / "key").read_bytes() == b"k" * 32
    assert re.search(r"schema \d+, this version needs \d+", said)


def shell(lines: str, place: Path) -> str:
    """Run lines of a page in a directory, with our own command on the path; the first that fails ends it."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ALLCLOSE_")}
    ran = subprocess.run(
        ["bash", "-euc", lines],
        cwd=place,
        env=environment | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
