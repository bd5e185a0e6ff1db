"""The right operation along the wrong axis."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from graders.explain.case import Case, Explanation, attempt
from graders.explain.context import Operation

if TYPE_CHECKING:
    import torch


def find(case: Case) -> Iterator[Explanation]:
    """The reference along each other axis: by its `dim`, or with the axes of its one input exchanged."""
    operation = case.context.operation
    if operation is None or not case.tensors:
        return
    along = [_along(case, operation, axis) for axis in range(max(operand.dim() for operand in case.tensors))]
    if all(result is None for result in along):
        yield from _exchanged(case, operation)
        return
    for axis, result in enumerate(along):
        if result is not None and _is(case, result):
            whole = case.expected.numel() == 1 < case.student.numel()
            yield Explanation(message_id="axis.part" if whole else "axis.other", params={"axis": axis})
    flat = [operand.flatten() for operand in case.tensors]
    if case.student.numel() == 1 < case.expected.numel() and _is(case, attempt(operation, *flat, dim=0)):
        yield Explanation(message_id="axis.all")


def _along(case: Case, operation: Operation, axis: int) -> torch.Tensor | None:
    return attempt(operation, *case.context.operands, dim=axis)


def _is(case: Case, result: torch.Tensor | None) -> bool:
    """The student's value is this result, and the result is not what is expected, axes of size 1 aside."""
    if result is None or not case.same_but_ones(result):
        return False
    return not case.alike(case.expected.squeeze(), result.squeeze())


def _exchanged(case: Case, operation: Operation) -> Iterator[Explanation]:
    if len(case.context.operands) != 1:
        return
    (operand,) = case.tensors
    for one, other in combinations(range(operand.dim()), 2):
        result = attempt(operation, operand.transpose(one, other).contiguous())
        if result is None:
            continue
        if result.dim() == operand.dim():
            back = result.transpose(one, other)
            if case.same(back) and not case.alike(back, case.expected):
                yield Explanation(message_id="axis.unnamed")
        elif _is(case, result):
            yield Explanation(message_id="axis.unnamed")
