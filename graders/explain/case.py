"""One mismatch made ready for the tests of the nine classes, and what a test that bites gives back."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

import torch

from graders.compare import SINGLE, Mismatch, tensor_of, tolerances
from graders.explain.context import Context, Operand, Operation
from graders.explain.sentences import hint, say

RTOL = tolerances(torch.float32)[0]  #: a relation between two results of the student's holds in float32 at best
SCALE = 1e-3  #: a tolerance is at most so much of a value, or tiny and half-precision numbers would all be alike
MATRIX = 2  #: the axes of one
REFUSALS = (RuntimeError, TypeError, ValueError, IndexError, ArithmeticError, AttributeError)


class Strength(IntEnum):
    """How little is left to chance. The strongest explanation is told."""

    STATED = 0  #: equals something that the question itself names
    RELATION = 1  #: every value follows from the expected ones by a rule without a free number
    NEAR = 2  #: only the precision is missing
    PATTERN = 3  #: a rule with a free number, or told from where the wrong values stand
    FACT = 4  #: only what differs


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why two values differ. The id begins with the class; `lines` set both side by side, where that is allowed."""

    message_id: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    strength: Strength = Strength.RELATION
    lines: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What is told, in English."""
        return say(self.message_id, self.params)

    @property
    def hint(self) -> str:
        """How to go on, in English; may be empty."""
        return hint(self.message_id, self.params)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A student's value and the expected one, both in double precision on the CPU, with the mismatch between them."""

    found: torch.Tensor  #: the student's value, in its own dtype
    expected: torch.Tensor
    mismatch: Mismatch
    context: Context

    @cached_property
    def student(self) -> torch.Tensor:
        """The student's numbers; a lone number has the shape it is expected in."""
        student = self.found.to(torch.float64)
        lone = {tuple(student.shape), tuple(self.expected.shape)} <= set(SINGLE)
        return student.reshape(self.expected.shape) if lone else student

    @cached_property
    def aligned(self) -> bool:
        """Both have one shape, so that values can be compared one by one."""
        return self.student.shape == self.expected.shape

    @cached_property
    def finite(self) -> bool:
        """Neither holds a NaN or an infinity."""
        return bool(self.student.isfinite().all() and self.expected.isfinite().all())

    @cached_property
    def tolerance(self) -> tuple[float, float]:
        """The rtol and atol within which a relation holds: tighter than a generous question's own."""
        rtol, atol = tolerances(self.found.dtype, self.expected.dtype)
        largest = self.student.abs().nan_to_num(0.0, 0.0, 0.0).amax().item() if self.student.numel() else 0.0
        return min(max(rtol, RTOL), SCALE), min(max(atol, RTOL), SCALE * largest)

    @cached_property
    def wrong(self) -> torch.Tensor:
        """Where the values are wrong; only for aligned ones."""
        rtol, atol = self.tolerance
        if self.context.rtol is not None and self.context.atol is not None:
            rtol, atol = self.context.rtol, self.context.atol
        return ~torch.isclose(self.student, self.expected, rtol=rtol, atol=atol)

    @cached_property
    def tensors(self) -> tuple[torch.Tensor, ...]:
        """The operands that are tensors, in double precision."""
        return tuple(o.to(torch.float64) for o in self.context.operands if isinstance(o, torch.Tensor))

    def same(self, candidate: object) -> bool:
        """The student's value is this candidate: same shape, same numbers."""
        return self.alike(self.student, candidate)

    def alike(self, one: torch.Tensor, other: object) -> bool:
        """Two values are one within the tolerance of this case."""
        tensor = tensor_of(other)
        if tensor is None or tensor.shape != one.shape or tensor.is_complex():
            return False
        rtol, atol = self.tolerance
        return torch.allclose(one, tensor.to(torch.float64), rtol=rtol, atol=atol)

    def same_but_ones(self, candidate: object) -> bool:
        """The same, whatever axes of size 1 stand between."""
        tensor = tensor_of(candidate)
        return tensor is not None and self.alike(self.student.squeeze(), tensor.squeeze())

    def level(self, values: torch.Tensor) -> bool:
        """The values are one number, as far as rounding lets us see."""
        scale = max(self.student.abs().amax().item(), self.expected.abs().amax().item())
        return math.isfinite(scale) and (values.amax() - values.amin()).item() <= 4 * self.tolerance[0] * scale


def attempt(operation: Operation, *operands: Operand, **options: object) -> torch.Tensor | None:
    """Call an operation that may not fit; None if it refuses. Of several results the first (`max` along an axis)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a broadcast that warns is one of the mistakes to be tried
            result = operation(*operands, **options)
    except REFUSALS:
        return None
    tensor = tensor_of(result[0] if isinstance(result, tuple) and result else result)
    return None if tensor is None or tensor.is_complex() else tensor.to(torch.float64)


def factor_of(one: torch.Tensor, other: torch.Tensor) -> float:
    """The number that turns `one` into `other` best; NaN where there is none."""
    square = (one * one).sum().item()
    return (one * other).sum().item() / square if square else math.nan
