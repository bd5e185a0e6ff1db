"""Right in most places."""

from __future__ import annotations

import torch
from torch.nn import functional

from graders.explain import Context
from tests.graders.examples.base import Draw, Examples, Sample

PLACES = Examples()


@PLACES.mistake("places.negative_inputs")
def wrong_slope(draw: Draw) -> Sample:
    """A leaky ReLU with another slope than asked for."""
    x = draw.normal(6, 4)

    def leaky(x: torch.Tensor) -> torch.Tensor:
        return functional.leaky_relu(x, 0.2)

    return Sample(
        student=functional.leaky_relu(x, 0.05), expected=leaky(x), context=Context(operation=leaky, operands=(x,))
    )


@PLACES.mistake("places.negative_inputs")
def elu_for_selu_below_zero(draw: Draw) -> Sample:
    """Only one branch of torch.where is wrong."""
    x = draw.normal(20)
    return Sample(
        student=torch.where(x > 0, x, x**3), expected=torch.where(x > 0, x, x**2), context=Context(operands=(x,))
    )


@PLACES.mistake("places.positive_inputs")
def forgets_the_upper_branch(draw: Draw) -> Sample:
    """The square is taken only below zero."""
    x = draw.normal(20)
    return Sample(
        student=torch.where(x > 0, x, x**2), expected=torch.where(x > 0, x**3, x**2), context=Context(operands=(x,))
    )


@PLACES.mistake("places.zero_inputs")
def sign_of_zero(draw: Draw) -> Sample:
    """`x >= 0` for `x > 0`."""
    x = torch.cat((draw.normal(6), torch.zeros(3), draw.normal(4)))
    return Sample(
        student=torch.where(x >= 0, 1.0, -1.0) * x.cosh(),
        expected=torch.sign(x) * x.cosh(),
        context=Context(operands=(x,)),
    )


@PLACES.mistake("places.large_inputs")
def clips_too_early(draw: Draw) -> Sample:
    """Values far out are cut."""
    x = torch.cat((draw.uniform(9, low=-2.5, high=2.5), torch.tensor([-7.5, 6.0, 9.5, -8.0])))
    return Sample(student=x.clamp(-3, 3), expected=x.clamp(-100, 100) + 0, context=Context(operands=(x,)))


@PLACES.mistake("places.nan")
def overflow_to_nan(draw: Draw) -> Sample:
    """exp(x) / (1 + exp(x)) is infinity over infinity at large x."""
    x = torch.cat((draw.normal(6), torch.tensor([95.0, 120.0])))
    return Sample(
        student=x.exp() / (1 + x.exp()),
        expected=torch.sigmoid(x),
        context=Context(operation=torch.sigmoid, operands=(x,)),
    )


@PLACES.mistake("places.nan_all")
def zero_by_zero(draw: Draw) -> Sample:
    """A mean over nothing."""
    x = draw.normal(4)
    return Sample(student=x * 0 / 0, expected=x)


@PLACES.mistake("places.infinite")
def logarithm_of_zero(draw: Draw) -> Sample:
    """`log` without the small number that keeps it finite."""
    p = torch.cat((draw.uniform(5, low=0.1), torch.zeros(2)))
    return Sample(student=p.log(), expected=p.clamp(min=1e-7).log())


@PLACES.mistake("places.first")
def counts_from_one(draw: Draw) -> Sample:
    """A loop that begins at 1 leaves the first value as it was."""
    x = draw.normal(8)
    student = x.clone()
    for i in range(1, 8):
        student[i] = x[i] ** 3 + 1
    return Sample(student=student, expected=x**3 + 1, context=Context(operands=(x,)))


@PLACES.mistake("places.last")
def stops_one_early(draw: Draw) -> Sample:
    """A loop that ends at n - 1."""
    x = draw.normal(8)
    student = torch.zeros(8)
    for i in range(7):
        student[i] = x[i].exp()
    return Sample(student=student, expected=x.exp(), context=Context(operation=torch.exp, operands=(x,)))


@PLACES.mistake("places.ends")
def moving_mean_at_the_ends(draw: Draw) -> Sample:
    """A moving mean whose ends are padded with zeros."""
    x = draw.normal(9)
    padded = functional.pad(x[None], (1, 1), mode="replicate")[0]
    student = functional.pad(x, (1, 1)).unfold(0, 3, 1).mean(1)
    return Sample(student=student, expected=padded.unfold(0, 3, 1).mean(1))


@PLACES.mistake("places.row")
def header_row_taken_along(draw: Draw) -> Sample:
    """One row was not scaled."""
    x = draw.normal(5, 4)
    student = x**3
    student[0] = x[0]
    return Sample(student=student, expected=x**3, context=Context(operands=(x,)))


@PLACES.mistake("places.column")
def last_column_left_out(draw: Draw) -> Sample:
    """x[:, :-1] is worked on, not x."""
    x = draw.normal(5, 4)
    student = x.clone()
    student[:, :-1] = x[:, :-1].exp()
    return Sample(student=student, expected=x.exp())


@PLACES.mistake("places.diagonal")
def distance_to_oneself(draw: Draw) -> Sample:
    """The diagonal is left in where it should be infinite... large."""
    x = draw.normal(5, 2)
    distances = torch.cdist(x, x)
    return Sample(student=distances, expected=distances + 50 * torch.diag(draw.uniform(5, low=1.0, high=2.0)))


@PLACES.mistake("places.above")
def only_one_half_of_a_symmetric_matrix(draw: Draw) -> Sample:
    """A loop over j <= i never fills the other half."""
    x = draw.normal(5, 3)
    expected = x @ x.T
    return Sample(student=expected.tril(), expected=expected)


@PLACES.mistake("places.border")
def zeros_round_the_image(draw: Draw) -> Sample:
    """A blur whose padding is zeros instead of the nearest pixel."""
    x = draw.normal(1, 1, 6, 6)
    student = functional.avg_pool2d(functional.pad(x, (1, 1, 1, 1)), 3, 1)
    expected = functional.avg_pool2d(functional.pad(x, (1, 1, 1, 1), mode="replicate"), 3, 1)
    return Sample(student=student[0, 0], expected=expected[0, 0])


@PLACES.mistake("places.tail")
def running_sum_begins_anew(draw: Draw) -> Sample:
    """A running sum that forgets what it had."""
    x = draw.uniform(9, low=1.0, high=2.0)
    return Sample(student=torch.cat((x[:5].cumsum(0), x[5:].cumsum(0))), expected=x.cumsum(0))


@PLACES.mistake("places.one")
def one_cell_overwritten(draw: Draw) -> Sample:
    """A single cell is off, as from an assignment to the wrong index."""
    x = draw.normal(4, 5)
    student = x.clone()
    student[2, 3] += 1.5
    return Sample(student=student, expected=x)


@PLACES.mistake("places.signs")
def signs_of_some(draw: Draw) -> Sample:
    """sqrt(x**2) loses signs."""
    x = torch.cat((draw.uniform(4, low=0.5, high=3.0), draw.uniform(4, low=-3.0, high=-0.5)))[
        torch.tensor([0, 4, 1, 5, 2, 3, 6, 7])
    ]
    y = x * torch.tensor([1.0, 1, 1, -1, 1, -1, 1, 1])
    return Sample(student=y, expected=x)
