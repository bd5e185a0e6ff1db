"""What is known of a program that was stopped, or that took its process with it."""

from __future__ import annotations

import signal

from app.sandbox.customs import line_of_crash
from app.sandbox.wire import Kind
from graders.plan import Call, Plan
from tests.app.sandbox.inside.rooms import Rooms


def test_the_line_that_was_reached_is_told(rooms: Rooms) -> None:
    """The innermost line of the student's, after which the room says nothing more."""
    told = rooms.run("def f():\n    while True:\n        pass\nf()", "x = 1", time_up_after=0.2)
    assert told.kinds == [Kind.FACTS, Kind.STARTED, Kind.AT]
    at = told.declared.at
    assert at is not None
    assert (at.cell, at.line) in {(0, 2), (0, 3)}
    assert told.declared.under_way == 0
    assert told.status == signal.SIGKILL


def test_time_spent_in_torch_is_the_students_line(rooms: Rooms) -> None:
    """Frames of torch's own are passed over."""
    told = rooms.run(
        "import torch\nw = torch.ones(1, requires_grad=True)\nopt = torch.optim.Adam([w])\nwhile True:\n    opt.step()",
        time_up_after=0.3,
    )
    at = told.declared.at
    assert at is not None
    assert at.line in {4, 5}


def test_a_program_that_sleeps_is_woken(rooms: Rooms) -> None:
    """The wall clock ends it with its line too; the function may be of an earlier cell."""
    told = rooms.run("import time\ndef nap():\n    time.sleep(600)", "nap()", time_up_after=0.1)
    assert told.declared.at is not None
    assert (told.declared.at.cell, told.declared.at.line, told.declared.at.code) == (0, 3, "    time.sleep(600)")


def test_a_probe_that_does_not_end_is_told_with_its_line(rooms: Rooms) -> None:
    """Its cell has been told by then, and stays."""
    plan = Plan(calls=(Call(name="a", function="f"),))
    told = rooms.run(
        "x = 1\ndef f():\n    import time\n    time.sleep(600)", plan=plan, time_up_after=0.3, time_up_in=Kind.FINISHED
    )
    assert told.kinds == [Kind.FACTS, Kind.STARTED, Kind.FINISHED, Kind.AT]
    assert told.cells[0].namespace["x"] == 1
    assert told.declared.at is not None
    assert told.declared.at.line == 4


def test_a_message_that_takes_for_ever_is_the_cells_time(rooms: Rooms) -> None:
    """An exception's own text is made by the student's code."""
    text = "class E(Exception):\n    def __str__(self):\n        while True: pass\nraise E"
    told = rooms.run(text, time_up_after=0.2)
    assert told.declared.at is not None
    assert told.declared.at.line == 3


def test_a_crash_leaves_its_line_in_the_printed_text(rooms: Rooms) -> None:
    """A segmentation fault in a function is told with the line that made it."""
    told = rooms.run("x = 1", "import ctypes\ndef f():\n    ctypes.string_at(0)\nprint('here')\nf()\n")
    assert told.status & 0x7F == signal.SIGSEGV
    assert [cell.index for cell in told.cells] == [0]
    assert told.stdout.startswith(b"here\n")
    place = line_of_crash(told.program, told.stdout)
    assert place is not None
    assert (place.cell, place.line, place.code) == (1, 3, "    ctypes.string_at(0)")
