"""Two gradebooks that differ are found to differ, whichever way they do."""

from __future__ import annotations

from app.bench.books import Compared, compare
from app.demo.gradebook import Mark

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
