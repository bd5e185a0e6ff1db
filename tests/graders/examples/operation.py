"""Another operation than the one asked for."""

from __future__ import annotations

import torch
from torch.nn import functional

from graders.explain import Context
from tests.graders.examples.base import Draw, Examples, Sample
from tests.graders.examples.layout import affine

OPERATION = Examples()


def forward(x: torch.Tensor, w1: torch.Tensor, b1: torch.Tensor, w2: torch.Tensor, b2: torch.Tensor) -> torch.Tensor:
    """Two layers with a ReLU between."""
    return torch.relu(x @ w1 + b1) @ w2 + b2


def layers(draw: Draw) -> tuple[torch.Tensor, ...]:
    """An input and two layers' weights and biases."""
    return draw.normal(5, 2), draw.normal(2, 4), draw.normal(4), draw.normal(4, 3), draw.normal(3)


@OPERATION.mistake("operation.elementwise")
def star_for_at(draw: Draw) -> Sample:
    """`a * b` for `a @ b`."""
    a, b = draw.normal(2, 2), draw.normal(2, 2)
    return Sample(student=a * b, expected=a @ b, context=Context(operation=torch.matmul, operands=(a, b)))


@OPERATION.mistake("operation.elementwise")
def star_for_at_with_whole_numbers(draw: Draw) -> Sample:
    """The same with whole numbers."""
    a, b = draw.whole(3, 3), draw.whole(3, 3)
    return Sample(student=a * b, expected=a @ b, context=Context(operation=torch.matmul, operands=(a, b)))


@OPERATION.mistake("operation.swapped")
def at_the_other_way_round(draw: Draw) -> Sample:
    """`b @ a` for `a @ b`."""
    a, b = draw.normal(3, 3), draw.normal(3, 3)
    return Sample(student=b @ a, expected=a @ b, context=Context(operation=torch.matmul, operands=(a, b)))


@OPERATION.mistake("operation.swapped")
def divides_the_other_way_round(draw: Draw) -> Sample:
    """`b / a` for `a / b`."""
    a, b = draw.uniform(6, low=0.5, high=4.0), draw.uniform(6, low=0.5, high=4.0)
    return Sample(student=b / a, expected=a / b, context=Context(operation=torch.div, operands=(a, b)))


@OPERATION.mistake("operation.other", name="torch.add (+)")
def plus_for_star(draw: Draw) -> Sample:
    """`a + b` for `a * b`."""
    a, b = draw.normal(3, 2), draw.normal(3, 2)
    return Sample(student=a + b, expected=a * b, context=Context(operation=torch.mul, operands=(a, b)))


@OPERATION.mistake("operation.index")
def argmax_for_max(draw: Draw) -> Sample:
    """The place of the largest for the largest."""
    x = draw.normal(9)
    return Sample(student=x.argmax(), expected=x.max(), context=Context(operation=torch.max, operands=(x,)))


@OPERATION.mistake("operation.index")
def second_of_what_max_returns(draw: Draw) -> Sample:
    """x.max(1)[1], the indices, for the values."""
    x = draw.normal(5, 6)

    def largest(x: torch.Tensor) -> torch.Tensor:
        return x.amax(1)

    return Sample(student=x.max(1)[1], expected=largest(x), context=Context(operation=largest, operands=(x,)))


@OPERATION.mistake("operation.other", name="torch.median")
def median_for_mean(draw: Draw) -> Sample:
    """The middle one for the average."""
    x = draw.whole(5).float()
    return Sample(student=x.median(), expected=x.mean(), context=Context(operation=torch.mean, operands=(x,)))


@OPERATION.mistake("operation.other", name="torch.min")
def smallest_for_largest(draw: Draw) -> Sample:
    """`min` for `max`."""
    x = draw.whole(5)
    return Sample(student=x.min(), expected=x.max(), context=Context(operation=torch.max, operands=(x,)))


@OPERATION.mistake("operation.other", name="torch.nn.functional.l1_loss")
def absolute_for_squared(draw: Draw) -> Sample:
    """L1 for MSE."""
    a, b = draw.normal(6), draw.normal(6)
    return Sample(
        student=functional.l1_loss(a, b),
        expected=functional.mse_loss(a, b),
        context=Context(operation=functional.mse_loss, operands=(a, b)),
    )


@OPERATION.mistake("operation.other", name="torch.tanh")
def tanh_for_sigmoid(draw: Draw) -> Sample:
    """The other curve with an S."""
    x = draw.normal(4, 3)
    return Sample(
        student=torch.tanh(x), expected=torch.sigmoid(x), context=Context(operation=torch.sigmoid, operands=(x,))
    )


@OPERATION.mistake("operation.other", name="torch.abs")
def absolute_for_relu(draw: Draw) -> Sample:
    """|x| for relu(x)."""
    x = draw.normal(4, 3)
    return Sample(student=x.abs(), expected=torch.relu(x), context=Context(operation=torch.relu, operands=(x,)))


@OPERATION.mistake("operation.other", name="torch.nn.functional.leaky_relu")
def leaky_for_relu(draw: Draw) -> Sample:
    """leaky_relu for relu."""
    x = draw.normal(4, 5)
    return Sample(
        student=functional.leaky_relu(x), expected=torch.relu(x), context=Context(operation=torch.relu, operands=(x,))
    )


def tanh_between(
    x: torch.Tensor, w1: torch.Tensor, b1: torch.Tensor, w2: torch.Tensor, b2: torch.Tensor
) -> torch.Tensor:
    """The other activation."""
    return torch.tanh(x @ w1 + b1) @ w2 + b2


def nothing_between(
    x: torch.Tensor, w1: torch.Tensor, b1: torch.Tensor, w2: torch.Tensor, b2: torch.Tensor
) -> torch.Tensor:
    """No activation at all."""
    return affine(affine(x, w1, b1), w2, b2)


NEIGHBOURS = {"the same network with tanh": tanh_between, "the same network without ReLU": nothing_between}


@OPERATION.mistake("operation.other", name="the same network with tanh")
def tanh_between_the_layers(draw: Draw) -> Sample:
    """The question names the neighbour."""
    operands = layers(draw)
    context = Context(operation=forward, operands=operands, neighbours=NEIGHBOURS)
    return Sample(student=tanh_between(*operands), expected=forward(*operands), context=context)


@OPERATION.mistake("operation.other", name="the same network without ReLU")
def nothing_between_the_layers(draw: Draw) -> Sample:
    """The activation is left out."""
    operands = layers(draw)
    context = Context(operation=forward, operands=operands, neighbours=NEIGHBOURS)
    return Sample(student=nothing_between(*operands), expected=forward(*operands), context=context)


@OPERATION.mistake("operation.extra", name="torch.relu")
def relu_after_the_output(draw: Draw) -> Sample:
    """One ReLU too many."""
    operands = layers(draw)
    return Sample(
        student=torch.relu(forward(*operands)),
        expected=forward(*operands),
        context=Context(operation=forward, operands=operands),
    )


@OPERATION.mistake("operation.extra", name="torch.sqrt")
def root_of_the_error(draw: Draw) -> Sample:
    """The root mean squared error for the mean squared error."""
    a, b = draw.normal(6), draw.normal(6)
    return Sample(
        student=functional.mse_loss(a, b).sqrt(),
        expected=functional.mse_loss(a, b),
        context=Context(operation=functional.mse_loss, operands=(a, b)),
    )


@OPERATION.mistake("operation.missing", name="torch.sigmoid")
def logits_for_probabilities(draw: Draw) -> Sample:
    """The sigmoid at the end is forgotten."""
    x, w, b = draw.normal(6, 2), draw.normal(2, 1), draw.normal(1)

    def unit(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(affine(x, w, b))

    return Sample(student=affine(x, w, b), expected=unit(x, w, b), context=Context(operation=unit, operands=(x, w, b)))


@OPERATION.mistake("operation.missing", name="torch.softmax")
def scores_for_shares(draw: Draw) -> Sample:
    """The softmax at the end is forgotten."""
    x, w = draw.normal(6, 2), draw.normal(2, 3)
    return Sample(student=x @ w, expected=(x @ w).softmax(1))
