"""Two gradebooks that differ are found to differ, whichever way they do."""

from __future__ import annotations

import pytest

from app.bench.books import Compared, compare, retries
from app.demo.gradebook import Mark
from app.store import deliveries
from app.store.deliveries import Tried
from app.store.engine import Database
from app.store.kinds import DeliveryState
from tests.app.store.scene import NOW, happen, set_up

ADA, BEN = ("ada", 9), ("ben", 9)


def mark(score: float, submission: str = "s1") -> Mark:
    """A mark."""
    return Mark(submission=submission, score=score, max=3.0)


def test_equal_books_are_equal() -> None:
    """Also where neither has a mark."""
    assert compare({ADA: mark(1.0)}, {ADA: mark(1.0)}).equal
    assert compare({}, {}).equal


def test_what_only_the_service_has_is_missing() -> None:
    """The LMS was not told."""
    found = compare({ADA: mark(1.0), BEN: mark(2.0)}, {ADA: mark(1.0)})
    assert (found.marks, found.missing, found.contradictory, found.equal) == (2, [BEN], [], False)


def test_what_differs_contradicts() -> None:
    """Another score, another submission, or a mark that only the LMS has."""
    for theirs in ({ADA: mark(2.0)}, {ADA: mark(1.0, "s2")}):
        found = compare({ADA: mark(1.0)}, theirs)
        assert (found.missing, found.contradictory, found.equal) == ([], [ADA], False)
    assert compare({}, {BEN: mark(1.0)}).contradictory == [BEN]


def test_any_finding_makes_them_unequal() -> None:
    """Lost, doubled, misjudged, or another name for a student."""
    for name in ("lost", "doubled", "misjudged", "strangers"):
        assert not Compared(**{name: ["x"]}).equal  # type: ignore[arg-type]


@pytest.mark.anyio
async def test_tries_that_failed_are_counted_by_what_came_back(database: Database) -> None:
    """A status, or the words for none; what succeeded is not among them, and nothing of another endpoint."""
    async with database.write() as session:
        course_id = (await set_up(session)).course.id
        one, other = [
            await deliveries.add_endpoint(session, course_id=course_id, url=url, secret=b"s", now=NOW)
            for url in ("https://a", "https://b")
        ]
        for outcomes in ([(500, ""), (None, "silent"), (204, "")], [(204, "")], [(500, "")]):
            _, sent = await happen(session, course_id, "graded", "{}")
            for delivery in sent:
                for status, error in outcomes if delivery.endpoint_id == one.id else [(404, "")]:
                    tried = Tried(at=NOW, status=status, ms=1, error=error)
                    await deliveries.tried(session, delivery.id, tried, state=DeliveryState.PENDING)
    assert await retries(database, one.id) == {"500": 2, "silent": 1}
    assert await retries(database, other.id) == {"404": 3}
