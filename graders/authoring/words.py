"""The small words of a check: what it says of an answer, and what it compares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, Unpack

import torch

from graders import compare
from graders.evidence import Failure
from graders.evidence.value import Terms
from graders.explain import Context, explain
from graders.observation import Answer, ModelAnswer, Place

Draw: TypeAlias = Callable[[torch.Generator], torch.Tensor]


@dataclass(frozen=True)
class Credit:
    """A part of a check's points, from 0 to 1, and the sentence that says why."""

    fraction: float
    reason: str = ""
    hint: str = ""
    place: Place | None = None

    def __post_init__(self) -> None:
        """Refuse a part that is none (ValueError, to the author)."""
        if not 0 <= self.fraction <= 1:
            raise ValueError(f"a credit is from 0 to 1, not {self.fraction!r}")


def require(condition: object, reason: str, *, hint: str = "", place: Place | None = None, known: bool = False) -> None:
    """Fail the check unless the condition holds. `known`: the condition names a mistake, and not only an absence."""
    if not condition:
        raise Failure(reason, hint=hint, place=place, known=known)


def close(
    actual: object,
    expected: object,
    what: str = "",
    *,
    hints: Mapping[str, object] | None = None,
    context: Context | None = None,
    **terms: Unpack[Terms],
) -> None:
    """Fail the check unless two values are close, and say why they are not; `what` is what the student calls it.

    `hints` are mistakes made here: what to say, and the value that comes of it. Terms as in `graders.compare.close`.
    """
    value = actual.value if isinstance(actual, Answer | ModelAnswer) else actual
    for text, wrong in (hints or {}).items():
        if compare.close(value, expected, **terms) and not compare.close(value, wrong, **terms):
            raise Failure(f"{what or 'This'} is not what it should be.", hint=text, known=True)
    why = explain(value, expected, replace(context or Context(), **terms))
    if why is not None:
        raise Failure.explained(why, of=what)


def normal(*shape: int) -> Draw:
    """Numbers of the standard normal distribution, drawn afresh for each submission."""
    return lambda generator: torch.randn(shape, generator=generator)


def uniform(low: float, high: float, *shape: int) -> Draw:
    """Numbers between two bounds, drawn afresh for each submission."""
    return lambda generator: low + (high - low) * torch.rand(shape, generator=generator)
