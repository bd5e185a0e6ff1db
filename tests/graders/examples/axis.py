"""The right operation along the wrong axis."""

from __future__ import annotations

import torch

from graders.explain import Context
from tests.graders.examples.base import Draw, Examples, Sample

AXIS = Examples()


@AXIS.mistake("axis.other", axis=0)
def columns_are_summed(draw: Draw) -> Sample:
    """sum(0) for sum(1), and the shape betrays it."""
    x = draw.normal(3, 5)
    return Sample(student=x.sum(0), expected=x.sum(1), context=Context(operation=torch.sum, operands=(x,)))


@AXIS.mistake("axis.other", axis=0)
def mean_of_a_square(draw: Draw) -> Sample:
    """mean(0) for mean(1) of a square, and no shape betrays it."""
    x = draw.normal(4, 4)
    return Sample(student=x.mean(0), expected=x.mean(1), context=Context(operation=torch.mean, operands=(x,)))


@AXIS.mistake("axis.other", axis=0)
def softmax_over_the_batch(draw: Draw) -> Sample:
    """Each column adds to one where each row should."""
    x = draw.normal(4, 3)
    return Sample(student=x.softmax(0), expected=x.softmax(1), context=Context(operation=torch.softmax, operands=(x,)))


@AXIS.mistake("axis.other", axis=1)
def largest_of_each_row(draw: Draw) -> Sample:
    """The maximum along the rows for the maximum along the columns."""
    x = draw.normal(4, 4)
    return Sample(student=x.amax(1), expected=x.amax(0), context=Context(operation=torch.max, operands=(x,)))


@AXIS.mistake("axis.other", axis=1)
def joined_side_by_side(draw: Draw) -> Sample:
    """Joined along 1 for joined along 0."""
    a, b = draw.normal(3, 3), draw.normal(3, 3)

    def join(a: torch.Tensor, b: torch.Tensor, dim: int = 0) -> torch.Tensor:
        return torch.cat((a, b), dim)

    return Sample(student=torch.cat((a, b), 1), expected=join(a, b), context=Context(operation=join, operands=(a, b)))


@AXIS.mistake("axis.other", axis=0)
def stacked_in_front(draw: Draw) -> Sample:
    """Stacked along 0 for stacked along 1."""
    a, b = draw.normal(4), draw.normal(4)

    def stack(a: torch.Tensor, b: torch.Tensor, dim: int = 1) -> torch.Tensor:
        return torch.stack((a, b), dim)

    return Sample(student=torch.stack((a, b)), expected=stack(a, b), context=Context(operation=stack, operands=(a, b)))


@AXIS.mistake("axis.other", axis=1)
def running_sum_along_the_rows(draw: Draw) -> Sample:
    """cumsum(1) for cumsum(0)."""
    x = draw.normal(4, 5)
    return Sample(student=x.cumsum(1), expected=x.cumsum(0), context=Context(operation=torch.cumsum, operands=(x,)))


@AXIS.mistake("axis.other", axis=2)
def mean_over_the_width(draw: Draw) -> Sample:
    """A tensor with three axes."""
    x = draw.normal(2, 3, 3)
    return Sample(student=x.mean(2), expected=x.mean(1), context=Context(operation=torch.mean, operands=(x,)))


@AXIS.mistake("axis.other", axis=0)
def keepdim_and_the_wrong_axis(draw: Draw) -> Sample:
    """Two mistakes at once; the axis is the one to tell."""
    x = draw.normal(3, 5)
    return Sample(
        student=x.sum(0, keepdim=True), expected=x.sum(1), context=Context(operation=torch.sum, operands=(x,))
    )


@AXIS.mistake("axis.part", axis=0)
def columns_where_all_is_asked(draw: Draw) -> Sample:
    """sum(0) for sum()."""
    x = draw.normal(3, 5)
    return Sample(student=x.sum(0), expected=x.sum(), context=Context(operation=torch.sum, operands=(x,)))


@AXIS.mistake("axis.all")
def everything_where_rows_are_asked(draw: Draw) -> Sample:
    """mean() for mean(1)."""
    x = draw.normal(3, 5)
    return Sample(student=x.mean(), expected=x.mean(1), context=Context(operation=torch.mean, operands=(x,)))


@AXIS.mistake("axis.unnamed")
def distance_of_columns(draw: Draw) -> Sample:
    """A reference that takes no axis: the length of each row."""
    x = draw.normal(4, 6)

    def lengths(x: torch.Tensor) -> torch.Tensor:
        return (x**2).sum(1).sqrt()

    return Sample(student=(x**2).sum(0).sqrt(), expected=lengths(x), context=Context(operation=lengths, operands=(x,)))


@AXIS.mistake("axis.unnamed")
def features_and_samples_exchanged(draw: Draw) -> Sample:
    """Standardised row by row where each column is to have mean 0 and deviation 1."""
    x = draw.normal(6, 4)

    def standardised(x: torch.Tensor) -> torch.Tensor:
        return (x - x.mean(0)) / x.std(0)

    student = (x - x.mean(1, keepdim=True)) / x.std(1, keepdim=True)
    return Sample(student=student, expected=standardised(x), context=Context(operation=standardised, operands=(x,)))
