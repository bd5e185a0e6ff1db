"""Attempts, student by student."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.pipeline.statistics.survival import Waited
from app.pipeline.statistics.tries import Story, Try, attempts, stories

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def tried(student: str, minute: int, number: int | None, earned: float, *, found: str | None = None) -> Try:
    """One attempt for three points."""
    return Try(
        student=student,
        submission=f"{student}{minute:03}",
        at=NOON + timedelta(minutes=minute),
        number=number,
        earned=earned,
        max=3.0,
        found=found,
    )


def passing_at(number: int, student: str) -> Story:
    """A student who passes at that attempt."""
    return Story(
        student=student, tries=tuple(tried(student, n, n, 3.0 if n == number else 1.0) for n in range(1, number + 1))
    )


def test_a_slip_of_the_pen_is_not_the_first_attempt() -> None:
    """What counts for none is in the story, and neither first nor last of anything."""
    (told,) = stories([tried("ada", 0, None, 0.0), tried("ada", 5, 1, 1.0), tried("ada", 9, 2, 3.0)])
    assert told.first
    assert told.passed
    assert (told.first.submission, told.passed.number) == ("ada005", 2)
    assert told.waited(told.tries[0].at, NOON + timedelta(days=9)) == Waited(seconds=540, passed=True)


def test_without_a_pass_it_is_waited_until_now() -> None:
    """And never for less than no time, whatever the clocks say."""
    (told,) = stories([tried("ada", 0, 1, 2.9)])
    assert told.waited(NOON, NOON + timedelta(hours=1)) == Waited(seconds=3600, passed=False)
    assert told.waited(NOON, NOON - timedelta(hours=1)) == Waited(seconds=0, passed=False)


def test_attempts_are_parted_by_students() -> None:
    """They come ordered."""
    told = stories([tried("ada", 0, 1, 0.0), tried("ada", 1, 2, 3.0), tried("ben", 0, 1, 3.0)])
    assert [(one.student, len(one.tries)) for one in told] == [("ada", 2), ("ben", 1)]


def test_attempts_to_a_pass_of_a_table() -> None:
    """Ten pass at once, twenty at the second, one at the 12th, nine never: the median is 2, first tries 1 in 4."""
    told = [passing_at(1, f"a{n}") for n in range(10)] + [passing_at(2, f"b{n}") for n in range(20)]
    told += [passing_at(12, "c"), *(Story(student=f"d{n}", tries=(tried("d", 0, 1, 0.0),)) for n in range(9))]
    found = attempts(told)
    assert found.to_pass == {1: 10, 2: 20, 10: 1} | dict.fromkeys([*range(3, 10)], 0)
    assert (found.passed, found.not_yet, found.median.value, found.median.n) == (31, 9, 2.0, 31)
    assert (found.first_try.value, found.first_try.n) == (0.25, 40)
    assert found.mean_made.value == (10 + 40 + 12 + 9) / 40


def test_nobody_has_tried() -> None:
    """Counts of nought, and no figure."""
    found = attempts([])
    assert (found.passed, found.not_yet, found.median.value, found.first_try.value) == (0, 0, None, None)
