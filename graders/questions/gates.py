"""Networks that learn a logic gate: which of the four rows they get right, whatever they are made of.

Used by Q24 and Q25. A network may be a module, a function of the student's, or a few tensors in a script; its outputs
may be probabilities, logits, two classes, or coded -1 and 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import permutations

import torch

from graders.authoring import Credit, Evidence, Failure, Model, require
from graders.evidence import Reading
from graders.plan import Number

Gate = Callable[[Number], Number]

ROWS = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
CODED = torch.cat([ROWS, 2 * ROWS - 1])  #: as 0 and 1, then as -1 and 1
CLASSES = 2
LOGITS = ("BCEWithLogitsLoss", "binary_cross_entropy_with_logits", "SoftMarginLoss", "soft_margin_loss")
ACTIVATIONS = (torch.sigmoid, torch.tanh, torch.relu)
ACTIVE = ("relu", "sigmoid", "tanh", "gelu", "elu", "silu", "leaky_relu", "softplus", "mish", "hardtanh", "softmax")
STEPS = (".step", "sub_", "add_", "copy_", "addcmul_", "data")
FLAT = 0.2  #: outputs that differ by less say the same of all rows


@dataclass(frozen=True, kw_only=True)
class Network:
    """What a network says on `CODED`: shape (8,) or (8, classes); and the model, if it is one that could be called."""

    output: torch.Tensor
    model: Model | None = None
    hidden: bool = False  #: there are two layers of weights


def orders(table: Sequence[Number]) -> list[tuple[Number, ...]]:
    """All ways in which the column of a gate may stand, the usual one first."""
    return list(dict.fromkeys(permutations(table)))


def negate(value: Number) -> Number:
    """What is to be learnt in the run with another gate."""
    return 1 - value


def networks(seen: Evidence, outputs: tuple[Model, ...] = ()) -> Iterator[Network]:
    """Every trained network of a run. One that nothing was learnt in is none: backward must have been called."""
    if not any(one.callee.endswith(("backward", "autograd.grad")) for one in seen.everything):
        return
    called = 0
    for model in outputs:
        output = _bare(model.output)
        if output is not None and (model.parameters or _tracked(seen)):
            called += 1
            matrices = [one for one in model.parameters.values() if one.dim() > 1]
            yield Network(output=output, model=model, hidden=len(matrices) > 1 or not model.parameters)
    if not called:  # the search costs more, and who has a model has no need of it
        yield from _by_hand(seen)


def right(seen: Evidence, network: Network, table: Sequence[Number], target: Gate) -> int:
    """How many of the four rows a network gets right, read in the way that its training suggests."""
    wanted = torch.tensor([target(value) for value in table]) > 1 / 2
    return max(int((_says(seen, rows) == wanted).sum()) for rows in (network.output[:4], network.output[4:]))


def best(seen: Evidence, outputs: tuple[Model, ...], table: Sequence[Number], target: Gate) -> tuple[int, Network]:
    """The network that gets most rows right. Raises Failure when there is none."""
    found = [(right(seen, one, table, target), one) for one in networks(seen, outputs)]
    if not found:
        raise Failure(
            "No trained network was found when your code had ended.",
            hint="Keep your model in a variable, and train it with backward and an optimiser step.",
        )
    return max(found, key=lambda one: one[0])


def credit(count: int) -> Credit:
    """Two rows are what a coin gets."""
    return Credit(max(0, count - 2) / 2, "" if count == len(ROWS) else f"{count} of 4 rows are right; a coin gets two.")


def flat(network: Network) -> bool:
    """Whether it says nearly the same of all four rows."""
    rows = network.output[:4]
    return bool((rows.amax(0) - rows.amin(0) < FLAT).all())


def require_hidden(seen: Evidence, network: Network) -> None:
    """Fail the check unless there are two layers of weights and an activation."""
    require(network.hidden, "There is no hidden layer between the inputs and the output.", known=True)
    active = {part.type.rpartition(".")[2].lower() for part in (network.model.parts() if network.model else [])}
    called = any(one.callee.rpartition(".")[2].lower() in ACTIVE for one in seen.everything)
    require(
        called or active & set(ACTIVE) or network.model is None,
        "There are two layers, but no activation between them: together they are one.",
        hint="Put nn.ReLU, nn.Tanh or nn.Sigmoid between them.",
        known=True,
    )


def require_moved(seen: Evidence) -> None:
    """Fail the check unless the weights were moved: by an optimiser, or by hand."""
    moved = any(one.callee.endswith(STEPS) or (one.operator.endswith("=")) for one in seen.everything)
    require(moved, "backward is called, but nothing ever moves the weights.", hint="Call optimizer.step().", known=True)


def _says(seen: Evidence, output: torch.Tensor) -> torch.Tensor:
    if output.dim() == CLASSES:
        return output[:, 1] > output[:, 0]
    coded = bool((output < -1 / 2).any()) and not seen.calls("BCELoss", "binary_cross_entropy")
    return output > (0.0 if seen.calls(*LOGITS) or coded else 1 / 2)


def _bare(output: torch.Tensor | None) -> torch.Tensor | None:
    """Outputs for the eight rows, without an axis of size one; None if they are not for eight rows."""
    if output is None or output.dim() == 0 or output.shape[0] != len(CODED) or not output.isfinite().all():
        return None
    flat = output.reshape(len(CODED), -1)
    return flat[:, 0] if flat.shape[1] == 1 else flat if flat.shape[1] == CLASSES else None


def _tracked(seen: Evidence) -> bool:
    return any(one.seen is not None and one.seen.requires_grad and one.seen.is_leaf for one in seen.tensors)


def _by_hand(seen: Evidence) -> Iterator[Network]:
    """A script of tensors: what its first steps follow tells the form, its last weights what it has learnt."""
    for reading in _readings(seen):
        weights = {name: seen.latest(one) for name, one in reading.inputs.items() if name != "x"}
        if not all(one.seen is not None and one.seen.requires_grad for one in weights.values()):
            continue
        tensors = {name: one.tensor for name, one in weights.items() if one.tensor is not None}
        output = _bare(reading.again({"x": CODED, **tensors}))
        if output is not None:
            yield Network(output=output, hidden="w2" in weights)


def _readings(seen: Evidence) -> Iterator[Reading]:
    for out in (torch.sigmoid, _same, torch.tanh):
        for hidden in ACTIVATIONS:
            with suppress(Failure):
                yield seen.derived(
                    lambda x, w1, b1, w2, b2, hidden=hidden, out=out: out(hidden(x @ w1 + b1) @ w2 + b2),
                    x="n 2",
                    w1="2 h | h 2",
                    b1="h | 1 h",
                    w2="h 1 | 1 h | h",
                    b2="1 | 1 1 |",
                )
        with suppress(Failure):
            yield seen.derived(lambda x, w, b, out=out: out(x @ w + b), x="n 2", w="2 1 | 1 2 | 2", b="1 | 1 1 |")


def _same(x: torch.Tensor) -> torch.Tensor:
    return x
