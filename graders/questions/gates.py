"""Networks that learn a logic gate: which of the four rows they get right, whatever they are made of.

Used by Q24 and Q25. A network may be a module, a function of the student's, or a few tensors in a script; its outputs
may be probabilities, logits, two classes, or coded -1 and 1, and so may its inputs.
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
from graders.questions.borders import borders
from graders.questions.training import Training, own_modules
from graders.questions.untrained import untrained

Gate = Callable[[Number], Number]

ROWS = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
CODED = torch.cat([ROWS, 2 * ROWS - 1])  #: as 0 and 1, then as -1 and 1
CLASSES = 2
ACTIVATIONS = (torch.sigmoid, torch.tanh, torch.relu)
ACTIVE = ("relu", "sigmoid", "tanh", "gelu", "elu", "silu", "leaky_relu", "softplus", "mish", "hardtanh", "softmax")
FLAT = 0.2  #: outputs that differ by less say the same of all rows


@dataclass(frozen=True, kw_only=True)
class Network:
    """What a network says on `CODED`: shape (8,) or (8, classes); and the model, if it is one that could be called."""

    output: torch.Tensor
    model: Model | None = None
    hidden: bool = False  #: there are two layers of weights


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """The best network of a run: what it says of the four rows, and how many of them it gets right."""

    network: Network
    says: tuple[bool, ...]
    count: int


def orders(table: Sequence[Number]) -> list[tuple[Number, ...]]:
    """All ways in which the column of a gate may stand, the usual one first; then coded as -1 and 1."""
    usual = list(dict.fromkeys(permutations(table)))
    return usual + [tuple(2 * value - 1 for value in order) for order in usual]


def negate(order: Sequence[Number]) -> Sequence[Number]:
    """What is to be learnt in the run with another gate."""
    return [min(order) + max(order) - value for value in order]


def best(seen: Evidence, outputs: tuple[Model, ...], table: Sequence[Number], target: Gate) -> Learnt:
    """The network that gets most rows right. Raises Failure when none was trained, or another gate is not followed."""
    training = Training(seen)
    wanted = [target(value) > 1 / 2 for value in table]
    found = [
        Learnt(network=one, says=says, count=sum(a == b for a, b in zip(says, wanted, strict=True)))
        for one in _networks(seen, training, outputs)
        for says in _says(seen, one)
    ]
    if not found:
        raise untrained(seen, outputs)
    most = max(found, key=lambda one: one.count)
    if target(1) != 1:
        require(most.count == len(table), "Given another gate to learn, the network does not follow.", known=True)
    return most


def told(seen: Evidence, learnt: Learnt, table: Sequence[Number], advice: str) -> Credit | None:
    """The credit for the rows: two are what a coin gets. What is wrong is said as far as it can be told."""
    if learnt.count == len(table):
        return None
    hint = _why(seen, learnt, table) or advice
    reason = (
        f"{learnt.count} of 4 rows are right" + "; a coin gets two." * (learnt.count > 0) + "." * (not learnt.count)
    )
    if learnt.count <= len(table) / 2:
        raise Failure(reason, hint=hint, known=True)
    return Credit((learnt.count - 2) / 2, reason, hint)


def flat(learnt: Learnt) -> bool:
    """Whether it says nearly the same of all four rows."""
    rows = learnt.network.output[:4]
    return bool((rows.amax(0) - rows.amin(0) < FLAT).all())


def alike(learnt: Learnt) -> bool:
    """Whether all units of the first layer have the same weights: they started alike, and so they stay alike."""
    layers = learnt.network.model.layers if learnt.network.model else []
    return bool(layers) and len(layers[0].weight) > 1 and bool((layers[0].weight == layers[0].weight[0]).all())


def require_hidden(seen: Evidence, network: Network) -> None:
    """Fail the check unless there are two layers of weights and an activation."""
    require(
        network.hidden,
        "There is no hidden layer between the inputs and the output.",
        hint="nn.Linear(2, 8), an activation, nn.Linear(8, 1): the 8 in between are the hidden layer.",
        known=True,
    )
    active = {part.type.rpartition(".")[2].lower() for part in (network.model.parts() if network.model else [])}
    called = any(one.callee.rpartition(".")[2].lower() in ACTIVE for one in seen.everything)
    require(
        called or active & set(ACTIVE) or network.model is None,
        "There are two layers, but no activation between them: together they are one.",
        hint="Put nn.ReLU, nn.Tanh or nn.Sigmoid between them.",
        known=True,
    )


def _networks(seen: Evidence, training: Training, outputs: tuple[Model, ...]) -> Iterator[Network]:
    """Every trained network of a run."""
    called = 0
    for model in outputs:
        output = _bare(model.output)
        if output is not None and training.trained(model):
            called += 1
            matrices = sum(one.dim() > 1 for one in model.parameters.values()) if model.module else training.matrices
            yield Network(output=output, model=model, hidden=matrices > 1)
    if not called and training.any and not own_modules(seen, outputs):  # the search costs more
        yield from _by_hand(seen, training)


def _says(seen: Evidence, network: Network) -> Iterator[tuple[bool, ...]]:
    """What it says of the four rows, by each border that the code decides at."""
    output = network.output[4:] if _coded(seen) else network.output[:4]
    if output.dim() == CLASSES:
        yield tuple((output[:, 1] > output[:, 0]).tolist())
        return
    for border in borders(seen, network.model, output):
        yield tuple((output > border).tolist())


def _coded(seen: Evidence) -> bool:
    """Whether the inputs are rows of -1 and 1."""
    rows = [one.tensor for one in seen.tensors if one.tensor is not None and one.tensor.shape[-1:] == (2,)]
    coded = [bool((row.abs() == 1).all()) and bool((row == -1).any()) for row in rows if row.dtype.is_floating_point]
    usual = any(row.shape == ROWS.shape and bool(((row == 0) | (row == 1)).all()) for row in rows)
    return any(coded) and not usual


def _why(seen: Evidence, learnt: Learnt, table: Sequence[Number]) -> str:
    """What kept it from getting all rows right; empty if it cannot be told."""
    training = Training(seen)
    if (other := _other_gate(seen, learnt, table)) is not None:
        return f"The targets are those of the {other} gate, and that is what it has learnt."
    if training.broadcast is not None:
        return "Outputs and targets have different shapes, so each output is compared with every target."
    if training.asked and not training.zeroed:
        return "The gradients are never set to zero: call optimizer.zero_grad() before each backward()."
    if training.diverged:
        return "The loss grows instead of falling: try a smaller learning rate."
    output = learnt.network.output[:4]
    logits = borders(seen, None, output) == (0.0,) and learnt.network.model is not None
    if logits and output.dim() == 1 and borders(seen, learnt.network.model, output) == (1 / 2,):
        return "The outputs are logits: decide at 0. The border 0.5 is right after a sigmoid only."
    return ""


def _other_gate(seen: Evidence, learnt: Learnt, table: Sequence[Number]) -> str | None:
    """The gate whose targets are in the code and whose rows are what the network says."""
    gates = {
        "OR": (0, 1, 1, 1),
        "NAND": (1, 1, 1, 0),
        "NOR": (1, 0, 0, 0),
        "XNOR": (1, 0, 0, 1),
        "XOR": (0, 1, 1, 0),
        "AND": (0, 0, 0, 1),
    }
    name = next((name for name, rows in gates.items() if tuple(map(bool, rows)) == learnt.says), None)
    columns = [
        tuple((one.tensor.reshape(-1) > 1 / 2).tolist())
        for one in seen.tensors
        if one.tensor is not None and one.tensor.numel() == len(ROWS) and not one.operator and not seen.operands(one)
    ]
    there = learnt.says in columns and tuple(map(bool, table)) not in columns
    return name if there else None


def _bare(output: torch.Tensor | None) -> torch.Tensor | None:
    """Outputs for the eight rows, without an axis of size one; None if they are not for eight rows."""
    if output is None or output.dim() == 0 or output.shape[0] != len(CODED) or not output.isfinite().all():
        return None
    flat = output.reshape(len(CODED), -1)
    return flat[:, 0] if flat.shape[1] == 1 else flat if flat.shape[1] == CLASSES else None


def _by_hand(seen: Evidence, training: Training) -> Iterator[Network]:
    """A script of tensors: what its first steps follow tells the form, its last weights what it has learnt."""
    for reading in _readings(seen):
        weights = {name: one for name, one in reading.inputs.items() if name != "x"}
        if not any(training.changed(one) for one in weights.values()):
            continue
        last = {name: training.last(one).tensor for name, one in weights.items()}
        tensors = {name: one for name, one in last.items() if one is not None}
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
