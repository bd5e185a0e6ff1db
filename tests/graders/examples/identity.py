"""Something that was there before."""

from __future__ import annotations

import torch

from graders.explain import Context
from tests.graders.examples.base import Draw, Examples, Sample

IDENTITY = Examples()


@IDENTITY.mistake("identity.starter")
def starter_left_as_it_was(draw: Draw) -> Sample:
    """`answer = torch.zeros(2, 2)  # replace this`."""
    return Sample(
        student=torch.zeros(2, 2), expected=draw.normal(2, 2), context=Context(starter=(0, torch.zeros(2, 2)))
    )


@IDENTITY.mistake("identity.starter")
def starters_number(draw: Draw) -> Sample:
    """`answer = 0`."""
    return Sample(student=0, expected=draw.normal(1), context=Context(starter=(torch.tensor([0]), 0)))


@IDENTITY.mistake("identity.as_written")
def typed_in(draw: Draw) -> Sample:
    """The right answer to the numbers that stood there before."""
    before, after = draw.normal(5), draw.normal(5)
    return Sample(
        student=before.mean(),
        expected=after.mean(),
        context=Context(operation=torch.mean, operands=(after,), as_written=before.mean()),
    )


@IDENTITY.mistake("identity.as_written")
def typed_in_table(draw: Draw) -> Sample:
    """A product worked out elsewhere."""
    a, b, c = draw.whole(2, 2), draw.whole(2, 2), draw.whole(2, 2)
    return Sample(student=a @ b, expected=a @ c, context=Context(operands=(a, c), as_written=a @ b))


@IDENTITY.mistake("identity.input")
def result_thrown_away(draw: Draw) -> Sample:
    """`torch.relu(x)` on a line of its own, and then x."""
    x = draw.normal(3, 4)
    return Sample(student=x.clone(), expected=torch.relu(x), context=Context(operation=torch.relu, operands=(x,)))


@IDENTITY.mistake("identity.input")
def second_operand(draw: Draw) -> Sample:
    """`b` where `a + b` is asked for."""
    a, b = draw.normal(3), draw.normal(3)
    return Sample(student=b, expected=a + b, context=Context(operation=torch.add, operands=(a, b)))


@IDENTITY.mistake("identity.input")
def point_for_derivative(draw: Draw) -> Sample:
    """`x` where the gradient at x is asked for."""
    x = draw.uniform(1, low=3.5, high=9.0)
    return Sample(student=x, expected=9 * x**2 + 4 * x, context=Context(gradient=True, operands=(x,)))


@IDENTITY.mistake("identity.other_answer", name="the sum")
def shows_the_sum_twice(draw: Draw) -> Sample:
    """The variable of another part."""
    a, b = draw.normal(2, 2), draw.normal(2, 2)
    others = {"the sum": a + b, "the product": a @ b}
    return Sample(student=a + b, expected=a @ b, context=Context(others=others))


@IDENTITY.mistake("identity.other_answer", name="Q6")
def answers_another_question(draw: Draw) -> Sample:
    """The tensor of another question."""
    mine, other = draw.normal(3, 3), draw.normal(3, 3)
    return Sample(student=other.clone(), expected=mine, context=Context(others={"Q6": other, "Q7": mine}))


@IDENTITY.mistake("identity.zeros")
def never_filled(draw: Draw) -> Sample:
    """torch.zeros and a loop that never runs."""
    return Sample(student=torch.zeros(3, 3), expected=draw.normal(3, 3))


@IDENTITY.mistake("identity.constant")
def ones_for_the_identity(_draw: Draw) -> Sample:
    """torch.ones(4, 4) for torch.eye(4)."""
    return Sample(student=torch.ones(4, 4), expected=torch.eye(4))


@IDENTITY.mistake("identity.constant")
def network_that_says_a_half(draw: Draw) -> Sample:
    """A symmetric start never leaves 0.5."""
    return Sample(student=torch.full((4,), 0.5), expected=draw.uniform(4))


@IDENTITY.mistake("identity.typed")
def typed_wrongly(draw: Draw) -> Sample:
    """Numbers typed from a book with other data."""
    typed, right = draw.whole(3), draw.whole(3)
    return Sample(student=typed, expected=right, context=Context(literals=(0, 1, 0.1, *typed.tolist())))


@IDENTITY.mistake("identity.typed")
def typed_number(draw: Draw) -> Sample:
    """A single number that stands in the source."""
    return Sample(student=46, expected=draw.uniform(1, low=200.0, high=300.0), context=Context(literals=(46, 2, 3)))
