"""Another loss, another way to take its mean, its arguments the wrong way round."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import NN, F, added, calls, keyword, renames, swapped

CLASSES = {
    "MSELoss": ("L1Loss", "SmoothL1Loss"),
    "L1Loss": ("MSELoss",),
    "SmoothL1Loss": ("MSELoss",),
    "HuberLoss": ("L1Loss",),
    "BCELoss": ("MSELoss", "BCEWithLogitsLoss"),
    "BCEWithLogitsLoss": ("BCELoss", "MSELoss"),
    "CrossEntropyLoss": ("NLLLoss",),
    "NLLLoss": ("CrossEntropyLoss",),
}
FUNCTIONS = {
    "mse_loss": ("l1_loss", "smooth_l1_loss"),
    "l1_loss": ("mse_loss",),
    "binary_cross_entropy": ("mse_loss", "binary_cross_entropy_with_logits"),
    "binary_cross_entropy_with_logits": ("binary_cross_entropy", "mse_loss"),
    "cross_entropy": ("nll_loss",),
    "nll_loss": ("cross_entropy",),
}
UNEVEN = {"binary_cross_entropy", "binary_cross_entropy_with_logits", "cross_entropy", "nll_loss"}


@operator("loss.other", "another loss", "nn.MSELoss()", "nn.L1Loss()")
def other(answer: Answer) -> Iterator[Edit]:
    """Class and function."""
    yield from renames(answer, {NN: CLASSES, F: FUNCTIONS})


@operator("loss.reduction", "another reduction", "nn.MSELoss()", "nn.MSELoss(reduction='sum')")
def reduction(answer: Answer) -> Iterator[Edit]:
    """The mean is the default, so naming it changes nothing."""
    for call in calls(answer, [NN, F], [*CLASSES, *FUNCTIONS]):
        named = keyword(call, "reduction")
        if named is None:
            yield from (added(answer, call, f"reduction='{way}'") for way in ("sum", "none"))
        elif isinstance(named.value, ast.Constant):
            ways = {"mean", "sum", "none"} - {str(named.value.value)}
            yield from (answer.put(named.value, f"'{way}'") for way in sorted(ways))


@operator(
    "loss.arguments",
    "prediction and target the wrong way round",
    "F.cross_entropy(out, y)",
    "F.cross_entropy(y, out)",
)
def arguments(answer: Answer) -> Iterator[Edit]:
    """Only for losses that are not symmetric."""
    for call in calls(answer, [F], UNEVEN):
        if len(call.args) > 1:
            yield swapped(answer, call, 0, 1)
