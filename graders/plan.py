"""What is asked of one run: its seed, what is varied in it, and the calls on hidden inputs. Never an expected value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import torch

Argument: TypeAlias = "torch.Tensor | int | float | bool | str | None"
Number: TypeAlias = int | float


@dataclass(frozen=True, kw_only=True)
class Call:
    """Call what the student named `function`, once the cell `after` has ended, on inputs nobody in the box has seen."""

    name: str  #: what the checks know the answer by
    function: str  #: a name in the student's namespace
    arguments: tuple[Argument, ...] = ()
    after: int = 0  #: the cell, counted from 0


class InputSize(StrEnum):
    """How wide the hidden input of a model is."""

    OWN = "own"  #: as wide as the model's first weight: columns of the given input are repeated or left out
    GIVEN = "given"  #: as given; a model that takes another width answers with its error


@dataclass(frozen=True, kw_only=True)
class ModelCall:
    """Call every model that is there once the cell `after` has ended, or was made in it, on one hidden input each.

    A model is a `torch.nn.Module` that is no loss and no part of another one, however the code calls it and whether it
    has a name or not; then, where `functions` says so, a function or other callable in the namespace that takes one
    argument. At most eight are called, those with a name first, and the latest made first. Each gives an answer of its
    own.
    """

    name: str  #: what the checks know the answers by
    rows: torch.Tensor  #: float32, shape (n, d)
    size: InputSize = InputSize.GIVEN
    functions: bool = False
    after: int = 0


@dataclass(frozen=True, kw_only=True)
class Data:
    """The task's own numbers, wherever the code writes them down, by value and in reading order.

    The first of `old` that is found is replaced by the `new` at the same index; where `new` is empty, by numbers drawn
    afresh that keep type, sign, zeros and which of them are equal.
    """

    name: str  #: what the checks know it by
    old: tuple[tuple[Number, ...], ...]
    new: tuple[tuple[Number, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where an expression of the student's begins: cell from 0, line from 1, column from 0."""

    cell: int
    line: int
    column: int


@dataclass(frozen=True, kw_only=True)
class Vary:
    """What is other in this run than in the program as written. The default varies nothing."""

    draw: int = 0  #: seeds the numbers that are drawn
    data: tuple[Data, ...] = ()
    places: tuple[Spot, ...] = ()  #: expressions that made a value: the numbers written down for it are drawn afresh
    offset: int = 0  #: mixed into every seed that the code itself sets


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One run's orders. The device class picks the pool of waiting rooms; `cpu` is the one that exists."""

    seed: int = 0  #: for torch, NumPy and random, before the first student line
    calls: tuple[Call, ...] = ()
    models: tuple[ModelCall, ...] = ()
    device: str = "cpu"
    vary: Vary = field(default_factory=Vary)
