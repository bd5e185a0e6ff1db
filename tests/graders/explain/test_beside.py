"""Expected and found side by side: only where nothing is hidden, and never more than eight lines."""

from __future__ import annotations

from dataclasses import replace

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.explain import Context, explain, explanations
from tests.graders.examples import EXAMPLES, Draw

SHOWN = Context(hidden=False)


def lines(student: object, expected: object) -> tuple[str, ...]:
    """What is set side by side."""
    told = explain(student, expected, SHOWN)
    assert told is not None
    return told.lines


def test_numbers_stand_below_each_other() -> None:
    """A number and a vector take two lines."""
    assert lines(5, 5.4) == ("yours: 5", "expected: 5.4")
    assert lines([1, 2, 4], torch.tensor([1.0, 2.0, 3.5])) == ("yours: 1, 2, 4", "expected: 1, 2, 3.5")


def test_only_rows_that_differ_are_shown() -> None:
    """Of a table each wrong row is shown with its index, two of them when there are more than three."""
    expected = torch.arange(12.0).reshape(4, 3)
    student = expected.clone()
    student[2, 1] = 99
    assert lines(student, expected) == ("yours [2]: 6, 99, 8", "expected [2]: 6, 7, 8")
    assert lines(expected.exp() + 3, expected)[-1] == "... and 2 more rows that differ"


def test_a_long_row_is_shown_from_its_first_difference() -> None:
    """Eight numbers at most stand in a line, and the first wrong one is among them."""
    expected = torch.arange(100.0)
    student = expected.clone()
    student[50] = -1
    assert lines(student, expected) == (
        "yours: ..., -1, 51, 52, 53, 54, 55, 56, 57, ...",
        "expected: ..., 50, 51, 52, 53, 54, 55, 56, 57, ...",
    )


def test_a_wrong_shape_shows_only_what_was_found() -> None:
    """Two shapes cannot stand beside each other."""
    assert lines(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.0, 3.0])) == ("yours: 1, 2",)


def test_nothing_is_shown_unless_it_is_said_to_be_no_secret() -> None:
    """Hidden is the default."""
    told = explain(5, 5.4)
    assert told is not None
    assert told.lines == ()


def test_no_message_is_longer_than_eight_lines() -> None:
    """Sentence, hint and what stands side by side together keep the budget, for every example."""
    for examples in EXAMPLES.values():
        for example in examples:
            sample = example.build(Draw(0))
            for told in explanations(sample.student, sample.expected, replace(sample.context, hidden=False)):
                assert 2 + len(told.lines) <= 8


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(1, 12), max_size=4), st.integers(0, 99))
def test_any_shape_keeps_the_budget(shape: list[int], seed: int) -> None:
    """Whatever the shape: six lines, none endless."""
    draw = Draw(seed)
    shown = lines(draw.normal(*shape), draw.normal(*shape) + 9)
    assert 1 <= len(shown) <= 6
    assert max(map(len, shown)) < 150
