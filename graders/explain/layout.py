"""The right values in the wrong arrangement."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, permutations

import torch

from graders.explain.case import MATRIX, Case, Explanation, Strength, attempt

DEPTH = 4  #: axes; deeper tensors are not turned about, the ways would be too many
SHIFT = 8  #: the farthest roll that is tried, to either side


def find(case: Case) -> Iterator[Explanation]:
    """Turned, mirrored, rolled, reshaped; an axis of size 1 too many or too few; (n,) grown to (n, n)."""
    names: list[str] = []
    if max(case.student.dim(), case.expected.dim()) <= DEPTH:
        if case.student.numel() == case.expected.numel():
            names += chain(_ones(case), _turned(case), _moved(case), _reshaped(case))
        else:
            names += _grown(case)
    names += _inside(case)
    shapes = {"found": str(tuple(case.student.shape)), "expected": str(tuple(case.expected.shape))}
    for name in names:
        yield Explanation(message_id=f"layout.{name}", params=shapes if name in SHAPED else {})
    if not names and _reordered(case):
        yield Explanation(message_id="layout.reordered", strength=Strength.PATTERN)


SHAPED = {"extra_axis", "missing_axis", "reshaped", "broadcast", "repeated"}


def _ones(case: Case) -> Iterator[str]:
    """Squeezing both makes them equal."""
    more = case.student.dim() - case.expected.dim()
    if more and case.same_but_ones(case.expected):
        yield "extra_axis" if more > 0 else "missing_axis"


def _turned(case: Case) -> Iterator[str]:
    """The axes are in another order, or a matrix was transposed where it had to be reshaped, or the other way round."""
    depth = case.expected.dim()
    for order in permutations(range(depth)):
        if order != tuple(range(depth)) and case.same(case.expected.permute(order)):
            yield "transposed" if depth == MATRIX else "permuted"
            return
    if depth == MATRIX:
        rows, columns = case.expected.shape
        if case.same(case.expected.reshape(columns, rows).T):
            yield "transpose_for_reshape"
        if case.same(case.expected.T.reshape(rows, columns)):
            yield "reshape_for_transpose"
        if any(case.same(case.expected.rot90(turns)) for turns in (1, 3)):
            yield "rotated"


def _moved(case: Case) -> Iterator[str]:
    """The order along some axes is reversed, or everything is shifted round one axis."""
    if not case.aligned:
        return
    axes = [axis for axis, size in enumerate(case.expected.shape) if size > 1]
    groups = chain.from_iterable(combinations(axes, count) for count in range(1, len(axes) + 1))
    if any(case.same(case.expected.flip(group)) for group in groups):
        yield "flipped"
        return
    for axis in axes:
        farthest = min(SHIFT, case.expected.shape[axis] - 1)
        shifts = chain(range(1, farthest + 1), range(-farthest, 0))
        if any(case.same(case.expected.roll(shift, axis)) for shift in shifts):
            yield "rolled"
            return


def _reshaped(case: Case) -> Iterator[str]:
    """The same values in the same order, and more than axes of size 1 differ."""
    bare = case.student.squeeze().shape, case.expected.squeeze().shape
    if bare[0] != bare[1] and case.alike(case.student.flatten(), case.expected.flatten()):
        yield "reshaped"


def _grown(case: Case) -> Iterator[str]:
    """A column met a row and made a table, of which the diagonal is right; or the value was repeated."""
    count = case.expected.numel()
    if count > 1 and case.student.shape == (count, count) and case.expected.squeeze().dim() == 1:
        if case.alike(case.student.diagonal(), case.expected.flatten()):
            yield "broadcast"
    elif case.student.numel() > count:
        try:
            wide = case.expected.expand(case.student.shape)
        except RuntimeError:
            return
        if case.same(wide):
            yield "repeated"


def _inside(case: Case) -> Iterator[str]:
    """One of the inputs went in transposed, or as a column among rows."""
    operation, operands = case.context.operation, list(case.context.operands)
    for at, operand in enumerate(operands if operation else ()):
        for name, turned in _turns(operand):
            result = attempt(operation, *operands[:at], turned, *operands[at + 1 :]) if operation else None
            if result is not None and case.same(result) and not case.alike(result, case.expected):
                yield name
                return


def _turns(operand: object) -> Iterator[tuple[str, torch.Tensor]]:
    if isinstance(operand, torch.Tensor) and operand.dim() == MATRIX:
        if operand.shape[1] == 1:
            yield "broadcast_inside", operand.squeeze(1)
        else:
            yield "operand_transposed", operand.T
    if isinstance(operand, torch.Tensor) and operand.dim() == 1:
        yield "broadcast_inside", operand.unsqueeze(1)


def _reordered(case: Case) -> bool:
    one, other = case.student.flatten(), case.expected.flatten()
    if one.shape != other.shape or one.numel() == 1 or not case.finite:
        return False
    return case.alike(one.sort().values, other.sort().values)
