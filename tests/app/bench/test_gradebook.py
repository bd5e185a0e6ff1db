"""The bench of grade reports measures what it says: a course of that size, each report asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.bench import gradebook
from app.bench.gradebook import ADDRESSES, LARGE_ENOUGH_MS, Size, measure, too_slow

if TYPE_CHECKING:
    import pytest


def test_it_fills_a_course_and_asks_for_every_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer was good, or it would have raised; no machine is quick enough for a limit of nought."""
    monkeypatch.setattr(gradebook, "LARGE_ENOUGH_MS", 0.0)
    found = measure(Size(students=3, questions=2, attempts=2), rounds=5)
    assert found["submissions"] == 12
    assert found["database"] == "sqlite"
    assert set(found["reports"]) == set(ADDRESSES)
    for row in found["reports"].values():
        assert set(row) == {"p50", "p95", "p25", "p75", "min", "cpu_p50", "small_p50"}
        assert 0 < row["min"] <= row["p50"] <= row["p95"]
    assert (found["limit_ms"], found["ok"]) == (0.0, False)


def test_one_slow_report_fails_the_whole_bench() -> None:
    """By its 95th percentile, and not by its median; what is just at the limit is too slow."""
    quick, slow = {"p50": 1.0, "p95": LARGE_ENOUGH_MS - 0.1}, {"p50": 1.0, "p95": LARGE_ENOUGH_MS}
    assert too_slow({"a": quick, "b": quick}) == []
    assert too_slow({"a": quick, "b": slow}) == ["b"]
