"""Hidden rows made to fit a model, and the ways in which they can be given: the task leaves these to the student."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import torch

from .kept import attributes, own, parts
from .values import kind_name

WIDEST = 4096

_alone = torch._C.DisableTorchFunction
_cat, _stack, _tensor = torch.cat, torch.stack, torch.tensor
_Module, _Tensor, _double = torch.nn.Module, torch.Tensor, torch.float64
_plain = frozenset((bool, int, float))


def ways(target: Any, rows: Any) -> Iterator[tuple[Callable[[], Any], Any]]:
    """The calls to try, each on a copy of its own, and the rows as they are given in it.

    As they are; without the second dimension where that is one wide; in double precision, where it is a function, of
    which nobody knows what it computes in; and one by one.
    """
    yield lambda: target(rows.clone()), rows
    if rows.dim() == 2 and rows.shape[1] == 1:
        yield lambda: target(rows[:, 0].clone()), rows[:, 0]
    if not issubclass(type(target), _Module):
        yield lambda: target(rows.double()), rows
    yield lambda: _stacked([target(row.clone()) for row in rows]), rows


def _stacked(results: list[Any]) -> Any:
    """What was given back row by row: one tensor where all are tensors of one kind or all are numbers."""
    kinds = {type(result) for result in results}
    if results and kinds <= _plain:
        return _tensor(results, dtype=_double if float in kinds else None)
    with _alone():
        if kinds == {_Tensor} and len({(result.shape, result.dtype) for result in results}) == 1:
            return _stack([result.detach() for result in results])
    return results


def width_of(module: Any) -> int | None:
    """How many columns the first weight of a module takes; None if that cannot be told.

    A linear layer says so, be it a class of the student's own. Other layers of torch's have it last in the weight, and
    a weight made by hand has it first, as in `x @ w`.
    """
    for part in parts(module):
        told = attributes(part).get("in_features")
        ready_made = kind_name(type(part)).startswith("torch.")
        for weight in own(part, "parameters").values():
            shape = _shape(weight)
            if len(shape) == 2 or (len(shape) == 1 and not ready_made):
                width = told if type(told) is int else shape[-1] if ready_made else shape[0]
                return width if 0 < width <= WIDEST else None
    return None


def type_of(module: Any, given: torch.dtype) -> torch.dtype:
    """The type of a module's first floating weight, in which it has to be given its rows; else what is given."""
    for part in parts(module):
        for weight in own(part, "parameters").values():
            with _alone():
                if issubclass(type(weight), _Tensor) and weight.dtype.is_floating_point:
                    return weight.dtype  # type: ignore[no-any-return]
    return given


def widened(rows: Any, width: int) -> Any:
    """The rows with so many columns: repeated or left out."""
    if rows.dim() != 2 or not rows.shape[1]:
        return rows
    return _cat([rows] * (-(-width // rows.shape[1])), dim=1)[:, :width].clone()


def _shape(weight: Any) -> tuple[int, ...]:
    """A parameter's shape; none where it has none yet, as in a lazy layer that was never called."""
    with _alone():
        try:
            return tuple(weight.shape) if issubclass(type(weight), _Tensor) else ()
        except RuntimeError:
            return ()
