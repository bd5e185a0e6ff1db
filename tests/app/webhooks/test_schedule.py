"""When a delivery is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.webhooks.schedule import LONGEST_S, Schedule, retry_after

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TABLE = ["0:00:00", "0:00:05", "0:05:00", "0:30:00", "2:00:00", "5:00:00", "10:00:00", "14:00:00", "20:00:00"]


def test_the_table() -> None:
    """Ten tries, and then no more."""
    schedule = Schedule(draw=lambda: 0.0)
    assert [str(schedule.after(n)) for n in range(11)] == [*TABLE, "1 day, 0:00:00", "None"]


@given(st.integers(1, 9), st.floats(0, 1))
def test_jitter_only_adds_and_a_fifth_at_most(tries: int, drawn: float) -> None:
    """Nothing is tried before its time, and what failed together comes back spread."""
    plain, spread = Schedule(draw=lambda: 0.0).after(tries), Schedule(draw=lambda: drawn).after(tries)
    assert plain is not None
    assert spread is not None
    assert plain <= spread <= plain * 1.2


def test_two_draws_differ() -> None:
    """The jitter is there without being asked for."""
    assert len({Schedule().after(5) for _ in range(10)}) > 1


def test_a_trial_may_go_faster() -> None:
    """All delays are multiplied by the pace."""
    assert Schedule(pace=0.001, draw=lambda: 0.0).after(2) == timedelta(seconds=0.3)


@pytest.mark.parametrize(
    ("status", "asked", "wait"),
    [(429, None, 60), (502, None, 60), (504, None, 60), (500, None, None), (None, None, None), (503, 7.0, 7),
     (429, 0.0, 0), (429, 1e9, LONGEST_S)],
)  # fmt: skip
def test_who_asks_for_time_gets_it(status: int | None, asked: float | None, wait: float | None) -> None:
    """By a status or by saying how long, and never more than a day."""
    found = Schedule(draw=lambda: 0.0).slow(status, asked)
    assert found == (None if wait is None else timedelta(seconds=wait))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0), ("120", 120), (" 7 ", 7), ("9" * 400, LONGEST_S), ("Sun, 01 Mar 2026 12:00:30 GMT", 30),
        ("Sun, 01 Mar 2026 13:00:00 +0100", 0), ("Sun, 01 Mar 2020 12:00:00 GMT", 0), ("-5", None), ("1.5", None),
        ("soon", None), ("", None), ("١٢", None), ("Sun, 99 Mar 2026 12:00:00 GMT", None),
        ("Sun, 01 Mar 2026 12:00:30 -0000", 30),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    """What is past means now; nonsense means nothing."""
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=60))
def test_retry_after_may_be_anything(value: str) -> None:
    """It is written by the other side."""
    found = retry_after(value, NOW)
    assert found is None or found >= 0
