"""What is known around a mismatch: all of it makes an explanation cheaper to find, none of it is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import torch

Operation: TypeAlias = Callable[..., object]
Operand: TypeAlias = torch.Tensor | int | float


@dataclass(frozen=True, kw_only=True)
class Descent:
    """The gradient descent that was asked for: from `start`, `steps` times w - rate * gradient(w)."""

    start: torch.Tensor
    gradient: Callable[[torch.Tensor], torch.Tensor]
    steps: int
    rate: float


@dataclass(frozen=True, kw_only=True)
class Context:
    """Around one mismatch.

    `hidden` decides whether expected values may be shown. The last five are the terms of `graders.compare.close`.
    """

    operation: Operation | None = None  #: the reference; called on the operands, with `dim=` too if it takes one
    operands: tuple[Operand, ...] = ()
    neighbours: Mapping[str, Operation] = field(
        default_factory=dict
    )  #: what it is taken for: a name and how to make it
    others: Mapping[str, torch.Tensor] = field(default_factory=dict)  #: the answers to other questions
    starter: tuple[object, ...] = ()  #: values that the starter makes
    as_written: object = None  #: with data replaced: what was right before
    literals: tuple[int | float | bool | str, ...] = ()  #: typed in the source
    descent: Descent | None = None
    gradient: bool = False  #: what is compared is a gradient
    gradients: tuple[torch.Tensor, ...] = ()  #: the student's, a step each
    losses: tuple[float, ...] = ()  #: the student's, a step each
    hidden: bool = True
    rtol: float | None = None
    atol: float | None = None
    dtype: torch.dtype | None = None
    exact_shape: bool = False
    tensor: bool = False
