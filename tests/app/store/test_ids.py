"""Ids: unique, and in the order of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.store.ids import LENGTH, floor, ulid

NOW = datetime(2016, 7, 30, 22, 36, 16, 385000, tzinfo=UTC)


def test_the_time_is_written_as_the_specification_says() -> None:
    """1469918176385 ms is 01ARYZ6S41."""
    assert int(NOW.timestamp() * 1000) == 1469918176385
    assert ulid(NOW)[:10] == "01ARYZ6S41"


def test_later_ids_sort_later_and_no_two_are_alike() -> None:
    """Of 2,000 in 2,000 milliseconds, each where it belongs."""
    made = [ulid(NOW + timedelta(milliseconds=n)) for n in range(2000)]
    assert made == sorted(made)
    assert len({one[10:] for one in made}) == 2000
    assert {len(one) for one in made} == {LENGTH}


def test_a_floor_parts_before_from_after() -> None:
    """The very millisecond is behind it."""
    assert ulid(NOW - timedelta(milliseconds=1)) < floor(NOW) < ulid(NOW)
