"""The small words of a check."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from graders.authoring import Context, Credit, Failure, close, failure, normal, require, uniform
from graders.observation import Answer, ModelAnswer, Place
from tests.graders.build import tensor

PLACE = Place(cell=0, line=3)


@pytest.mark.parametrize("fraction", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_credit_is_a_part(fraction: float) -> None:
    """From nothing to all of the points; anything else is a mistake of the author's."""
    with pytest.raises(ValueError, match="a credit is from 0 to 1, not"):
        Credit(fraction)


@given(st.floats(0, 1))
def test_every_part_is_a_credit(fraction: float) -> None:
    """Whatever lies between, both ends included."""
    assert Credit(fraction, "so", "try", PLACE).fraction == fraction


def test_require_fails_the_check_with_its_sentence() -> None:
    """The reason is the student's; `known` says that a mistake was seen, and not only nothing found."""
    require([1], "never told")
    with pytest.raises(Failure) as told:
        require([], "There is no bias.", hint="Leave bias=False away.", place=PLACE, known=True)
    assert (told.value.reason, told.value.hint, told.value.place) == (
        "There is no bias.",
        "Leave bias=False away.",
        PLACE,
    )
    assert told.value.known
    with pytest.raises(Failure) as told:
        require(0, "Nothing was found.")
    assert not told.value.known


@pytest.mark.parametrize(
    "actual",
    [
        torch.tensor([1.0, 2.0]),
        [1, 2],
        Answer(name="relu", value=tensor([1.0, 2.0])),
        ModelAnswer(name="outputs", value=tensor([1.0, 2.0])),
    ],
    ids=["tensor", "list", "answer", "model"],
)
def test_close_takes_what_a_check_is_given(actual: object) -> None:
    """An answer is compared by its value; how numbers are kept is the student's choice."""
    close(actual, torch.tensor([1.0, 2.0]), "relu(x)")


def test_close_says_what_it_is_about() -> None:
    """The explanation is told of what the student calls it, as a recognised mistake."""
    with pytest.raises(Failure) as told:
        close(torch.tensor([1.0, -2.0, 3.0]), torch.tensor([-1.0, 2.0, -3.0]), "relu(x)")
    assert told.value.reason.startswith("`relu(x)`: ")
    assert told.value.message_id == "linear.negated"
    assert told.value.known


def test_a_hint_of_close_comes_before_the_explanation() -> None:
    """What the author knows of this question is better than what is known of all."""
    hints = {"That is twice it.": torch.tensor([2.0, 4.0]), "That is thrice it.": torch.tensor([3.0, 6.0])}
    with pytest.raises(Failure) as told:
        close(torch.tensor([3.0, 6.0]), torch.tensor([1.0, 2.0]), "y", hints=hints)
    assert (told.value.reason, told.value.hint) == ("y is not what it should be.", "That is thrice it.")
    close(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.0]), hints={"Never told.": torch.tensor([1.0, 2.0])})


def test_the_terms_of_close_decide() -> None:
    """A tolerance, a dtype, an exact shape."""
    close(1.05, 1.0, rtol=0.0, atol=0.1)
    with pytest.raises(Failure):
        close(1.05, 1.0)
    with pytest.raises(Failure) as told:
        close(torch.tensor([1.0]), torch.tensor(1.0), exact_shape=True)
    assert told.value.message_id == "size.shape"
    with pytest.raises(Failure):
        close(1.05, 1.0, context=Context(as_written=1.05))


def test_what_is_nearly_right_is_no_recognised_mistake() -> None:
    """Too few digits may come of a program that stopped too soon."""
    with pytest.raises(Failure) as told:
        close(torch.tensor([1.00002, 2.0]), torch.tensor([1.0, 2.0]))
    assert told.value.message_id.startswith("size.")
    assert not told.value.known


def test_a_failure_of_the_table_has_its_sentence_and_hint() -> None:
    """By its id, filled with its parameters."""
    why = failure("seen.uncalled", name="relu", place=PLACE, known=True)
    assert why.reason == "There is nothing called `relu` to be tried."
    assert why.hint == "Define it under exactly this name."
    assert (why.message_id, why.params, why.place, why.known) == ("seen.uncalled", {"name": "relu"}, PLACE, True)


@given(st.lists(st.integers(1, 4), max_size=3), st.integers(0, 2**31))
def test_draws_follow_from_their_generator(shape: list[int], seed: int) -> None:
    """The shape asked for; the same numbers for the same submission, others for the next; uniform ones in bounds."""
    for draw in (normal(*shape), uniform(-3, 5, *shape)):
        first, second, other = (draw(torch.Generator().manual_seed(n)) for n in (seed, seed, seed + 1))
        assert tuple(first.shape) == tuple(shape)
        assert torch.equal(first, second)
        assert not torch.equal(first, other)
    drawn = uniform(-3, 5, *shape)(torch.Generator().manual_seed(seed))
    assert bool(((drawn >= -3) & (drawn <= 5)).all())
