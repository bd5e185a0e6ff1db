"""Two marks compared: by Python for one, by the database for all, and by both alike."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Float, bindparam, select

from app.store.engine import Database
from app.store.previews import Kind, Mark, compared, kind_of

pytestmark = pytest.mark.anyio
#: every way in which two scores, and how many could be had, stand to each other
MARKS = [Mark(score=score, max=most) for score in (None, 0.0, 1.0, 2.0) for most in (2.0, 3.0)]
MARKS.append(Mark(score=None, max=None))
PAIRS = list(itertools.product(MARKS, MARKS))
SCORES = st.none() | st.floats(0, 100)


@settings(deadline=None)
@given(before=SCORES, after=SCORES, most=st.tuples(st.floats(1, 100), st.floats(1, 100)))
def test_two_marks_are_compared_by_points_and_then_by_how_many_there_were(
    before: float | None, after: float | None, most: tuple[float, float]
) -> None:
    """More points is up; as many of fewer is up; a mark where there was none is up. Looked at backwards it turns."""
    old, new = Mark(score=before, max=most[0]), Mark(score=after, max=most[1])
    kind = kind_of(old, new)
    if before is None or after is None:
        assert (kind is Kind.SAME) == (before is after)
        assert (kind is Kind.UP) == (before is None and after is not None)
    else:
        rank = (after, -most[1]), (before, -most[0])
        assert kind is (Kind.UP if rank[0] > rank[1] else Kind.DOWN if rank[0] < rank[1] else Kind.SAME)
    assert kind_of(new, old) is {Kind.UP: Kind.DOWN, Kind.DOWN: Kind.UP}.get(kind, kind)


async def test_the_database_compares_two_marks_as_we_do(database: Database) -> None:
    """Whichever is missing, less, as many or more: totals are counted by the one, and shown beside the other."""
    said = select(compared(*(bindparam(name, type_=Float) for name in ("before", "of", "after", "of_now"))))
    found = []
    async with database.read() as session:
        for old, new in PAIRS:
            marks = {"before": old.score, "of": old.max, "after": new.score, "of_now": new.max}
            found.append(Kind((await session.scalars(said, marks)).one()))
    assert found == [kind_of(old, new) for old, new in PAIRS]
    assert set(found) == {Kind.UP, Kind.DOWN, Kind.SAME}
