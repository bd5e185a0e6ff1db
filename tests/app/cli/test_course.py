"""Courses at the command line."""

from __future__ import annotations

import json

import pytest

from app.store.session import Session
from tests.app.cli.conftest import Desk
from tests.app.store import lives


def test_courses_are_opened_and_listed(allclose: Desk, ada: str) -> None:
    """Each with its people and submissions, in the order of their names."""
    assert ada
    opened = allclose("course", "create", "deep-2", "--pack", "other", "--json")
    made = json.loads(opened.stdout)
    listed = json.loads(allclose("course", "list", "--json").stdout)["courses"]
    assert (made["name"], made["title"], made["pack"], made["questions"]) == ("deep-2", "deep-2", "other", 0)
    assert opened.stderr == "No worker has loaded a pack 'other' yet: there are no questions to answer.\n"
    assert listed == [
        {"name": "deep-2", "title": "deep-2", "pack": "other", "people": 0, "submissions": 0},
        {"name": "pytorch", "title": "PyTorch", "pack": "pytorch-basics", "people": 1, "submissions": 0},
    ]


def test_a_name_is_given_once(allclose: Desk) -> None:
    """A second course of the name is not opened."""
    ran = allclose("course", "create", "pytorch")
    assert (ran.exit_code, ran.stderr) == (1, "There is a course 'pytorch' already.\n")


@pytest.mark.parametrize("name", ["", "A", "a/b", "-a", "a-", "ä", "x" * 65])
def test_a_name_is_fit_for_an_address(allclose: Desk, name: str) -> None:
    """What would have to be escaped in a URL is a usage error."""
    assert allclose("course", "create", "--", name).exit_code == 2


def test_an_export_is_a_line_for_each_row(allclose: Desk) -> None:
    """JSON Lines: the course first, then all that is its own."""
    course = json.loads(allclose("course", "create", "c", "--json").stdout)

    async def fill(session: Session) -> None:
        await lives.student(session, course["id"])

    allclose.write(fill)
    ran = allclose("course", "export", "c")
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [row["kind"] for row in rows] == ["course", "settings", "person", "standing", "submission", "submission"]
    assert allclose("course", "export", "none").exit_code == 1
