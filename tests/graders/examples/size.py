"""What differs and no more: these mistakes have no better explanation."""

from __future__ import annotations

import torch

from graders.explain import Context
from tests.graders.examples.base import Draw, Examples, Sample

SIZE = Examples()


@SIZE.mistake("size.shape")
def one_too_few(draw: Draw) -> Sample:
    """Four values for five."""
    return Sample(student=draw.normal(4), expected=draw.normal(5))


@SIZE.mistake("size.shape")
def rows_and_columns_exchanged(draw: Draw) -> Sample:
    """Fresh numbers of shape (3, 2) for (2, 3)."""
    return Sample(student=draw.uniform(3, 2), expected=draw.uniform(2, 3))


@SIZE.mistake("size.shape")
def identity_too_small(_draw: Draw) -> Sample:
    """torch.eye(3) for torch.eye(4)."""
    return Sample(student=torch.eye(3), expected=torch.eye(4))


@SIZE.mistake("size.near")
def few_digits(draw: Draw) -> Sample:
    """A short series instead of exp."""
    x = draw.uniform(6, low=0.1, high=0.9)
    return Sample(student=x + draw.uniform(6, low=2e-5, high=8e-5), expected=x)


@SIZE.mistake("size.near")
def converged_almost(draw: Draw) -> Sample:
    """A fitted line, just outside what the question allows."""
    x = torch.arange(1.0, 7.0)
    student = 2 * x + 1 + draw.uniform(6, low=0.11, high=0.3)
    return Sample(student=student, expected=2 * x + 1, context=Context(rtol=0.0, atol=0.1))


@SIZE.mistake("size.near")
def pi_by_hand(draw: Draw) -> Sample:
    """3.14158 for pi."""
    radius = draw.uniform(1, low=2.0, high=5.0)
    return Sample(student=3.14158 * radius**2, expected=torch.pi * radius**2)


@SIZE.mistake("size.some")
def some_are_wrong(draw: Draw) -> Sample:
    """Three values in places that follow no rule."""
    x = draw.normal(5, 4)
    student = x.clone()
    for row, column, off in ((0, 1, 1.5), (2, 3, -2.5), (3, 1, 1.0)):
        student[row, column] += off
    return Sample(student=student, expected=x)


@SIZE.mistake("size.some")
def half_are_wrong(draw: Draw) -> Sample:
    """Every other value is another."""
    x = draw.normal(12)
    return Sample(student=torch.where(torch.arange(12) % 3 == 1, draw.normal(12), x), expected=x)


@SIZE.mistake("size.all")
def another_seed(draw: Draw) -> Sample:
    """Random numbers of another seed."""
    return Sample(student=draw.normal(2, 3), expected=draw.normal(2, 3), context=Context(operands=(draw.normal(2, 3),)))


@SIZE.mistake("size.all")
def another_formula(draw: Draw) -> Sample:
    """`x**3 + sin(x)` for `x**2`."""
    x = draw.uniform(8, low=1.5, high=4.0)
    return Sample(
        student=x**3 + x.sin(), expected=x**2, context=Context(operation=torch.square, operands=(x,), literals=(3,))
    )


@SIZE.mistake("size.single")
def another_number(draw: Draw) -> Sample:
    """One number that is not the right one."""
    return Sample(student=draw.uniform(1), expected=2 + draw.normal(1), context=Context(literals=(2, 3)))
