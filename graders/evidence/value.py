"""Looking for one value among all that a run produced; and where it is not there, for the nearest, to say why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypedDict

import torch

from graders.compare import close, tensor_of
from graders.evidence.failure import Failure
from graders.evidence.found import Found
from graders.evidence.sentences import failure
from graders.evidence.trail import Trail, distinct
from graders.explain import Context, Explanation, explanations
from graders.explain.case import Strength
from graders.observation import Value

LOOKED_AT = 40  #: values near the end that are compared when none is right
#: calls that hand numbers on as they are
HANDING = frozenset({
    "tensor", "as_tensor", "asarray", "from_numpy", "Tensor", "FloatTensor", "LongTensor", "DoubleTensor", "IntTensor",
    "item", "tolist", "numpy", "to", "float", "double", "long", "int", "half", "type", "type_as", "clone", "detach",
    "cpu", "cuda", "requires_grad_", "contiguous", "reshape", "view", "flatten", "ravel", "squeeze", "unsqueeze",
    "select", "index_select", "take", "gather", "narrow", "unbind", "chunk", "split", "stack", "cat", "expand",
    "repeat",
})  # fmt: skip


#: Python's own, which of a tensor leave the work to PyTorch, and of a list do it themselves
PYTHONS = frozenset({"builtins.max", "builtins.min", "builtins.sum", "builtins.sorted"})


class Terms(TypedDict, total=False):
    """The terms of `graders.compare.close`."""

    rtol: float
    atol: float
    dtype: torch.dtype
    exact_shape: bool
    tensor: bool


def find(  # noqa: PLR0913 - each keyword is a choice that a check may make
    trail: Trail,
    expected: object,
    *,
    of: object = None,
    hints: Mapping[str, object] | None = None,
    context: Context | None = None,
    terms: Terms | None = None,
) -> Found:
    """Give the first value that is close to `expected`; else raise the Failure that says most.

    It must be a tensor or a number taken out of one. With `of`, the numbers that the task gives, it must have been
    computed by PyTorch from a tensor that held them.
    """
    terms = terms or {}
    given = tensor_of(of)
    near: list[Failure] = []
    candidates = [one for one in distinct(trail.mine) if one.tensor is not None]
    wanted = tensor_of(expected)
    for found in candidates:
        if _as_many(found, wanted) and close(_single(found, terms), expected, **terms) is None:
            if reason := _unfit(trail, found, given):
                near.append(reason)
            else:
                trail.claimed.add(found)
                return found
    if near:
        raise near[0]
    own = [one for one in candidates if one.seen is not None or trail.of_tensor(one)]
    free = [one for one in own if not _claimed(trail, one)]
    _raise_hint(free, hints or {}, terms)
    raise _nearest(own, free, expected, given, replace(context or Context(), **terms))


def _claimed(trail: Trail, found: Found) -> bool:
    """Whether another check has found it right, or what it was taken out of; what is computed from it is new."""
    queue, seen = [found], {found}
    while queue:
        one = queue.pop()
        if one in trail.claimed:
            return True
        above = [] if _works(trail, one) else [parent for parent in trail.parents(one) if parent not in seen]
        seen.update(above)
        queue += above
    return False


def _as_many(found: Found, wanted: torch.Tensor | None) -> bool:
    """Whether there are as many numbers: what costs nothing is looked at first."""
    return wanted is None or (found.tensor is not None and found.tensor.numel() == wanted.numel())


def _single(found: Found, terms: Terms) -> Value:
    """One number without the axes of size one that keepdim or a column of data leave."""
    tensor = found.seen.value if found.seen else None
    if found.seen is None or tensor is None or tensor.numel() != 1 or terms.get("exact_shape"):
        return found.value
    return replace(found.seen, value=tensor.reshape(()), shape=())


def _unfit(trail: Trail, found: Found, given: torch.Tensor | None) -> Failure | None:
    if not (found.is_tensor or trail.of_tensor(found)):
        return failure("seen.array" if found.is_array else "seen.list", place=found.place, known=True)
    if given is None:
        return None
    if not trail.of_tensor(found):
        return failure("seen.typed", place=found.place, known=True)
    if (plain := _by_python(trail, found)) is not None:
        return failure("seen.list", place=plain.place, known=True)
    line = (found, *trail.ancestors(found))
    if not any(_works(trail, one) for one in line):
        of_list = any(one.callee in PYTHONS for one in line)
        return failure("seen.list" if of_list else "seen.picked", place=found.place, known=True)
    return None if holds(trail, found, given) else failure("seen.elsewhere", place=found.place, known=True)


def _by_python(trail: Trail, found: Found) -> Found | None:
    """Where Python, or NumPy, worked out the very number before a tensor was made of it."""
    plain = (one for one in trail.ancestors(found) if one.callee or one.operator)
    return next((one for one in plain if _is_same(one, found) and not trail.of_tensor(one) and not one.is_tensor), None)


def _is_same(one: Found, found: Found) -> bool:
    return one.tensor is not None and one.tensor.numel() == 1 and close(one.value, found.value) is None


def _works(trail: Trail, found: Found) -> bool:
    """Whether PyTorch computed something here, and did not only make, cast or pick it out."""
    if found.operator:
        return True
    if found.callee in PYTHONS:
        return any(one.is_tensor for one in trail.parents(found))
    module, _, name = found.callee.rpartition(".")
    return module.startswith("torch") and name not in HANDING


def holds(trail: Trail, found: Found, given: torch.Tensor) -> bool:
    """Whether the given numbers, in any order, are among those that a value came from."""
    above = [one for one in trail.ancestors(found) if one.is_tensor]
    wanted = sorted(given.double().reshape(-1).tolist())
    whole = {round(n, 4) for one in above if one.tensor is not None for n in one.tensor.double().reshape(-1).tolist()}
    return all(round(number, 4) in whole for number in wanted)


def _raise_hint(candidates: Sequence[Found], hints: Mapping[str, object], terms: Terms) -> None:
    for text, wrong in hints.items():
        for found in candidates:
            if close(found.value, wrong, **terms) is None:
                raise Failure(f"`{found.source}` is not the value asked for.", hint=text, place=found.place, known=True)


def _nearest(
    candidates: Sequence[Found],
    free: Sequence[Found],
    expected: object,
    given: torch.Tensor | None,
    context: Context,
) -> Failure:
    told: list[tuple[Explanation, Found]] = []
    made = [one for one in free if given is None or not same(one, given)]
    for found in made[-LOOKED_AT:]:
        told += [(why, found) for why in explanations(found.value, expected, context)[:1]]
    told.sort(key=lambda one: one[0].strength)
    if told and told[0][0].strength < Strength.PATTERN:
        why, found = told[0]
        return Failure.explained(why, of=found.source, place=found.place, known=False)
    if not candidates:
        return failure("seen.nothing")
    return failure("seen.none", count=len({one.token for one in candidates if one.is_tensor}))


def same(found: Found, given: torch.Tensor) -> bool:
    """Whether a value is the task's own data, however it is shaped."""
    tensor = found.tensor
    if tensor is None or tensor.numel() != given.numel() or tensor.is_complex():
        return False
    return torch.allclose(tensor.double().reshape(-1), given.double().reshape(-1))
