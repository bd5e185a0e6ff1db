"""A cell of the matrix: what counts, and what else there is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.pipeline.gradebook import Cell, Standing, cell
from app.pipeline.late import Policy
from app.store.gradebook import CountedMark
from app.store.ids import moment, ulid

END = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)
POLICY = Policy(ends_at=END, percent_per_day=10.0)


def mark(**changes: Any) -> CountedMark:
    """Two of three points."""
    values = {
        "student": "01A",
        "question": 9,
        "attempts": 2,
        "submission": ulid(END),
        "score": 2.0,
        "max": 3.0,
        "manual": False,
    }
    return CountedMark(**{**values, **changes})


@pytest.mark.parametrize(
    ("others", "standing", "also"),
    [
        (set(), Standing.NOT_ATTEMPTED, ()),
        ({Standing.WITHDRAWN}, Standing.WITHDRAWN, ()),
        ({Standing.WITHDRAWN, Standing.UNGRADED}, Standing.UNGRADED, (Standing.WITHDRAWN,)),
        ({Standing.WITHDRAWN, Standing.UNDER_WAY}, Standing.UNDER_WAY, (Standing.WITHDRAWN,)),
    ],
)
@pytest.mark.parametrize("row", [None, mark(score=None, max=None, submission=None)])
def test_without_a_mark_it_says_why(
    row: CountedMark | None, others: set[Standing], standing: Standing, also: tuple[Standing, ...]
) -> None:
    """Nothing is ever a nought that was not earned."""
    found = cell(9, row, others, POLICY)
    assert (found.standing, found.also, found.score) == (standing, also, None)


def test_a_mark_is_told_with_what_waits_beside_it() -> None:
    """A student with a mark may have handed in again."""
    found = cell(9, mark(manual=True), {Standing.UNDER_WAY}, POLICY)
    assert found == Cell(
        question=9,
        standing=Standing.GRADED,
        also=(Standing.UNDER_WAY,),
        attempts=2,
        submission=found.submission,
        score=2.0,
        max=3.0,
        manual=True,
    )


@pytest.mark.parametrize(("after", "late"), [(timedelta(), False), (timedelta(milliseconds=2), True)])
def test_late_is_what_came_after_the_end(after: timedelta, late: bool) -> None:  # noqa: FBT001 - a case
    """An id tells when it was made; of a course without an end nothing is late."""
    row = mark(submission=ulid(END + after))
    assert cell(9, row, set(), POLICY).late is late
    assert not cell(9, row, set(), Policy(ends_at=None, percent_per_day=0)).late


def test_an_id_tells_its_moment() -> None:
    """To the millisecond; what is no id is an error."""
    assert moment(ulid(END)) == END
    with pytest.raises(ValueError, match="invalid literal"):
        moment("!" * 26)
