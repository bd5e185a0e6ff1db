"""The border between 0 and 1 at which a program decides what its network says. Used by Q24 and Q25."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graders.authoring import Evidence, Found, Model
from graders.evidence.value import HANDING
from graders.observation import How

if TYPE_CHECKING:
    import torch

LOGITS = ("BCEWithLogitsLoss", "binary_cross_entropy_with_logits", "SoftMarginLoss", "soft_margin_loss")
PROBABILITIES = ("BCELoss", "binary_cross_entropy")
DEPTH = 6  #: steps from a decision back to the output that it is made on
LEFT = frozenset({How.SUBSCRIPT, How.ATTRIBUTE})


def borders(seen: Evidence, model: Model | None, output: torch.Tensor) -> tuple[float, ...]:
    """Where the outputs of a network are decided at: as the code does it, else by what it was trained with."""
    own = dict.fromkeys(_decided(seen, model)) if model is not None else {}
    if own:
        return tuple(own)
    squeezed = model is not None and any(_is_sigmoid(one) and _raw(seen, model, one) for one in seen.everything)
    coded = bool((output < -1 / 2).any()) and not seen.calls(*PROBABILITIES)
    return (0.0,) if squeezed or coded or seen.calls(*LOGITS) else (1 / 2,)


def _decided(seen: Evidence, model: Model) -> Iterator[float]:
    """The borders that stand beside outputs of this network, as they came out of it."""
    for one in seen.everything:
        if one.made is None:
            continue
        name = one.callee.rpartition(".")[2]
        if one.made.how is How.COMPARE and (border := _beside(one)) is not None and _raw(seen, model, one):
            yield border
        elif name in {"round", "sign", "sgn"} and _raw(seen, model, one):
            yield 1 / 2 if name == "round" else 0.0


def _beside(one: Found) -> float | None:
    """The number that an output is compared with."""
    assert one.made is not None  # noqa: S101 - a comparison was made
    left, _, right = one.made.source.partition(one.made.name)
    for side in (right, left):
        try:
            return float(side)
        except ValueError:
            continue
    return None


def _is_sigmoid(one: Found) -> bool:
    return one.callee.rpartition(".")[2].lower() == "sigmoid"


def _raw(seen: Evidence, model: Model, one: Found) -> bool:
    """Whether something was done to what a network gave back, with no more than a new shape in between."""
    line = seen.operands(one)
    for _ in range(DEPTH):
        if any(_is_output(each, model) for each in line):
            return True
        line = [up for each in line if _hands_on(each) for up in seen.operands(each)]
    return False


def _hands_on(one: Found) -> bool:
    how = one.made.how if one.made else None
    return one.looked_at or how in LEFT or one.callee.rpartition(".")[2] in HANDING


def _is_output(one: Found, model: Model) -> bool:
    if one.made is None or one.made.how is not How.CALL:
        return False
    token = one.made.callee_token
    if model.answer.token is not None:
        return token == model.answer.token
    return token is None and one.callee.startswith("__main__.") and one.callee.rpartition(".")[2] == model.name
