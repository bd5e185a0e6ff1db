"""What lateness costs: by the day begun, never more than all of it, and the same whoever asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pipeline.late import Policy, why
from app.store.tables import CourseSettings

CLOSES = datetime(2026, 5, 1, 22, 0, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)

percents = st.floats(0, 100, allow_nan=False)
marks = st.floats(0, 100, allow_nan=False)
waits = st.timedeltas(timedelta(days=-400), timedelta(days=400))


def policy(percent: float = 10.0, grace_s: int = 900) -> Policy:
    """A course that closes at ten in the evening, with a quarter of an hour's grace."""
    return Policy.of(CourseSettings(closes_at=CLOSES, grace_s=grace_s, late_percent_per_day=percent))


@pytest.mark.parametrize(
    ("after", "days", "counts"),
    [
        (-DAY, 0, 3.0),
        (timedelta(0), 0, 3.0),
        (900 * SECOND, 0, 3.0),  # the last moment of the grace
        (901 * SECOND, 1, 2.7),
        (900 * SECOND + DAY, 1, 2.7),
        (900 * SECOND + DAY + timedelta(microseconds=1), 2, 2.4),
        (900 * SECOND + 3 * DAY, 3, 2.1),
        (9 * DAY, 9, 0.3),
        (40 * DAY, 40, 0.0),
    ],
)
def test_each_day_begun_costs_its_part(after: timedelta, days: int, counts: float) -> None:
    """Ten per cent of three marks, from the end of the grace, and never less than nothing."""
    assert policy().days(CLOSES + after) == days
    assert policy().counting(3.0, CLOSES + after) == counts


def test_a_course_that_never_closes_takes_nothing_off() -> None:
    """Without a closing date nothing is late, whatever the policy says."""
    open_ = Policy.of(CourseSettings(closes_at=None, grace_s=0, late_percent_per_day=50.0))
    assert open_.counting(3.0, CLOSES + 900 * DAY) == 3.0
    assert not open_.closed(CLOSES + 900 * DAY)


def test_without_a_policy_nothing_is_taken_off_what_was_let_in() -> None:
    """0 % says that late work is not taken, not that it is worth nothing."""
    assert not policy(0).takes_late
    assert policy(0).closed(CLOSES + DAY)
    assert policy(0).counting(3.0, CLOSES + DAY) == 3.0


def test_it_is_said_what_was_taken_and_why() -> None:
    """Days, the end with its grace, the percentage of a day and of all of them; and nothing of what came in time."""
    assert why(policy(), CLOSES) == ""
    assert why(policy(), CLOSES + HOUR) == (
        "It came 1 day late, a day begun counted as a whole one: the end was 2026-05-01 22:15 UTC. "
        "Each day costs 10 % of the marks earned; 10 % were taken off."
    )
    assert "3 days late" in why(policy(12.5), CLOSES + 3 * DAY)
    assert "37.5 % were taken off" in why(policy(12.5), CLOSES + 3 * DAY)


@given(earned=marks, percent=percents, after=waits)
def test_what_counts_is_between_nothing_and_what_was_earned(earned: float, percent: float, after: timedelta) -> None:
    """Whatever the policy and the time; and at the end of rounding, too."""
    counts = policy(percent).counting(earned, CLOSES + after)
    assert 0 <= counts <= max(earned, round(earned, 4))


@given(earned=marks, percent=percents, first=waits, second=waits)
def test_later_never_counts_more(earned: float, percent: float, first: timedelta, second: timedelta) -> None:
    """Nobody gains by waiting."""
    first, second = sorted((first, second))
    held = policy(percent, grace_s=0)
    assert round(held.counting(earned, CLOSES + second), 4) <= round(held.counting(earned, CLOSES + first), 4)


@given(earned=marks, percent=percents, grace=st.integers(0, 10**6), part=st.floats(0, 1))
def test_the_grace_is_on_time_to_its_last_moment(earned: float, percent: float, grace: int, part: float) -> None:
    """Whatever comes within it has all its marks."""
    at = CLOSES + timedelta(seconds=int(grace * part))
    assert policy(percent, grace).counting(earned, at) == earned


@given(better=marks, worse=marks, percent=percents, after=waits)
def test_who_earned_more_never_counts_less(better: float, worse: float, percent: float, after: timedelta) -> None:
    """The order of two who came at the same time stays."""
    worse, better = sorted((worse, better))
    held = policy(percent)
    assert held.counting(worse, CLOSES + after) <= held.counting(better, CLOSES + after)
