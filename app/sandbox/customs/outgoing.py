"""What goes into the room: the job's text, and the hidden inputs of a cell once it has ended."""

from __future__ import annotations

import json
from math import isfinite, isnan

import torch

from app.sandbox.box import Program
from app.sandbox.customs.goods import GRAIN
from app.sandbox.wire import Frame, Kind
from graders.plan import Argument, Call, InputSize, ModelCall, Plan, Vary


def job_text(program: Program, plan: Plan) -> bytes:
    """The text of the JOB frame. It says which cells are followed by calls, and nothing of the calls themselves."""
    orders = {
        "cells": program.cells,
        "seed": plan.seed,
        "calls": {str(cell): True for cell in sorted(due(plan))},
    }
    if varied(plan):
        orders["vary"] = _vary(plan.vary)
    return json.dumps(orders).encode()


def due(plan: Plan) -> set[int]:
    """The cells after which something is called."""
    return {call.after for call in plan.calls} | {call.after for call in plan.models}


def varied(plan: Plan) -> bool:
    """Whether anything is other than as written."""
    return bool(plan.vary.data or plan.vary.places or plan.vary.offset)


def calls(plan: Plan, cell: int) -> Frame | None:
    """The CALLS frame for a cell that has ended; None if nothing is to be called then.

    The names by which the checks know the answers stay here: the desk puts them back by the order of the calls.
    """
    if cell not in due(plan):
        return None
    pieces: list[bytes] = []
    told = {"calls": [_told(call, pieces) for call in plan.calls if call.after == cell]}
    models = [_asked(call, pieces) for call in plan.models if call.after == cell]
    if models:
        told["models"] = models
    return Frame(kind=Kind.CALLS, cell=cell, text=json.dumps(told).encode(), blob=b"".join(pieces))


def _told(call: Call, pieces: list[bytes]) -> dict[str, object]:
    return {"function": call.function, "arguments": [_argument(argument, pieces) for argument in call.arguments]}


def _asked(call: ModelCall, pieces: list[bytes]) -> dict[str, object]:
    rows = _argument(call.rows, pieces)
    return {"rows": rows, "own": call.size is InputSize.OWN, "functions": call.functions}


def _vary(vary: Vary) -> dict[str, object]:
    """What is varied; by what names the checks know it stays here."""
    return {
        "draw": vary.draw,
        "data": [{"old": data.old, "new": data.new} for data in vary.data],
        "places": [[spot.cell, spot.line, spot.column] for spot in vary.places],
        "offset": vary.offset,
    }


def _argument(argument: Argument, pieces: list[bytes]) -> dict[str, object]:
    if isinstance(argument, torch.Tensor):
        return {"tensor": _tensor(argument, pieces)}
    if isinstance(argument, float) and not isfinite(argument):
        return {"float": "nan" if isnan(argument) else "inf" if argument > 0 else "-inf"}
    return {"plain": argument}


def _tensor(tensor: torch.Tensor, pieces: list[bytes]) -> dict[str, object]:
    bare = tensor.detach().cpu().resolve_conj().resolve_neg().contiguous()
    data = bare.reshape(-1).view(torch.uint8).numpy().tobytes()
    pieces.append(data + bytes(-len(data) % GRAIN))
    return {
        "dtype": str(bare.dtype).removeprefix("torch."),
        "shape": list(bare.shape),
        "requires_grad": tensor.requires_grad,
        "bytes": len(data),
    }
