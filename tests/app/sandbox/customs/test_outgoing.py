"""What goes into the room. That it arrives whole is tested with the inside that reads it."""

from __future__ import annotations

import json

import torch

from app.sandbox.box import Program
from app.sandbox.customs.outgoing import calls, job_text
from app.sandbox.wire import Kind
from graders.plan import Call, Plan

PLAN = Plan(
    seed=7,
    calls=(
        Call(name="secret name", function="f", arguments=(torch.ones(1, 2), 3), after=1),
        Call(name="b", function="g", arguments=(torch.tensor([True])[0], float("nan"), None), after=1),
        Call(name="c", function="h", after=2),
    ),
)


def test_a_job_says_after_which_cells_calls_come_and_no_more() -> None:
    """Neither functions nor inputs are known inside before their cell has ended."""
    told = json.loads(job_text(Program.of("a", "'\ud800'", "c"), PLAN))
    assert told == {"cells": ["a", "'\ud800'", "c"], "seed": 7, "calls": {"1": True, "2": True}}


def test_calls_are_those_of_one_cell_without_their_names() -> None:
    """Tensors lie in the blob one after another, each filled up to 16 bytes."""
    frame = calls(PLAN, 1)
    assert frame is not None
    assert (frame.kind, frame.cell) == (Kind.CALLS, 1)
    assert b"secret" not in frame.text
    first, second = json.loads(frame.text)["calls"]
    ones = {"dtype": "float32", "shape": [1, 2], "requires_grad": False, "bytes": 8}
    assert first == {"function": "f", "arguments": [{"tensor": ones}, {"plain": 3}]}
    truth = {"dtype": "bool", "shape": [], "requires_grad": False, "bytes": 1}
    assert second == {"function": "g", "arguments": [{"tensor": truth}, {"float": "nan"}, {"plain": None}]}
    assert frame.blob == b"\0\0\x80\x3f\0\0\x80\x3f" + bytes(8) + b"\1" + bytes(15)


def test_a_cell_without_calls_has_no_frame() -> None:
    """There is nothing to send."""
    assert calls(PLAN, 0) is None
