"""Time to the first pass, against scipy and against a table worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf  # type: ignore[import-untyped]

from app.pipeline.statistics.survival import Waited, kaplan_meier, survival, thinned

WAITS = st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=60)


def waited(*pairs: tuple[float, bool]) -> list[Waited]:
    """Students: how long, and whether they passed."""
    return [Waited(seconds=seconds, passed=passed) for seconds, passed in pairs]


def test_a_curve_worked_by_hand() -> None:
    """Six students: 5/6; at 3 one of four that are left, for one left at 2; at 5 one of two."""
    found = kaplan_meier(waited((1, True), (2, False), (3, True), (4, False), (5, True), (6, False)))
    assert [(step.at, step.at_risk, step.passed) for step in found] == [(1, 6, 1), (3, 4, 1), (5, 2, 1)]
    assert [step.without for step in found] == pytest.approx([5 / 6, 5 / 6 * 3 / 4, 5 / 6 * 3 / 4 / 2])


@given(WAITS)
def test_the_curve_and_its_interval_are_those_of_scipy(pairs: list[tuple[int, bool]]) -> None:
    """With ties, and with students who left at the moment at which another passed."""
    found = kaplan_meier(waited(*pairs))
    passed = [float(seconds) for seconds, was in pairs if was]
    if not passed:
        assert found == ()
        return
    right = [float(seconds) for seconds, was in pairs if not was]
    theirs = ecdf(CensoredData(uncensored=passed, right=right)).sf
    curve = dict(zip(theirs.quantiles, theirs.probabilities, strict=True))
    assert [step.without for step in found] == pytest.approx([curve[step.at] for step in found])
    inside = [step for step in found if step.low is not None]
    if inside:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of the ends of the curve, where there is no interval
            interval = theirs.confidence_interval(method="log-log")
        low = dict(zip(interval.low.quantiles, interval.low.probabilities, strict=True))
        high = dict(zip(interval.high.quantiles, interval.high.probabilities, strict=True))
        assert [step.low for step in inside] == pytest.approx([low[step.at] for step in inside])
        assert [step.high for step in inside] == pytest.approx([high[step.at] for step in inside])


def test_the_median_is_when_half_have_passed() -> None:
    """Of thirty, one each second: after the fifteenth. Its interval is around it."""
    found = survival(waited(*((float(n), True) for n in range(1, 31))))
    assert (found.median.value, found.median.n, found.passed) == (15.0, 30, 30)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 15 < found.high


def test_those_who_have_not_passed_move_the_median() -> None:
    """To average over those who passed would say 10 seconds, for ever."""
    half = [(10.0, True)] * 15
    assert survival(waited(*half, *[(99.0, False)] * 14)).median.value == 10
    found = survival(waited(*half, *[(99.0, False)] * 16))
    assert (found.median.value, found.median.why_not, found.low) == (None, "Fewer than half have passed.", None)


def test_of_few_students_no_curve_is_shown() -> None:
    """Nineteen: the number is told, and why."""
    found = survival(waited(*[(1.0, True)] * 19))
    assert (found.steps, found.students, found.median.value) == ((), 19, None)
    assert "below 20" in found.median.why_not
    assert survival([]).students == 0


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    """A thousand students make a thousand steps."""
    steps = kaplan_meier(waited(*((float(n), True) for n in range(1000))))
    few = thinned(steps, 100)
    assert len(few) == 100
    assert (few[0], few[-1]) == (steps[0], steps[-1])
    assert thinned(steps[:5], 100) == steps[:5]
