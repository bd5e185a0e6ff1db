"""The bench of grade reports measures what it says: a course of that size, each report asked for."""

from __future__ import annotations

from app.bench.gradebook import ADDRESSES, Size, measure


def test_it_fills_a_course_and_asks_for_every_report() -> None:
    """Each answer was good, or it would have raised; beside each stands that of a course of one answer."""
    found = measure(Size(students=3, questions=2, attempts=2), rounds=5)
    assert found["submissions"] == 12
    assert found["database"] == "sqlite"
    assert set(found["reports"]) == set(ADDRESSES)
    for row in found["reports"].values():
        assert set(row) == {"p50", "p95", "p25", "p75", "min", "cpu_p50", "small_p50"}
    assert found["ok"] == all(row["p95"] < found["limit_ms"] for row in found["reports"].values())
