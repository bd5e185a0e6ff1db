"""A roster at the command line: whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

from app.store import courses, people
from app.store.session import Session
from tests.app.cli.conftest import Desk


def names(allclose: Desk) -> list[str]:
    """Who is in the course."""

    async def look(session: Session) -> list[str]:
        course = await courses.by_name(session, "pytorch")
        assert course is not None
        return sorted(person.name for person, _ in await people.roster(session, course.id))

    return allclose.write(look)


def test_people_are_added_and_known_again(allclose: Desk, tmp_path: Path) -> None:
    """The ids of who is new and of who was there are given."""
    file = tmp_path / "r.csv"
    file.write_text("name,external_id\nAda,1\nKurt,2\n")
    first = json.loads(allclose("roster", "import", str(file), "--course", "pytorch", "--json").stdout)
    again = json.loads(allclose("roster", "import", str(file), "--course", "pytorch", "--json").stdout)
    assert first == {"course": "pytorch", "added": again["known"], "known": []}
    assert names(allclose) == ["Ada", "Kurt"]


def test_one_bad_line_and_nothing_is_stored(allclose: Desk, tmp_path: Path) -> None:
    """Every bad line with its number, on stderr; exit 1."""
    file = tmp_path / "r.csv"
    file.write_text("name,external_id\nAda,1\n,2\nKurt,1\n")
    ran = allclose("roster", "import", str(file), "--course", "pytorch")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.splitlines() == [
        "line 3: there is no name",
        "line 4: external_id '1' stands in line 2 already",
        "Nothing was stored.",
    ]
    assert names(allclose) == []


def test_a_file_that_is_not_there_is_a_usage_error(allclose: Desk, tmp_path: Path) -> None:
    """Exit 2 with the file's name."""
    ran = allclose("roster", "import", str(tmp_path / "none.csv"), "--course", "pytorch")
    assert (ran.exit_code, ran.stderr) == (2, f"{tmp_path}/none.csv: No such file or directory\n")
