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


def test_rules_are_printed_and_set(allclose: Desk) -> None:
    """One a line, or as a document; what is not named stays."""
    printed = allclose("course", "settings", "pytorch").stdout.splitlines()
    assert printed[:2] == ["opens_at              none", "closes_at             none"]
    changes = ("attempts=3", "closes_at=2026-10-31T22:00:00Z", "late_percent_per_day=12.5", "counts=last", "held=true")
    ran = allclose("course", "settings", "pytorch", "--json", *(f"--set={one}" for one in changes))
    document = json.loads(ran.stdout)
    assert document == json.loads(allclose("course", "settings", "pytorch", "--json").stdout)
    assert {name: document[name] for name in ("attempts", "closes_at", "late_percent_per_day", "counts", "held")} == {
        "attempts": 3,
        "closes_at": "2026-10-31T22:00:00+00:00",
        "late_percent_per_day": 12.5,
        "counts": "last",
        "held": True,
    }
    assert json.loads(allclose("course", "settings", "pytorch", "--json", "--set=attempts=none").stdout) == document | {
        "attempts": None
    }


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ("attempts=0", 2, "attempts: Input should be greater than or equal to 1"),
        ("attempts", 2, "A rule is set as name=value, such as attempts=3; there is no value in 'attempts'."),
        ("tries=3", 2, "tries: Extra inputs are not permitted"),
        ("closes_at=tomorrow", 2, "closes_at: "),
        ("closes_at=2026-10-31T22:00:00", 2, "closes_at: Input should have timezone info"),
        ("closes_at=9999-10-31T22:00:00Z", 1, "closes_at is to be between the years 2000 and 2200."),
    ],
)
def test_a_rule_that_cannot_be_is_told(allclose: Desk, change: str, code: int, said: str) -> None:
    """By its name; 2 for what cannot be read, 1 for what does not fit together."""
    ran = allclose("course", "settings", "pytorch", f"--set={change}")
    assert ran.exit_code == code, ran.output
    assert ran.stderr.startswith(said)
    assert allclose("course", "settings", "none").exit_code == 1


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
