"""The student's value is a multiple of the expected one, or stands a constant away from it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from graders.explain.case import MATRIX, Case, Explanation, Strength, factor_of

if TYPE_CHECKING:
    import torch

#: Multiples with a meaning of their own. They are told by name; any other multiple stays untold.
FACTORS = (
    ("negated", -1.0),
    ("log_base", math.log(10)),
    ("log_base", 1 / math.log(10)),
    ("log_base", math.log(2)),
    ("log_base", 1 / math.log(2)),
    ("degrees", 180 / math.pi),
    ("degrees", math.pi / 180),
)
SEVERAL = 3  #: fewer values can stand in line by chance


def find(case: Case) -> Iterator[Explanation]:
    """A sign, a sum for a mean, a factor, a missing bias."""
    if not (case.aligned and case.finite and case.expected.numel() and case.expected.any() and case.student.any()):
        return
    names = [*_multiples(case), *_offsets(case)]
    for name in names:
        free = name.startswith("offset")
        yield Explanation(message_id=f"linear.{name}", strength=Strength.PATTERN if free else Strength.RELATION)
    if not names:
        yield from _fitted(case)


def _multiples(case: Case) -> Iterator[str]:
    expected = case.expected
    for name, factor in FACTORS:
        if case.same(expected * factor):
            yield name
    for count in _counts(case):
        if case.same(expected * count):
            yield "sum_for_mean"
        if case.same(expected / count):
            yield "mean_for_sum"
        square = count / (count - 1)
        if any(case.same(expected * square**power) for power in (1, -1, 0.5, -0.5)):
            yield "correction"
    if case.same(expected * 2):
        yield "doubled"
    if case.same(expected / 2):
        yield "halved"
    if case.same(1 - expected) and 0 <= expected.amin() <= expected.amax() <= 1:
        yield "complement"


def _counts(case: Case) -> list[int]:
    """Over how many values the reference may have taken a mean: as many as an operand has for each expected one."""
    sizes = set()
    for operand in case.tensors:
        each, rest = divmod(operand.numel(), case.expected.numel())
        if each > 1 and not rest:
            sizes.add(each)
        elif each == 1 and operand.dim():  # a gradient has the shape of its input; the mean was taken on the way
            sizes |= {size for size in (operand.numel(), operand.shape[0]) if size > 2}  # noqa: PLR2004 - else: doubled
    return sorted(sizes)


def _offsets(case: Case) -> Iterator[str]:
    gap = case.student - case.expected
    for operand in case.tensors:
        if operand.dim() < max(gap.dim(), 1) or operand.shape[0] == 1:
            if _reaches(case, -operand):
                yield "missing_bias"
            if _reaches(case, operand):
                yield "bias_twice"
    if gap.numel() >= SEVERAL and case.level(gap):
        yield "offset_all"
    elif gap.dim() == MATRIX:
        if len(gap) > 1 and all(case.level(column) for column in gap.T):
            yield "offset_columns"
        elif len(gap.T) > 1 and all(case.level(row) for row in gap):
            yield "offset_rows"


def _reaches(case: Case, offset: torch.Tensor) -> bool:
    try:
        moved = case.expected + offset
    except RuntimeError:
        return False
    return bool(offset.any()) and case.same(moved)


def _fitted(case: Case) -> Iterator[Explanation]:
    """An arbitrary multiple, or an arbitrary multiple and a constant: the number itself is never told."""
    student, expected = case.student, case.expected
    if student.numel() < SEVERAL or case.level(student) or case.level(expected):
        return
    if case.same(expected * factor_of(expected, student)):
        yield Explanation(message_id="linear.factor", strength=Strength.PATTERN)
    elif student.numel() > SEVERAL:
        spread = factor_of(expected - expected.mean(), student - student.mean())
        if case.same(student.mean() + spread * (expected - expected.mean())):
            yield Explanation(message_id="linear.affine", strength=Strength.PATTERN)
