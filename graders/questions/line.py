"""How near a trained model comes to y = 2x + 1. Used by Q23.

It may have been trained on inputs and targets that are scaled in one of the usual ways; then it is called on such.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import suppress

import torch

from graders.authoring import Evidence, Failure, Model, require
from graders.compare import close
from graders.evidence import Reading
from graders.questions.training import Training, own_modules, tokens_of
from graders.questions.untrained import untrained

COUNT = 12
WITHIN, NEAR = 0.1, 0.5
SETTLED = 0.05  #: of the loss at the start
LONGER = "Train longer, or with a larger learning rate."
#: shift and scale, of inputs and of targets: as they are, standardised (two ways), to 0..1, by the largest
INPUTS = ((0.0, 1.0), (3.0, 2.5**0.5), (3.0, 2**0.5), (1.0, 4.0), (0.0, 5.0))
TARGETS = ((0.0, 1.0), (7.0, 10**0.5), (7.0, 8**0.5), (3.0, 8.0), (0.0, 11.0))


def points(generator: torch.Generator) -> torch.Tensor:
    """Inputs from 1 to 6, both ends among them, in all scales one below the other: shape (60, 1)."""
    between = 1 + 5 * torch.rand(COUNT - 2, 1, generator=generator)
    x = torch.cat([torch.tensor([[1.0], [6.0]]), between])
    return torch.cat([(x - shift) / scale for shift, scale in INPUTS])


def off(seen: Evidence, outputs: tuple[Model, ...], given: torch.Tensor) -> float:
    """How far from the line the best of what was trained is. Raises Failure when nothing was."""
    training = Training(seen)
    found = list(_distances(training, outputs, given))
    if not found and training.any and not own_modules(seen, outputs):  # the search costs more
        found = list(_by_hand(seen, training, given))
    if not found:
        raise untrained(seen, outputs)
    return min(found)


def require_near(distance: float, seen: Evidence, outputs: tuple[Model, ...]) -> None:
    """Fail the check unless the line was found, and say what went wrong."""
    if distance <= WITHIN:
        return
    training = Training(seen)
    if (why := astray(training)) is not None:
        raise why
    require(
        not any(model.layers and all(layer.bias is None for layer in model.layers) for model in outputs),
        "The model has no bias, so its line goes through 0 and cannot be y = 2x + 1.",
        hint="Leave bias=False away.",
        known=True,
    )
    wanted = _line(torch.arange(1.0, 6.0).double())
    given = any(one.tensor is not None and close(one.tensor.reshape(-1), wanted) is None for one in seen.tensors)
    settled = any(curve[-1] < SETTLED * curve[0] for curve in training.losses)
    require(
        given or not settled,
        "Your model has learnt its data well, but these are not the points of y = 2x + 1.",
        hint="For x = 1 the target is 3.",
        known=True,
    )
    raise Failure("The model is not trained enough: it is still far from the line.", hint=LONGER, known=True)


def astray(training: Training) -> Failure | None:
    """A mistake in the loop that keeps it from learning."""
    if (one := training.broadcast) is not None:
        return Failure(
            "Outputs and targets have different shapes, so each output is compared with every target (broadcasting).",
            hint="Give both the same shape: targets.reshape(-1, 1), or outputs.squeeze(1).",
            place=one.place,
            known=True,
        )
    if training.asked and not training.zeroed:
        return Failure(
            "The gradients are never set to zero, so those of all steps add up.",
            hint="Call optimizer.zero_grad() before each backward().",
            known=True,
        )
    if training.diverged:
        return Failure(
            "The loss grows instead of falling.",
            hint="Is the gradient subtracted, not added? If so, a smaller learning rate will do.",
            known=True,
        )
    return None


def _set_out(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """One output of the model. Before the first step w and b may be 0, and any 0 could be taken for them."""
    if not w.any() or not b.any():
        raise ValueError
    return w * x + b


def _line(x: torch.Tensor) -> torch.Tensor:
    return 2 * x + 1


def _distances(training: Training, outputs: tuple[Model, ...], given: torch.Tensor) -> Iterator[float]:
    wanted = _line(given[:COUNT].reshape(-1).double())
    for model in outputs:
        if model.output is None or model.output.numel() != len(given) or not training.trained(model):
            continue
        parameters = tokens_of(model)
        if len(parameters) <= 2 and not parameters <= training.moved:  # noqa: PLR2004 - w and b: each has to be learnt
            continue
        said = model.output.reshape(len(INPUTS), COUNT)
        plain = _distance(said[0], wanted)
        scaled = [_distance(rows * scale + shift, wanted) for rows in said for shift, scale in TARGETS]
        yield min([plain, *(one for one in scaled if one <= WITHIN)])


def _distance(said: torch.Tensor, wanted: torch.Tensor) -> float:
    worst = float((said.reshape(-1) - wanted).abs().max())
    return worst if math.isfinite(worst) else math.inf


def _by_hand(seen: Evidence, training: Training, given: torch.Tensor) -> Iterator[float]:
    """Weights and no function: the first steps tell which they are, their last values what was learnt."""
    x = given[:COUNT].double()
    flat = x.reshape(-1)
    with suppress(Failure):
        reading = seen.derived(_set_out, x="n | n 1", w=" | 1 | 1 1", b=" | 1 | 1 1")
        yield from _read_on(training, reading, flat if reading.layouts["x"] == 0 else x, flat)
    with suppress(Failure):
        reading = seen.derived(torch.matmul, x="n 2", w="2 | 2 1")
        table = reading.inputs["x"].tensor
        if table is not None and (ones := (table == 1).all(0)).sum() == 1:  # the column that makes w[i] the bias
            yield from _read_on(training, reading, torch.where(ones, torch.ones_like(x), x), flat)


def _read_on(training: Training, reading: Reading, x: torch.Tensor, flat: torch.Tensor) -> Iterator[float]:
    """How far off the same rule is with the last weights, if they moved."""
    weights = {name: training.last(one) for name, one in reading.inputs.items() if name != "x"}
    tensors = {name: one.tensor for name, one in weights.items() if one.tensor is not None}
    if any(training.changed(one) for one in reading.inputs.values()) and len(tensors) == len(weights):
        said = reading.again({"x": x, **tensors})
        if said is not None and said.numel() == len(x):
            yield _distance(said, _line(flat))
