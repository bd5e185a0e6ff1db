"""The real box, from a program to its run: statuses, sentences, lines, seeds, calls and limits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch

from app.bench.settled import settle
from app.sandbox.box import MIB, Limits, Program, Room, Run, TooMuch
from app.sandbox.client import BrokerBox
from app.sandbox.levels import Level
from graders.observation import Answer, RunStatus, TensorSeen
from graders.plan import Call, Data, ModelCall, Plan, Vary

QUICK = Limits(cell_cpu_s=1, cell_wall_s=2)


def run(box: BrokerBox, *cells: str, plan: Plan | None = None, limits: Limits = QUICK) -> Run:
    """Run cells with the usual plan and short limits."""
    return box.run(Program.of(*cells), plan or Plan(), limits)


def tensor(run: Run, name: str, cell: int = 0) -> torch.Tensor:
    """A tensor that a cell left under a name."""
    seen = run.observation.cells[cell].namespace[name]
    assert isinstance(seen, TensorSeen)
    assert seen.value is not None
    return seen.value


def test_tensors_text_and_usage_come_out(box: BrokerBox) -> None:
    """A finished run gives the values that were left, the text that was printed and what was used."""
    ended = run(box, "import torch\nx = torch.tensor([1.0, 2.0]) * 2\nprint('hello')")
    assert ended.status is RunStatus.FINISHED
    assert ended.sentence == "Your code ran to its end."
    assert torch.equal(tensor(ended, "x"), torch.tensor([2.0, 4.0]))
    assert ended.observation.stdout == "hello\n"
    assert 0 < ended.usage.wall_s < 10


@pytest.mark.parametrize(
    ("code", "status", "sentence", "line"),
    [
        ("x = 1\n1 / 0", RunStatus.RAISED, "Your code stopped with a ZeroDivisionError in line 2.", 2),
        ("x = (1,\ny = 2", RunStatus.RAISED, "Your code stopped with a SyntaxError in line 1.", 1),
        ("import sys\nsys.exit(1)", RunStatus.FINISHED, "Your code ran, and ended itself with sys.exit.", None),
        (
            "\nwhile True:\n    pass",
            RunStatus.OUT_OF_TIME,
            (
                "Your code used up its 1 second of computing time in line {line}. "
                "Look for a loop that never ends, or do fewer steps."
            ),
            (2, 3),
        ),
        (
            "import time\ntime.sleep(1000)",
            RunStatus.OUT_OF_TIME,
            (
                "Your code did not end within 2 seconds in line 2: it was waiting for something, "
                "such as a sleep, an input or a lock."
            ),
            2,
        ),
        (
            "import torch\nx = torch.zeros(10**11)",
            RunStatus.OUT_OF_MEMORY,
            "Your code asked for more memory than there is in line 2.",
            2,
        ),
        (
            "import os\nos.fork()",
            RunStatus.FORBIDDEN,
            (
                "Your code tried something that is not allowed here in line 2: starting programs, using the network, "
                "and reading or writing files outside /tmp are not part of the task."
            ),
            2,
        ),
        (
            "import ctypes\nctypes.string_at(0)",
            RunStatus.CRASHED,
            "Python itself crashed while it ran your code (SIGSEGV) in line 2.",
            2,
        ),
        (
            "import os\nos._exit(0)",
            RunStatus.CRASHED,
            "Your program ended Python at once, as os._exit does, so what it computed was lost.",
            None,
        ),
        (
            "import os\nos.write(3, b'x' * 100)",
            RunStatus.CRASHED,
            "Your program wrote to the channel that its results leave by, so they cannot be read.",
            None,
        ),
    ],
)
def test_each_end_has_its_status_its_sentence_and_its_line(
    box: BrokerBox, code: str, status: RunStatus, sentence: str, line: int | tuple[int, ...] | None
) -> None:
    """A student is told what happened, in words that say what to do, and where."""
    ended = run(box, code)
    assert ended.status is status
    lines = line if isinstance(line, tuple) else (line,)
    told = ended.place.line if ended.place else None
    assert told in lines
    assert ended.sentence == sentence.format(line=told)
    if ended.place:
        assert ended.place.code == code.splitlines()[ended.place.line - 1]


def test_results_over_the_cap_are_too_much_output(box: BrokerBox) -> None:
    """A room that says more than it may is ended from the size that it announced."""
    ended = run(box, "import torch\nx = torch.zeros(200_000)", limits=Limits(result=100_000))
    assert ended.status is RunStatus.TOO_MUCH_OUTPUT
    assert ended.sentence == "Your code left more than 97 KiB of results. Make the tensors smaller."


def test_cells_share_a_namespace_and_a_failed_one_takes_none_with_it(box: BrokerBox) -> None:
    """A notebook goes on after a cell that raised; each cell keeps its own text."""
    ended = run(box, "import torch\na = torch.ones(2)\nprint('one')", "1 / 0", "b = a + 1\nprint('three')")
    assert ended.status is RunStatus.RAISED
    assert ended.place is not None
    assert (ended.place.cell, ended.place.line) == (1, 1)
    assert ended.sentence == "Your code stopped with a ZeroDivisionError in line 1 of cell 2."
    assert [cell.stdout for cell in ended.observation.cells] == ["one\n", "", "three\n"]
    assert torch.equal(tensor(ended, "b", 2), torch.full((2,), 2.0))


def test_what_finished_before_a_kill_is_kept(box: BrokerBox) -> None:
    """A process that dies in its third cell has delivered the first two."""
    ended = run(box, "a = 1", "b = 2", "import os\nos._exit(0)", "c = 3")
    assert ended.status is RunStatus.CRASHED
    assert [dict(cell.namespace) for cell in ended.observation.cells] == [{"a": 1}, {"a": 1, "b": 2}]


def test_what_finished_before_garbage_is_kept(box: BrokerBox) -> None:
    """A cell that writes to the channel cannot unsay what came before it."""
    ended = run(box, "a = 1", "import os\nos.write(3, bytes(100))")
    assert ended.status is RunStatus.CRASHED
    assert [dict(cell.namespace) for cell in ended.observation.cells] == [{"a": 1}]


def test_facts_of_all_cells_are_told_before_anything_runs(box: BrokerBox) -> None:
    """What stands in the text is known even of a program that dies in its first line."""
    ended = run(box, "import os\nos._exit(0)", "import torch.nn.functional as F\ny = F.relu(x)")
    assert [fact.calls for fact in ended.observation.facts] == [{"os._exit"}, {"torch.nn.functional.relu"}]


def test_calls_on_hidden_inputs_are_answered_in_order(box: BrokerBox) -> None:
    """After its own cell a function is called on inputs it has not seen, whatever a later cell makes of its name."""
    hidden = torch.tensor([-1.5, 2.5])
    plan = Plan(
        calls=(
            Call(name="first", function="relu", arguments=(hidden,), after=0),
            Call(name="none", function="nothing", after=0),
            Call(name="bad", function="relu", arguments=("text",), after=0),
            Call(name="later", function="relu", arguments=(hidden,), after=1),
        )
    )
    ended = run(box, "def relu(x):\n    return x.clamp(min=0)", "def relu(x):\n    x.zero_()\n    return x", plan=plan)
    (first, none, bad), (later,) = (cell.answers for cell in ended.observation.cells)
    assert isinstance(first, Answer)
    assert isinstance(first.value, TensorSeen)
    assert first.value.value is not None
    assert torch.equal(first.value.value, torch.tensor([0.0, 2.5]))
    assert (none.name, none.missing) == ("none", True)
    assert bad.raised is not None
    assert bad.raised.type == "AttributeError"
    assert (later.name, later.changed_input) == ("later", True)


RANDOM = "import random, torch, numpy\na = torch.rand(3)\nb = numpy.random.rand()\nc = random.random()\nd = hash('a')"


def test_the_plan_seeds_every_stream(box: BrokerBox) -> None:
    """One seed gives one run, another seed another, in torch, NumPy and random; the hash seed is fixed."""
    runs = [run(box, RANDOM, plan=Plan(seed=seed)) for seed in (1, 1, 2)]
    one, same, other = ([tensor(r, "a").tolist(), *(r.observation.cells[0].namespace[n] for n in "bcd")] for r in runs)
    assert one == same
    assert all(mine != theirs for mine, theirs in zip(one[:3], other[:3], strict=True))
    assert one[3] == other[3]


@pytest.mark.parametrize(
    ("code", "finds"),
    [
        ("", {}),
        ("\ufeffx = 1", {"x": 1}),
        ("x = 1\r\nif x:\r\n\ty = 2\r\n", {"x": 1, "y": 2}),
        ("x = 1\n" + "# " + "long " * 52_500, {"x": 1}),
        ("größe = 'ß'", {"größe": "ß"}),
    ],
)
def test_odd_but_honest_programs_run(box: BrokerBox, code: str, finds: dict[str, object]) -> None:
    """Empty, with a byte order mark, from Windows, 256 KiB long, in other letters: all of it is Python."""
    ended = run(box, code)
    assert ended.status is RunStatus.FINISHED
    assert dict(ended.observation.cells[0].namespace) == finds


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("x = 1\0", 1),
        ("x = 1\ny = '\ud800'", 2),
        ("if True:\n\tx = 1\n        y = 2", 3),
        ("(" * 10_000 + ")" * 10_000, None),
        ("x = 1\ny = = 2", 2),
    ],
)
def test_what_is_no_python_is_told_as_a_syntax_error(box: BrokerBox, code: str, line: int | None) -> None:
    """NUL, half a character, mixed tabs, ten thousand brackets: a student's mistake with its line."""
    ended = run(box, code)
    assert ended.status is RunStatus.RAISED
    raised = ended.observation.cells[0].raised
    assert raised is not None
    assert raised.type in ("SyntaxError", "TabError", "IndentationError")
    assert line is None or (raised.place is not None and raised.place.line == line)


def test_a_syntax_error_has_its_caret(box: BrokerBox) -> None:
    """The columns tell what a caret would underline, in the student's own line."""
    raised = run(box, "x = 1\ny = = 2").observation.cells[0].raised
    assert raised is not None
    assert raised.place is not None
    assert (raised.place.line, raised.place.column, raised.place.code) == (2, 4, "y = = 2")


def test_a_program_without_cells_finishes(box: BrokerBox) -> None:
    """Nothing to run is nothing wrong."""
    assert box.run(Program(cells=()), Plan(), QUICK).status is RunStatus.FINISHED


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"memory": -5}, "a room's memory is a whole number"),
        ({"memory": 256.5}, "a room's memory"),
        ({"threads": 0}, "a room's threads"),
        ({"inodes": 0}, "a room's inodes"),
        ({"stdout": -1}, "a room's stdout"),
        ({"scratch": 0}, "a room's scratch"),
        ({"files": 4}, "a room's files"),
    ],
)
def test_a_room_that_cannot_be_is_refused_before_anything_runs(wrong: dict[str, int], says: str) -> None:
    """The caller's mistake is told to the caller; to the kernel nought would often mean "unlimited"."""
    with pytest.raises(ValueError, match=says):
        Room(**wrong)


@pytest.mark.parametrize("wrong", [{"cell_cpu_s": 0.0}, {"run_wall_s": float("nan")}, {"cell_wall_s": -1.0}])
def test_limits_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    """Nought, less than nought and no number are not seconds."""
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Limits(**wrong)  # type: ignore[arg-type]


def test_what_no_box_takes_is_refused(box: BrokerBox) -> None:
    """Too many cells or calls, or too many bytes, are the caller's to mend; no student is blamed."""
    with pytest.raises(TooMuch):
        box.run(Program(cells=("",) * 10_001), Plan(), QUICK)
    with pytest.raises(TooMuch):
        box.run(Program.of(""), Plan(calls=(Call(name="a", function="f"),) * 10_001), QUICK)
    with pytest.raises(TooMuch, match="48 MiB in all"):
        box.run(Program.of("#" * (49 * MIB)), Plan(), QUICK)


def test_a_flood_of_text_is_cut_and_the_program_goes_on(box: BrokerBox) -> None:
    """Printing too much costs the text, not the run: 64 KiB are kept and the cut is told."""
    ended = run(box, "for _ in range(3000):\n    print('x' * 1000)\ny = 7")
    assert ended.status is RunStatus.FINISHED
    assert ended.observation.cells[0].namespace["y"] == 7
    assert ended.observation.stdout_truncated
    assert len(ended.observation.stdout) < 66_000
    assert ended.sentence == "Your code ran to its end. What it printed was cut: there was too much of it."


def test_another_room_size_is_built_on_demand(box: BrokerBox) -> None:
    """A job with limits of its own waits for a room of its own, and that room has them."""
    small = Limits(cell_cpu_s=5, cell_wall_s=20, room=Room(memory=128 * MIB))
    assert run(box, "x = bytearray(90 * 2**20)", limits=small).status is RunStatus.FINISHED
    assert run(box, "x = bytearray(200 * 2**20)", limits=small).status is RunStatus.OUT_OF_MEMORY
    assert run(box, "x = bytearray(200 * 2**20)").status is RunStatus.FINISHED


def test_runs_side_by_side_keep_apart(box: BrokerBox) -> None:
    """Threads may run programs at the same time; each gets its own answer."""
    with ThreadPoolExecutor(8) as pool:
        runs = list(pool.map(lambda n: run(box, f"x = {n}\nprint({n})"), range(40)))
    assert [r.observation.cells[0].namespace["x"] for r in runs] == list(range(40))
    assert [r.observation.stdout for r in runs] == [f"{n}\n" for n in range(40)]


def test_a_room_that_waits_holds_no_right(box: BrokerBox) -> None:
    """Before it has a job a room has no capability, none to be had by an exec either, and a filter on its calls."""
    settle(box)
    for pid in box.status()["room_pids"]:
        status = dict(line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        held = ["CapInh", "CapPrm", "CapEff", "CapAmb"] + ["CapBnd"] * (box.level is Level.FULL)
        assert [int(status[name], 16) for name in held] == [0] * len(held)
        assert (status["NoNewPrivs"], status["Seccomp"], status["Seccomp_filters"]) == ("1", "2", "1")


def test_a_room_is_used_once(box: BrokerBox) -> None:
    """Nothing that one program patched or left is there for the next."""
    run(box, "import torch, builtins\ntorch.ones = None\nbuiltins.left = 1\nopen('here', 'w').close() if 0 else None")
    ended = run(box, "import torch\nx = torch.ones(2)\nfound = hasattr(__builtins__, 'left')")
    assert ended.status is RunStatus.FINISHED
    assert ended.observation.cells[0].namespace["found"] is False


def test_room_sizes_may_change_from_job_to_job(box: BrokerBox) -> None:
    """A slot's limits go up and down with the jobs it serves, and the broker survives each order of them."""
    before = box.broker_pid
    for memory in (64, 512, 128, 1024, 64, 256) * 3:
        limits = Limits(cell_cpu_s=5, cell_wall_s=20, room=Room(memory=memory * MIB))
        assert run(box, "x = 1", limits=limits).status is RunStatus.FINISHED
    assert box.broker_pid == before


def test_what_a_plan_varies_is_varied_behind_the_walls(box: BrokerBox) -> None:
    """Numbers, seeds and calls of models, one that never returns included: nothing of it needs what a room lacks."""
    code = (
        "import torch\nx = torch.tensor([4.0, 7.0])\ntorch.manual_seed(0)\ny = torch.rand(1)\n"
        "net = torch.nn.Linear(2, 1)\ndef endless(x):\n    while True: pass"
    )
    rows = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    models = (ModelCall(name="hidden", rows=rows, functions=True),)
    vary = Vary(data=(Data(name="given", old=((4, 7),), new=((5, 6),)),), offset=3)
    plain = run(box, code, plan=Plan(models=models))
    varied = run(box, code, "z = 1", plan=Plan(models=models, vary=vary))
    assert varied.status is RunStatus.FINISHED
    assert tensor(varied, "x").tolist() == [5, 6]
    assert tensor(varied, "y").tolist() != tensor(plain, "y").tolist()
    assert [(one.old, one.new) for one in varied.observation.substituted] == [(4, 5), (7, 6)]
    net, endless = varied.observation.cells[0].models
    assert isinstance(net.value, TensorSeen)
    assert net.value.shape == (2, 1)
    assert endless.raised is not None
    assert endless.raised.type == "TimeUp"
