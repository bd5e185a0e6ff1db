"""A multiple of the right value, or a constant away from it."""

from __future__ import annotations

import math

import torch
from torch.nn import functional

from graders.explain import Context
from tests.graders.examples.base import Draw, Examples, Sample
from tests.graders.examples.layout import affine

LINEAR = Examples()


@LINEAR.mistake("linear.negated")
def residual_the_wrong_way_round(draw: Draw) -> Sample:
    """Target less output for output less target, nothing known of either."""
    outputs, targets = draw.normal(8), draw.normal(8)
    return Sample(student=targets - outputs, expected=outputs - targets)


@LINEAR.mistake("linear.negated")
def gradient_with_the_wrong_sign(draw: Draw) -> Sample:
    """The gradient of (t - x)^2 without the inner derivative."""
    x, t = draw.normal(5), draw.normal(5)
    return Sample(student=2 * (t - x), expected=2 * (x - t), context=Context(gradient=True, operands=(x,)))


@LINEAR.mistake("linear.sum_for_mean")
def loss_is_summed(draw: Draw) -> Sample:
    """The squared errors are added and not divided."""
    outputs, targets = draw.normal(7), draw.normal(7)
    return Sample(
        student=((outputs - targets) ** 2).sum(),
        expected=functional.mse_loss(outputs, targets),
        context=Context(operation=functional.mse_loss, operands=(outputs, targets)),
    )


@LINEAR.mistake("linear.sum_for_mean")
def gradient_of_the_sum(draw: Draw) -> Sample:
    """`backward` on the sum where the mean is the loss."""
    x = draw.normal(6)
    return Sample(student=2 * x, expected=2 * x / 6, context=Context(operands=(x,)))


@LINEAR.mistake("linear.mean_for_sum")
def rows_are_averaged(draw: Draw) -> Sample:
    """x.mean(1) for x.sum(1)."""
    x = draw.normal(4, 5)
    return Sample(student=x.mean(1), expected=x.sum(1), context=Context(operands=(x,)))


@LINEAR.mistake("linear.correction")
def divides_by_one_less(draw: Draw) -> Sample:
    """torch.var as it comes, for the variance that divides by n."""
    x = draw.normal(4, 6)

    def variance(x: torch.Tensor, dim: int = 1) -> torch.Tensor:
        return x.var(dim, correction=0)

    return Sample(student=x.var(1), expected=variance(x), context=Context(operation=variance, operands=(x,)))


@LINEAR.mistake("linear.doubled")
def forgets_the_half(draw: Draw) -> Sample:
    """The gradient of x^2 / 2 taken as that of x^2."""
    x = draw.normal(5)
    return Sample(student=2 * x + 2, expected=x + 1)


@LINEAR.mistake("linear.halved")
def forgets_the_two(draw: Draw) -> Sample:
    """The derivative of x^2 without its 2, at points not known here."""
    x = draw.normal(5)
    return Sample(student=x, expected=2 * x)


@LINEAR.mistake("linear.log_base")
def logarithm_to_base_ten(draw: Draw) -> Sample:
    """log10 for log."""
    x = draw.uniform(6, low=1.5, high=9.0)
    return Sample(student=x.log10(), expected=x.log(), context=Context(operation=torch.log, operands=(x,)))


@LINEAR.mistake("linear.degrees")
def angle_in_degrees(draw: Draw) -> Sample:
    """An angle left in radians."""
    x = draw.normal(4, 2)
    angle = torch.atan2(x[:, 1], x[:, 0])
    return Sample(student=angle, expected=angle * (180 / math.pi))


@LINEAR.mistake("linear.complement")
def probability_of_the_other(draw: Draw) -> Sample:
    """sigmoid(-x) for sigmoid(x)."""
    x = draw.normal(8)
    return Sample(student=torch.sigmoid(-x), expected=torch.sigmoid(x), context=Context(operands=(x,)))


@LINEAR.mistake("linear.missing_bias")
def bias_never_added(draw: Draw) -> Sample:
    """`x @ w` for `x @ w + b`."""
    x, w, b = draw.normal(5, 3), draw.normal(3, 4), draw.normal(4)
    return Sample(student=x @ w, expected=affine(x, w, b), context=Context(operation=affine, operands=(x, w, b)))


@LINEAR.mistake("linear.missing_bias")
def bias_of_shape_one_by_h_never_added(draw: Draw) -> Sample:
    """The same with a bias kept as a row."""
    x, w, b = draw.normal(5, 3), draw.normal(3, 4), draw.normal(1, 4)
    return Sample(student=x @ w, expected=affine(x, w, b), context=Context(operation=affine, operands=(x, w, b)))


@LINEAR.mistake("linear.bias_twice")
def bias_added_twice(draw: Draw) -> Sample:
    """The layer adds it, and then the student does."""
    x, w, b = draw.normal(5, 3), draw.normal(3, 4), draw.normal(4)
    return Sample(
        student=affine(x, w, b) + b, expected=affine(x, w, b), context=Context(operation=affine, operands=(x, w, b))
    )


@LINEAR.mistake("linear.offset_columns")
def another_bias(draw: Draw) -> Sample:
    """A bias of its own per output, where the operands are not known."""
    x, w, b = draw.normal(5, 3), draw.normal(3, 4), draw.normal(4)
    return Sample(student=x @ w, expected=affine(x, w, b))


@LINEAR.mistake("linear.offset_rows")
def bias_along_the_wrong_axis(draw: Draw) -> Sample:
    """A number per row is added where nothing should be."""
    x, b = draw.normal(4, 5), draw.normal(4, 1)
    return Sample(student=x + b, expected=x.clone())


@LINEAR.mistake("linear.offset_all")
def constant_left_out(draw: Draw) -> Sample:
    """3x^3 + 2x^2 without its + 5."""
    x = draw.normal(6)
    return Sample(student=3 * x**3 + 2 * x**2, expected=3 * x**3 + 2 * x**2 + 5, context=Context(operands=(x,)))


@LINEAR.mistake("linear.factor")
def wrong_coefficient(draw: Draw) -> Sample:
    """The derivative of 3x^3 with the 3 lost."""
    x = draw.normal(6)
    return Sample(student=3 * x**2, expected=9 * x**2, context=Context(operands=(x,)))


@LINEAR.mistake("linear.affine")
def fahrenheit_for_celsius(draw: Draw) -> Sample:
    """A unit that was not converted."""
    celsius = draw.uniform(8, low=-20.0, high=35.0)
    return Sample(student=celsius * 1.8 + 32, expected=celsius)
