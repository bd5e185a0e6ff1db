"""What goes into the room. That it arrives whole is tested with the inside that reads it."""

from __future__ import annotations

import json

import torch

from app.sandbox.box import Program
from app.sandbox.customs.outgoing import calls, job_text
from app.sandbox.wire import Kind
from graders.plan import Call, Data, InputSize, ModelCall, Plan, Spot, Vary

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


def test_what_is_varied_goes_in_without_its_names() -> None:
    """The checks' names stay outside, as those of calls do; a draw alone varies nothing."""
    data = Data(name="secret name", old=((1, 2.5), (3,)), new=((4, 5), (6,)))
    vary = Vary(draw=3, data=(data,), places=(Spot(cell=1, line=2, column=3),), offset=4)
    told = job_text(Program.of("a"), Plan(vary=vary))
    assert b"secret" not in told
    assert json.loads(told)["vary"] == {
        "draw": 3,
        "data": [{"old": [[1, 2.5], [3]], "new": [[4, 5], [6]]}],
        "places": [[1, 2, 3]],
        "offset": 4,
    }
    assert "vary" not in json.loads(job_text(Program.of("a"), Plan(vary=Vary(draw=3))))


def test_calls_of_models_go_in_after_the_calls_by_name() -> None:
    """Their rows lie behind the other arguments; a cell may be followed by nothing but these."""
    rows = torch.ones(2, 2)
    model = ModelCall(name="secret name", rows=rows, size=InputSize.OWN, functions=True, after=3)
    plan = Plan(calls=(Call(name="a", function="f", arguments=(torch.zeros(4),), after=3),), models=(model,))
    frame = calls(plan, 3)
    assert frame is not None
    assert b"secret" not in frame.text
    told = {"dtype": "float32", "shape": [2, 2], "requires_grad": False, "bytes": 16}
    assert json.loads(frame.text)["models"] == [{"rows": {"tensor": told}, "own": True, "functions": True}]
    assert frame.blob == bytes(16) + b"\0\0\x80\x3f" * 4
    alone = Plan(models=(model,))
    assert json.loads(job_text(Program.of("a"), alone))["calls"] == {"3": True}
    only = calls(alone, 3)
    assert only is not None
    assert json.loads(only.text)["calls"] == []
