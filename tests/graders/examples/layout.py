"""The right values in the wrong arrangement."""

from __future__ import annotations

import torch
from torch.nn import functional

from graders.explain import Context
from tests.graders.examples.base import Draw, Examples, Sample

LAYOUT = Examples()


def affine(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """A linear layer with weights of shape (in, out)."""
    return x @ w + b


@LAYOUT.mistake("layout.transposed")
def products_the_other_way_round(draw: Draw) -> Sample:
    """w.T @ x.T is the transpose of x @ w."""
    x, w = draw.normal(3, 4), draw.normal(4, 5)
    return Sample(student=w.T @ x.T, expected=x @ w, context=Context(operation=torch.matmul, operands=(x, w)))


@LAYOUT.mistake("layout.transposed")
def transposed_square(draw: Draw) -> Sample:
    """A square table shows no wrong shape."""
    x = draw.normal(4, 4)
    return Sample(student=x.T, expected=x.clone())


@LAYOUT.mistake("layout.permuted")
def channels_first(draw: Draw) -> Sample:
    """An image with its channels last instead of first."""
    x = draw.normal(3, 4, 5)
    return Sample(student=x.permute(1, 2, 0), expected=x)


@LAYOUT.mistake("layout.transpose_for_reshape")
def transposes_to_reach_a_shape(draw: Draw) -> Sample:
    """(3, 2) from (2, 3) by .T, where a reshape is asked for."""
    x = draw.whole(2, 3)
    return Sample(student=x.T, expected=x.reshape(3, 2))


@LAYOUT.mistake("layout.reshape_for_transpose")
def reshapes_to_transpose(draw: Draw) -> Sample:
    """(3, 2) from (2, 3) by view, where the transpose is asked for."""
    x = draw.whole(2, 3)
    return Sample(student=x.view(3, 2), expected=x.T)


@LAYOUT.mistake("layout.reshape_for_transpose")
def views_to_transpose(draw: Draw) -> Sample:
    """The same with more values."""
    x = draw.normal(5, 4)
    return Sample(student=x.view(4, 5), expected=x.T)


@LAYOUT.mistake("layout.flipped")
def sorts_downwards(draw: Draw) -> Sample:
    """Sorted from large to small."""
    x = draw.normal(7)
    return Sample(
        student=x.sort(descending=True).values, expected=x.sort().values, context=Context(operands=(x,), hidden=False)
    )


@LAYOUT.mistake("layout.flipped")
def mirrors_an_image(draw: Draw) -> Sample:
    """Left and right exchanged."""
    x = draw.normal(4, 6)
    return Sample(student=x.flip(1), expected=x.clone())


@LAYOUT.mistake("layout.rolled")
def shifts_the_wrong_way(draw: Draw) -> Sample:
    """Rolled to the left instead of to the right."""
    x = draw.normal(9)
    return Sample(student=x.roll(-1), expected=x.roll(1), context=Context(operands=(x,)))


@LAYOUT.mistake("layout.rotated")
def turns_the_table(draw: Draw) -> Sample:
    """A quarter turn where none is asked for."""
    x = draw.normal(4, 4)
    return Sample(student=torch.rot90(x), expected=x.clone())


@LAYOUT.mistake("layout.extra_axis")
def keeps_the_dimension(draw: Draw) -> Sample:
    """keepdim=True where the axis should go."""
    x = draw.normal(3, 5)
    return Sample(
        student=x.sum(1, keepdim=True), expected=x.sum(1), context=Context(operation=torch.sum, operands=(x,))
    )


@LAYOUT.mistake("layout.extra_axis")
def leaves_a_column(draw: Draw) -> Sample:
    """A model's (n, 1) where (n,) is asked for."""
    x, w = draw.normal(6, 3), draw.normal(3, 1)
    return Sample(student=x @ w, expected=(x @ w).squeeze(1))


@LAYOUT.mistake("layout.missing_axis")
def drops_the_dimension(draw: Draw) -> Sample:
    """(n,) where a column is asked for."""
    x = draw.normal(6, 3)
    return Sample(student=x.mean(1), expected=x.mean(1, keepdim=True))


@LAYOUT.mistake("layout.broadcast")
def column_less_a_row(draw: Draw) -> Sample:
    """(n, 1) less (n,) is (n, n)."""
    outputs, targets = draw.normal(5), draw.normal(5)
    return Sample(student=outputs[:, None] - targets, expected=outputs - targets)


@LAYOUT.mistake("layout.broadcast_inside")
def loss_of_a_column_and_a_row(draw: Draw) -> Sample:
    """The mean squared error of (n, 1) and (n,) is a mean over n times n."""
    outputs, targets = draw.normal(5), draw.normal(5)
    return Sample(
        student=((outputs[:, None] - targets) ** 2).mean(),
        expected=functional.mse_loss(outputs, targets),
        context=Context(operation=functional.mse_loss, operands=(outputs, targets)),
    )


@LAYOUT.mistake("layout.broadcast_inside")
def loss_with_a_target_left_flat(draw: Draw) -> Sample:
    """The outputs are a column as they should be, the targets are not."""
    outputs, targets = draw.normal(6, 1), draw.normal(6, 1)
    return Sample(
        student=((outputs - targets.flatten()) ** 2).mean(),
        expected=functional.mse_loss(outputs, targets),
        context=Context(operation=functional.mse_loss, operands=(outputs, targets)),
    )


@LAYOUT.mistake("layout.operand_transposed")
def weights_transposed(draw: Draw) -> Sample:
    """`x @ w.T` for `x @ w`."""
    x, w = draw.normal(4, 4), draw.normal(4, 4)
    return Sample(student=x @ w.T, expected=x @ w, context=Context(operation=torch.matmul, operands=(x, w)))


@LAYOUT.mistake("layout.operand_transposed")
def layer_as_nn_linear_keeps_it(draw: Draw) -> Sample:
    """`x @ w.T + b`, as nn.Linear does, for weights that are not kept as nn.Linear keeps them."""
    x, w, b = draw.normal(6, 3), draw.normal(3, 3), draw.normal(3)
    return Sample(student=x @ w.T + b, expected=affine(x, w, b), context=Context(operation=affine, operands=(x, w, b)))


@LAYOUT.mistake("layout.reshaped")
def flattens(draw: Draw) -> Sample:
    """Six in a row for a table of two by three."""
    x = draw.normal(2, 3)
    return Sample(student=x.flatten(), expected=x)


@LAYOUT.mistake("layout.reordered")
def shuffles_the_rows(draw: Draw) -> Sample:
    """Rows in a random order, as from a loader that shuffles."""
    x = draw.normal(6, 2)
    return Sample(student=x[torch.tensor([3, 1, 5, 0, 4, 2])], expected=x)


@LAYOUT.mistake("layout.repeated")
def expands_a_row(draw: Draw) -> Sample:
    """The row repeated by hand."""
    x = draw.normal(1, 4)
    return Sample(student=x.repeat(3, 1), expected=x)
