"""Figures: never NaN, and a reason where there is none."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr  # type: ignore[import-untyped]

from app.pipeline.statistics.figures import Figure, correlation, mean, quantile, variance

MARKS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 40)), min_size=0, max_size=60)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, None])
def test_what_is_no_number_is_not_shown(value: float | None) -> None:
    """The reason stands in its place."""
    assert Figure.of(value, 30, "Nothing varies.") == Figure(n=30, why_not="Nothing varies.")
    assert Figure.of(value, 30).why_not == "It is not a number."


def test_what_rests_on_few_is_not_shown() -> None:
    """Nineteen are too few, twenty are enough; the number is told."""
    assert Figure.of(0.5, 19) == Figure(n=19, why_not="It rests on 19 students; below 20 it is not shown.")
    assert Figure.of(0.5, 20) == Figure(value=0.5, n=20)


def test_a_figure_has_four_digits_and_no_minus_nought() -> None:
    """It is written into JSON and read by people."""
    assert str(Figure.of(-0.00001, 20).value) == "0.0"
    assert Figure.of(1 / 3, 20).value == 0.3333


def test_mean_variance_and_quantiles_of_a_table() -> None:
    """By hand: 2, 4, 4, 4, 5, 5, 7, 9 have the mean 5 and squares of 32 around it."""
    values = [9.0, 2, 4, 5, 4, 7, 4, 5]
    assert mean(values) == 5
    assert variance(values) == pytest.approx(32 / 7)
    assert [quantile(values, share) for share in (0, 0.25, 0.5, 1)] == [2, 4, 4.5, 9]


def test_nothing_has_no_mean_and_one_value_no_variance() -> None:
    """None, and no error."""
    assert (mean([]), variance([]), variance([3.0]), quantile([], 0.5), quantile([3.0], 0.9)) == (
        None, None, None, None, 3.0,
    )  # fmt: skip
    assert correlation([], []) is None


@given(MARKS)
def test_the_correlation_is_that_of_scipy(pairs: list[tuple[int, int]]) -> None:
    """Wherever scipy has one; where one side does not vary there is none."""
    xs, ys = [float(x) for x, _ in pairs], [float(y) for _, y in pairs]
    found = correlation(xs, ys)
    if len(set(xs)) < 2 or len(set(ys)) < 2:
        assert found is None
    else:
        assert found == pytest.approx(pearsonr(xs, ys).statistic, abs=1e-9)
