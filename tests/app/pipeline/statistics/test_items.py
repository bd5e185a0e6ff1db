"""Questions as items of one test, against tables worked by hand and against scipy."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr  # type: ignore[import-untyped]

from app.pipeline.statistics.figures import Figure
from app.pipeline.statistics.items import (
    Missing,
    Scores,
    difficulty,
    histogram,
    outliers,
    reliability,
)
from app.pipeline.statistics.items import discrimination as discrimination_of

#: Five students, four times each so that they are enough: three questions, totals 3, 2, 2, 1, 0.
TABLE: list[Scores] = [
    {1: 1.0, 2: 1.0, 3: 1.0},
    {1: 1.0, 2: 1.0, 3: 0.0},
    {1: 1.0, 2: 0.0, 3: 1.0},
    {1: 1.0, 2: 0.0, 3: 0.0},
    {1: 0.0, 2: 0.0, 3: 0.0},
] * 4
ROWS = st.lists(st.dictionaries(st.sampled_from([1, 2, 3, 4]), st.integers(0, 5).map(float)), min_size=20, max_size=40)


def discrimination(rows: Sequence[Scores], question: int, missing: Missing) -> Figure:
    """With the totals that belong to the rows."""
    return discrimination_of(rows, [math.fsum(row.values()) for row in rows], question, missing)


def test_difficulty_is_the_mean_share() -> None:
    """By hand: 16, 8 and 8 of 20."""
    assert [difficulty([row[q] for row in TABLE], 1.0).value for q in (1, 2, 3)] == [0.8, 0.4, 0.4]
    assert difficulty([1.0, 2.0] * 10, 2.0).value == 0.75
    assert difficulty([0.0] * 20, 0.0) == Figure(n=20, why_not="The question has no points.")
    assert difficulty([], 3.0).value is None


def test_alpha_of_a_table_worked_by_hand() -> None:
    """KR-20, the sample's variances: 0.8 x 0.2, 0.4 x 0.6 twice, and the totals' 1.04, all times 20/19.

    1.5 x (1 - 0.64 / 1.04) = 0.5769; the standard error is sqrt(1.04 x 20/19 x (1 - 0.5769)) = 0.6806.
    """
    found = reliability(TABLE, Missing.ZERO)
    assert found.questions == 3
    assert found.alpha == Figure(value=0.5769, n=20)
    assert found.sem == Figure(value=0.6806, n=20)
    assert found.mean == Figure(value=1.6, n=20)
    assert found.sd == Figure(value=1.0463, n=20)


def test_discrimination_leaves_the_question_out_of_the_total() -> None:
    """Question 2 against the sum of 1 and 3, by scipy; with itself in the total it would look better."""
    own, others = [row[2] for row in TABLE], [row[1] + row[3] for row in TABLE]
    totals = [math.fsum(row.values()) for row in TABLE]
    found = discrimination(TABLE, 2, Missing.ZERO).value
    assert found == pytest.approx(pearsonr(own, others).statistic, abs=1e-4)
    assert found is not None
    assert found < pearsonr(own, totals).statistic


def test_a_question_that_everybody_gets_right_tells_nobody_apart() -> None:
    """No figure and a reason, not a division by nought."""
    rows: list[Scores] = [{1: 1.0, 2: float(n % 2)} for n in range(30)]
    assert (
        discrimination(rows, 1, Missing.ZERO).why_not
        == "Everybody has the same score, or the same on all the other questions."
    )
    assert reliability([{1: 1.0, 2: 1.0}] * 30, Missing.ZERO).alpha.value is None
    assert reliability([{1: float(n)} for n in range(30)], Missing.ZERO).alpha.why_not == "It takes two questions."
    assert reliability([], Missing.ZERO).sem.value is None


def test_what_was_not_attempted_is_a_nought_only_where_that_is_asked_for() -> None:
    """Else the student is left out where the question is needed."""
    rows = [*TABLE, *([{1: 1.0}] * 5)]
    assert discrimination(rows, 2, Missing.ZERO).n == 25
    assert discrimination(rows, 2, Missing.SKIP) == discrimination(TABLE, 2, Missing.SKIP)
    assert reliability(rows, Missing.SKIP) == reliability(TABLE, Missing.ZERO)
    assert reliability(rows, Missing.ZERO).alpha.n == 25


@given(ROWS, st.randoms(use_true_random=False), st.sampled_from(Missing))
def test_neither_the_order_of_students_nor_the_scale_of_points_matters(
    rows: list[dict[int, float]], chance: random.Random, missing: Missing
) -> None:
    """Ten points for one change nothing but the points; and nothing is ever NaN."""
    others = [{question: value * 10 for question, value in row.items()} for row in rows]
    chance.shuffle(others)
    before, after = reliability(rows, missing), reliability(others, missing)
    assert before.alpha.n == after.alpha.n
    assert before.alpha.value == pytest.approx(after.alpha.value, abs=2e-4)
    for question in (1, 2, 3, 4):
        found = discrimination(rows, question, missing).value
        assert found == pytest.approx(discrimination(others, question, missing).value, abs=2e-4)
        assert found is None or -1 <= found <= 1


def test_full_marks_are_in_the_last_step_of_the_histogram() -> None:
    """Each step has its lower end in it, whatever binary makes of 0.3."""
    assert histogram([0, 0.29, 0.3, 0.9, 2.7, 3.0], 3.0) == [2, 1, 0, 1, 0, 0, 0, 0, 0, 2]
    assert histogram([5.0, -1.0], 3.0, bins=2) == [1, 1]
    assert histogram([1.0], 0.0) == [1, *[0] * 9]


def test_a_question_far_below_the_others_stands_out() -> None:
    """Beyond the fences only; where all are equal, a tenth is no news."""
    even = dict.fromkeys(range(1, 10), 0.8)
    assert outliers(even | {10: 0.3, 11: 0.72}) == {10: "low"}
    assert outliers(dict.fromkeys(range(1, 10), 0.2) | {10: 0.95}) == {10: "high"}
    assert outliers({n: n / 10 for n in range(1, 10)}) == {}
    assert outliers({}) == {}
