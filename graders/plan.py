"""What is asked of one run: the seed, and the calls on hidden inputs. Never an expected value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import torch

Argument: TypeAlias = "torch.Tensor | int | float | bool | str | None"


@dataclass(frozen=True, kw_only=True)
class Call:
    """Call what the student named `function`, once the cell `after` has ended, on inputs nobody in the box has seen."""

    name: str  #: what the checks know the answer by
    function: str  #: a name in the student's namespace
    arguments: tuple[Argument, ...] = ()
    after: int = 0  #: the cell, counted from 0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One run's orders. The device class picks the pool of waiting rooms; `cpu` is the one that exists."""

    seed: int = 0  #: for torch, NumPy and random, before the first student line
    calls: tuple[Call, ...] = ()
    device: str = "cpu"
