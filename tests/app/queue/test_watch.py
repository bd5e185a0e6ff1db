"""The dead are told from the living by signs of life that stand still."""

from __future__ import annotations

from app.queue.watch import Watch
from app.store.leases import Beat


def beat(number: int, *, fence: int = 1) -> Beat:
    """A sign of life of one job."""
    return Beat(id=1, fence=fence, beat=number)


def test_who_stands_still_for_the_whole_time_is_dead() -> None:
    """Not a moment earlier."""
    watch = Watch(10)
    assert [watch.silent([beat(1)], ticks) for ticks in (100, 109.9, 110)] == [[], [], [beat(1)]]


def test_who_moves_is_alive() -> None:
    """Each sign begins the time anew, and so does another claim of the same job."""
    watch = Watch(10)
    seen = [(0, beat(1)), (9, beat(2)), (18, beat(2, fence=2)), (27, beat(3, fence=2)), (36.9, beat(3, fence=2))]
    assert [watch.silent([one], ticks) for ticks, one in seen] == [[]] * 5


def test_who_begins_to_watch_takes_nobody_for_dead() -> None:
    """A worker that was just started knows nothing of the time before, nor does one that slept."""
    assert Watch(10).silent([beat(7)], 1e9) == []
    slept = Watch(10)
    slept.silent([beat(1)], 0)
    assert slept.silent([beat(2)], 1e6) == []


def test_who_has_finished_is_forgotten() -> None:
    """What is not seen any more is not remembered: a watch does not grow."""
    watch = Watch(10)
    watch.silent([beat(1)], 0)
    watch.silent([], 5)
    assert watch.silent([beat(1)], 12) == []
