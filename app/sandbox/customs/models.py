"""What models gave back for hidden rows. What they were given instead of these is checked against the plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from app.sandbox.customs.goods import NAME, Goods
from app.sandbox.customs.parts import token
from app.sandbox.customs.strict import listing, record, refuse, text
from graders.observation import ModelAnswer, Raised, TensorSeen
from graders.plan import InputSize, ModelCall

MODELS = 8

_TYPES = frozenset((torch.float32, torch.float64, torch.float16, torch.bfloat16))  # that a model may compute in
_MODEL = frozenset(("type", "called", "token", "rows", "value", "blank", "raised"))


def read_models(
    told: object, call: ModelCall, goods: Goods, raised: Callable[[Any], Raised | None]
) -> list[ModelAnswer]:
    """The answers of all models to one call. Raises Contraband."""
    return [_model(model, call, goods, raised) for model in listing(told, MODELS)]


def _model(told: object, call: ModelCall, goods: Goods, raised: Callable[[Any], Raised | None]) -> ModelAnswer:
    model = record(told, _MODEL)
    return ModelAnswer(
        name=call.name,
        type=text(model["type"], NAME),
        called=text(model["called"], NAME),
        token=token(model["token"]),
        rows=None if model["rows"] is None else _rows(goods.value(model["rows"]), call),
        value=goods.value(model["value"]),
        blank=goods.value(model["blank"]),
        raised=raised(model["raised"]),
    )


def _rows(seen: object, call: ModelCall) -> TensorSeen:
    """The rows that a model was given: those of the plan, with columns repeated or left out, and no others."""
    if not isinstance(seen, TensorSeen) or call.size is InputSize.GIVEN:
        refuse("a model was given something else than it should have been")
    if seen.value is None:
        return seen
    rows, kind = _fitted(call.rows, seen.shape), seen.value.dtype
    if kind not in _TYPES or not torch.equal(seen.value, rows.to(kind)):
        refuse("a model was not given the rows of the plan")
    return seen


def _fitted(rows: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    if rows.dim() != 2 or not rows.shape[1] or len(shape) not in {1, 2}:
        return rows
    width = shape[1] if len(shape) == 2 else 1
    wide = torch.cat([rows.detach().cpu()] * -(-width // rows.shape[1]), dim=1)[:, :width]
    return wide if len(shape) == 2 else wide[:, 0]
