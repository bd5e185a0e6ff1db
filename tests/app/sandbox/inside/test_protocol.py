"""The order and form of what a room says."""

from __future__ import annotations

import os
import signal

import torch

from app.sandbox.inside import channel
from app.sandbox.wire import Kind
from graders.plan import Call, Plan
from tests.app.sandbox.inside.rooms import Rooms

TRIVIAL = "import torch\ny = torch.tensor([1., 2.]) * 2\n"


def test_the_kinds_of_frames_are_those_of_the_wire() -> None:
    """The inside cannot import the protocol, so its numbers are compared here."""
    for name in ("JOB", "FACTS", "STARTED", "FINISHED", "CALLS", "ANSWERS", "AT", "END"):
        assert getattr(channel, name) == Kind[name]


def test_facts_come_before_the_first_cell_and_the_end_after_the_last(rooms: Rooms) -> None:
    """FACTS, then two frames a cell, then END; nothing between and nothing after."""
    told = rooms.run(TRIVIAL, "z = y + 1")
    cell = [Kind.STARTED, Kind.FINISHED]
    assert told.kinds == [Kind.FACTS, *cell, *cell, Kind.END]
    assert [frame.cell for frame in told.frames] == [0, 0, 0, 1, 1, 0]
    assert told.declared.ended
    assert torch.equal(told.last.namespace["z"].value, torch.tensor([3.0, 5.0]))  # type: ignore[union-attr, arg-type]


def test_hidden_inputs_are_asked_for_once_the_cell_has_ended(rooms: Rooms) -> None:
    """ANSWERS follow the FINISHED of the very cell that the calls are due after."""
    plan = Plan(calls=(Call(name="a", function="f", arguments=(3,), after=1),))
    told = rooms.run("x = 1", "def f(n):\n    return n + x", "x = 2", plan=plan)
    assert told.kinds[5:7] == [Kind.ANSWERS, Kind.STARTED]
    assert told.cells[1].answers[0].value == 4
    assert not told.cells[2].answers


def test_a_program_without_cells_ends_at_once(rooms: Rooms) -> None:
    """No cells is no error."""
    assert rooms.run().kinds == [Kind.FACTS, Kind.END]


def test_a_process_that_ends_itself_has_told_what_came_before(rooms: Rooms) -> None:
    """`os._exit` in the third cell leaves the first two as they were told."""
    told = rooms.run("a = 1", "b = 2", "import os\nos._exit(7)")
    assert os.waitstatus_to_exitcode(told.status) == 7
    assert [cell.index for cell in told.cells] == [0, 1]
    assert told.declared.under_way == 2
    assert not told.declared.ended


def test_a_room_that_has_said_all_waits_to_be_killed(rooms: Rooms) -> None:
    """After END the process neither exits by itself nor says more."""
    assert rooms.run(TRIVIAL).status == signal.SIGKILL


def test_the_seed_sets_every_stream(rooms: Rooms) -> None:
    """torch, NumPy and random draw alike from equal seeds, and otherwise from others; seeds of any size are taken."""
    draw = "import torch, numpy, random\nn = (torch.rand(1).item(), float(numpy.random.rand()), random.random())"
    first, again, other = (rooms.run(draw, plan=Plan(seed=seed)).last.namespace["n"] for seed in (1 << 40, 1 << 40, 7))
    assert first == again
    assert isinstance(first, tuple)
    assert isinstance(other, tuple)
    assert all(a != b for a, b in zip(first, other, strict=True))
    as_by_hand = rooms.run(f"import torch\ntorch.manual_seed(7)\n{draw}", plan=Plan(seed=1)).last.namespace["n"]
    assert isinstance(as_by_hand, tuple)
    assert as_by_hand[0] == other[0]


def test_a_student_may_replace_what_we_tell_with(rooms: Rooms) -> None:
    """Patched json, torch and traceback do not lose the observation of an honest value."""
    told = rooms.run(
        "import json, torch, traceback, linecache, sys\n"
        "json.dumps = json.JSONEncoder.encode = torch.Tensor.numpy = None\n"
        "traceback.StackSummary.from_list = linecache.getline = None\n"
        "sys.setrecursionlimit(60)\n"
        "sys.settrace(lambda *_: 1 / 0)\n"
        "sys.setprofile(lambda *_: 1 / 0)\n"
        "x = 5",
        "1 / 0",
    )
    assert told.cells[0].namespace["x"] == 5
    assert told.cells[1].raised is not None
    assert told.cells[1].raised.message == "division by zero"
