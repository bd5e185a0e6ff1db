"""What Q1 to Q10 ask of tensors: the same numbers, whatever their shape; and a message for the tensor that is near."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import torch

from graders.authoring import Evidence, Failure, Found
from graders.evidence import Reading, Rule

LONG = 60  #: letters of an expression that are quoted


def same_numbers(one: Found, numbers: torch.Tensor) -> bool:
    """Whether a value holds these numbers, in this order, in any shape."""
    tensor = one.tensor
    if tensor is None or tensor.numel() != numbers.numel() or tensor.is_complex():
        return False
    return torch.allclose(tensor.reshape(-1).double(), numbers.reshape(-1).double())


def has_shape(one: Found, *sizes: int) -> bool:
    """Whether it is a tensor of this shape."""
    return one.is_tensor and one.tensor is not None and tuple(one.tensor.shape) == sizes


def shape_of(one: Found) -> tuple[int, ...]:
    """The shape of a tensor or array; of nothing else: ()."""
    return () if one.tensor is None else tuple(one.tensor.shape)


def alike(one: Found) -> bool:
    """Whether all its numbers are the same, so that their order cannot be told."""
    tensor = one.tensor
    return tensor is not None and tensor.numel() > 0 and bool((tensor == tensor.reshape(-1)[0]).all())


def called(one: Found) -> str:
    """What the student wrote to get it, cut where it is long."""
    return one.source if len(one.source) <= LONG else one.source[: LONG - 3] + "..."


def plainly(seen: Evidence, rule: Rule, names: Collection[str], *shapes: tuple[int, ...]) -> bool:
    """Whether one of these operators or functions of PyTorch's gave the right result for tensors of these shapes.

    Also where numbers are all alike: a relation between such proves nothing, but here it is seen what made them.
    """
    for one in seen.tensors:
        name = one.operator or (one.callee.rpartition(".")[2] if one.callee.startswith(("torch", "_operator")) else "")
        operands = [other for other in seen.operands(one) if other.tensor is not None and other.seen is not None]
        several = len({other.token for other in operands}) == len(shapes)  # a tensor and itself are not two
        if name in names and several and sorted(map(shape_of, operands)) == sorted(shapes) and not one.looked_at:
            result = rule(*(other.tensor for other in operands))
            if isinstance(result, torch.Tensor) and same_numbers(one, result):
                seen.note(one)
                return True
    return False


def related(
    seen: Evidence, rule: Rule, *, missing: str, hint: str, hints: Mapping[str, Rule] | None = None, **shapes: str
) -> Reading:
    """Find inputs and an output, as `seen.derived` does; `missing` is said where no mistake was recognised."""
    try:
        return seen.derived(rule, hints=hints, accept=None, **shapes)
    except Failure as why:
        if why.known or why.message_id == "seen.flood":
            raise
        raise Failure(missing, hint=hint) from None
