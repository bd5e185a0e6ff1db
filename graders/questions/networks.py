"""Two layers of weights with something between them: what a network of the student's does with its own parameters.

`require_made` is used by Q16 and Q17, the rest by Q17.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

import torch

from graders.authoring import Evidence, Model, require
from graders.compare import close
from reference import q17 as ref

Rule = Callable[[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor], torch.Tensor]


@dataclass(frozen=True, kw_only=True)
class TwoLayers:
    """A network's own numbers as `nn.Linear` would keep them, and what it said on hidden inputs."""

    model: Model
    numbers: tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]  #: (h, 2), (h), (1, h), (1)

    @property
    def width(self) -> int:
        """How many hidden units there are."""
        return len(self.numbers[1])

    def follows(self, rule: Rule) -> bool:
        """Whether its outputs are what the rule makes of its numbers."""
        output = self.model.output
        expected = rule(self.model.rows.float(), *self.numbers)
        return output is not None and close(output.reshape(-1).float(), expected.reshape(-1)) is None


def _between(activation: Callable[[torch.Tensor], torch.Tensor]) -> Rule:
    return lambda x, w1, b1, w2, b2: activation(x @ w1.T + b1) @ w2.T + b2


def _after(activation: Callable[[torch.Tensor], torch.Tensor], rule: Rule) -> Rule:
    return lambda x, w1, b1, w2, b2: activation(rule(x, w1, b1, w2, b2))


BARE = _between(lambda h: h)
RELU = ("ReLU", "relu", "relu_", "clamp", "clamp_", "clamp_min", "clamp_min_", "maximum", "max", "where", "abs")
MISTAKES: Mapping[str, Rule] = {
    "There is no activation between the layers: together they are only one.": BARE,
    "Between the layers stands a sigmoid; a ReLU is asked for.": _between(torch.sigmoid),
    "Between the layers stands a tanh; a ReLU is asked for.": _between(torch.tanh),
    "The ReLU comes after the output; it belongs between the layers.": _after(torch.relu, BARE),
    "After the output there is one more ReLU; nothing belongs there.": _after(torch.relu, ref.forward),
    "After the output there is a sigmoid; nothing belongs there.": _after(torch.sigmoid, ref.forward),
    "After the output there is a tanh; nothing belongs there.": _after(torch.tanh, ref.forward),
    "Between the layers stands a leaky ReLU: it lets some of what is negative through.": _between(
        lambda h: torch.where(h > 0, h, 0.1 * h)
    ),
    "Between the layers stands a leaky ReLU; a plain one is asked for.": _between(
        lambda h: torch.where(h > 0, h, 0.01 * h)
    ),
}


def two_layers(outputs: tuple[Model, ...], inputs: int) -> Iterator[TwoLayers]:
    """Each way in which the parameters of a model can be two layers from `inputs` to one output."""
    for model in outputs:
        parameters = [value.float() for value in model.parameters.values()]
        if len(parameters) == len(("w1", "b1", "w2", "b2")):
            for w1, b1, w2, b2 in permutations(parameters):
                h = b1.numel()
                if b2.numel() == 1 and w2.numel() == h and b1.dim() <= w1.dim() and w1.numel() == h * inputs:
                    for first in _laid_out(w1, h, inputs):
                        yield TwoLayers(model=model, numbers=(first, b1.reshape(h), w2.reshape(1, h), b2.reshape(1)))


def shapes(model: Model) -> list[tuple[int, ...]]:
    """The sizes of its parameters, whichever way round they are kept."""
    return sorted(tuple(sorted(n for n in value.shape if n > 1)) for value in model.parameters.values())


def require_made(seen: Evidence, outputs: tuple[Model, ...]) -> None:
    """Fail the check if a class is written and nothing is made of it."""
    require(
        outputs or not (seen.calls("Linear", "Parameter") and seen.mentions("Module")),
        "A class is written, but no model is made of it, so there is none to be tried.",
        hint="Make one: model = YourClass().",
    )


def _laid_out(weight: torch.Tensor, rows: int, columns: int) -> Iterator[torch.Tensor]:
    if weight.shape == (rows, columns):
        yield weight
    if weight.shape == (columns, rows):
        yield weight.T
