"""The right numbers kept as something else, or changed by being kept so."""

from __future__ import annotations

from collections.abc import Iterator

import torch

from graders.compare import Difference
from graders.explain.case import Case, Explanation, Strength, attempt

COARSE = {torch.float16: "float16", torch.bfloat16: "bfloat16", torch.float32: "float32"}
SMALL = {torch.uint8: "uint8", torch.int8: "int8", torch.int16: "int16", torch.int32: "int32"}
ROOM = 32  #: roundings of a coarse dtype that a short computation may add up


def find(case: Case) -> Iterator[Explanation]:
    """Not a tensor, not the dtype asked for, true and false; cut to whole numbers, wrapped round, rounded."""
    mismatch = case.mismatch
    if mismatch.what in {Difference.DTYPE, Difference.KIND}:
        yield Explanation(message_id=mismatch.message_id, params=mismatch.params, strength=Strength.STATED)
    if case.aligned and case.finite and case.wrong.any():
        yield from _cut(case)
        yield from _narrow(case)
    operation = case.context.operation
    whole = [o.trunc() if isinstance(o, torch.Tensor) else int(o) for o in case.context.operands]
    if operation is not None and case.same(attempt(operation, *whole)):
        yield Explanation(message_id="type.inputs_cut")


def _cut(case: Case) -> Iterator[Explanation]:
    """The fractions are gone. Where nothing but zeros is left, only a whole dtype makes that the likely story."""
    cut, floored = case.expected.trunc(), case.expected.floor()
    if not cut.any() and case.found.is_floating_point():
        return
    if case.same(cut):
        yield Explanation(message_id="type.fractions_cut" if case.same(floored) else "type.cast_to_int")
    elif case.same(floored):
        yield Explanation(message_id="type.floored")
    elif case.same(case.expected.round()):
        yield Explanation(message_id="type.rounded")
    values = set(case.student.flatten().tolist())
    if values == {0.0, 1.0} and (case.same(case.expected != 0) or case.same(case.expected > 0)):
        yield Explanation(message_id="type.truth", strength=Strength.PATTERN)


def _narrow(case: Case) -> Iterator[Explanation]:
    """Wrapped round in a small whole dtype, or rounded in a coarse one."""
    if bool((case.expected == case.expected.round()).all()) and case.expected.abs().amax() < 2**62:
        for dtype, name in SMALL.items():
            if case.same(case.expected.to(torch.int64).to(dtype)):
                yield Explanation(message_id="type.wrapped", params={"name": name})
    for dtype, name in COARSE.items() if case.student.numel() > 1 else ():
        known = case.found.dtype == dtype and _within(case, torch.finfo(dtype).eps)
        if known or torch.equal(case.expected.to(dtype).to(torch.float64), case.student):
            strength = Strength.STATED if known else Strength.RELATION
            yield Explanation(message_id="type.coarse", params={"name": name}, strength=strength)


def _within(case: Case, eps: float) -> bool:
    largest = case.expected.abs().amax().item()
    return (case.student - case.expected).abs().amax().item() <= ROOM * eps * largest
