"""What a level of detail shows is named; all else is hidden, and what is new most of all."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from app.store.kinds import Detail
from app.web.shown import lessened
from tests.app.web.scene import REPORT

NEW: dict[str, Any] = REPORT | {
    "answer": "secret",
    "title": "Largest",
    "checks": [check | {"expected": "secret"} for check in REPORT["checks"]],
}


@pytest.mark.parametrize("level", list(Detail))
def test_what_is_new_in_a_report_is_seen_by_no_student(level: Detail) -> None:
    """Until it is listed: a forgotten line hides something, and gives nothing away."""
    assert "secret" not in str(lessened(NEW, level))


def test_each_level_shows_what_the_one_before_shows() -> None:
    """From the score to all of it."""
    seen = [_leaves(lessened(NEW, level)) for level in (Detail.SCORE, Detail.CHECKS, Detail.MESSAGES, Detail.FULL)]
    assert all(less < more for less, more in itertools.pairwise(seen))


def test_the_report_itself_is_left_as_it_is() -> None:
    """It is a row's own, and an instructor may be shown it next."""
    before = str(NEW)
    lessened(NEW, Detail.CHECKS)
    assert str(NEW) == before


def _leaves(value: Any, path: str = "") -> set[str]:
    if isinstance(value, dict):
        return set().union(*(_leaves(one, f"{path}.{name}") for name, one in value.items()), {path})
    if isinstance(value, list):
        return set().union(*(_leaves(one, path) for one in value), {path})
    return {path}
