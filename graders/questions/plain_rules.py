"""What two layers by hand are, as rules, and what students make in their place. Used by `plain`, for Q20."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch

Activation = Callable[[torch.Tensor], torch.Tensor]
Rule = Callable[..., torch.Tensor]
Activated = Callable[[Activation], Rule]


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """A rule that is taken for the right one, and what is said of it."""

    text: str
    rule: Activated
    unused: int = 0  #: inputs that are made and never used
    bare: bool = False  #: without any activation


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What is looked for: its rule for an activation, the shapes of its inputs, and the mistakes."""

    shapes: Mapping[str, str]
    rule: Activated
    mistakes: tuple[Mistake, ...]
    hint: str
    missing: str  #: what is said when there is nothing like it


def nothing(h: torch.Tensor) -> torch.Tensor:
    """No activation."""
    return h


LAYER = {"x": "n d | d n | d", "w1": "d h | h d", "b1": "h | 1 h | h 1"}

HIDDEN = Kind(
    shapes=LAYER,
    rule=lambda act: lambda x, w1, b1: act(x @ w1 + b1),
    hint="hidden = torch.relu(x @ W1 + b1)",
    missing="None of your tensors is activation(x @ W1 + b1) of the others.",
    mistakes=(
        Mistake(
            text="The bias b1 is added after the activation; it belongs inside.",
            rule=lambda act: lambda x, w1, b1: act(x @ w1) + b1,
        ),
        Mistake(
            text="The bias b1 is never added: activation(x @ W1 + b1).",
            rule=lambda act: lambda x, w1, _: act(x @ w1),
            unused=1,
        ),
        Mistake(
            text="There is no activation: put a ReLU, a sigmoid or the like around x @ W1 + b1.",
            rule=lambda _: lambda x, w1, b1: x @ w1 + b1,
            bare=True,
        ),
    ),
)

OUTPUT = Kind(
    shapes=LAYER | {"w2": "h k | k h | h", "b2": "k | 1 k | k 1 |"},
    rule=lambda act: lambda x, w1, b1, w2, b2: act(x @ w1 + b1) @ w2 + b2,
    hint="output = torch.relu(x @ W1 + b1) @ W2 + b2",
    missing="None of your tensors is hidden @ W2 + b2 of the others: the second layer is missing.",
    mistakes=(
        Mistake(
            text="The second bias is subtracted; it is to be added.",
            rule=lambda act: lambda x, w1, b1, w2, b2: act(x @ w1 + b1) @ w2 - b2,
        ),
        Mistake(
            text="The first bias is added after the activation; it belongs inside.",
            rule=lambda act: lambda x, w1, b1, w2, b2: (act(x @ w1) + b1) @ w2 + b2,
        ),
        Mistake(
            text="The first bias is never added: activation(x @ W1 + b1).",
            rule=lambda act: lambda x, w1, _, w2, b2: act(x @ w1) @ w2 + b2,
            unused=1,
        ),
        Mistake(
            text="The second bias is never added: hidden @ W2 + b2.",
            rule=lambda act: lambda x, w1, b1, w2, _: act(x @ w1 + b1) @ w2,
            unused=1,
        ),
        Mistake(
            text="The activation comes after the output; it belongs between the layers.",
            rule=lambda act: lambda x, w1, b1, w2, b2: act((x @ w1 + b1) @ w2 + b2),
        ),
        Mistake(
            text="There is no activation between the layers: together they are only one.",
            rule=lambda _: lambda x, w1, b1, w2, b2: (x @ w1 + b1) @ w2 + b2,
            bare=True,
        ),
    ),
)
