"""The suite over boxes that are not what they should be: each must be found out. None of them runs a line of code."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.sandbox.box import Limits, Program, Run
from app.sandbox.levels import Level
from app.sandbox.selfcheck import aftermath, patience, suite
from app.sandbox.selfcheck.aftermath import TRIVIAL
from app.sandbox.selfcheck.escape import CRASHED, FINISHED, FORBIDDEN, OUT_OF_TIME, TRIED, Escape
from app.sandbox.selfcheck.finding import Finding
from graders.observation import CellSeen, Observation, Raised, RunStatus, Value
from graders.plan import Plan

Answers = Callable[[Program, Plan, Limits], Run]
NEXT_JOB = {"answer": 42}


def finished(**names: Value) -> Run:
    """A run of one cell that left these names."""
    cells = (CellSeen(index=0, namespace=names),)
    return Run(status=RunStatus.FINISHED, sentence="It ran.", observation=Observation(cells=cells))


class FakeBox:
    """Does the trivial job rightly and answers everything else as it was told to."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.programs: list[Program] = []

    def run(self, program: Program, plan: Plan, limits: Limits) -> Run:
        """Answer."""
        if program == TRIVIAL:
            return finished(answer=42)
        self.programs.append(program)
        return self.answers(program, plan, limits)


def escape(name: str = "one", **other: object) -> Escape:
    """An escape that must end forbidden, unless said otherwise."""
    return Escape(**{"name": name, "why": "to see", "code": f"'{name}'", "may_end": FORBIDDEN} | other)  # type: ignore[arg-type]


def forbidden(*_: object) -> Run:
    """What a wall gives."""
    return Run(status=RunStatus.FORBIDDEN, sentence="That is not allowed here.")


def try_one(box: FakeBox, one: Escape) -> Finding:
    """What the suite says of one escape."""
    return suite.attempt(box, one, "ac-testing-000")


def ideal(one: Escape, *_: object) -> Run:
    """The answer of a box without fault, made up from what the escape itself says."""
    status = min(one.may_end)
    cell = CellSeen(index=0)
    if status is RunStatus.FINISHED:
        cell = CellSeen(index=0, namespace=one.leaves)
    if status is RunStatus.RAISED:
        cell = CellSeen(index=0, raised=Raised(type=min(one.raises or {"Any"}), message=""))
    return Run(status=status, sentence="As it should be.", observation=Observation(cells=(cell,)))


def test_a_box_that_lets_everything_through_is_found_out() -> None:
    """Every snippet that can escape says so; a box that claims "finished" for all of them passes none of these."""
    box = FakeBox(lambda *_: finished(tried=True, escaped="everything"))
    found = suite.run(box, Level.FULL, escapes=suite.ESCAPES)
    assert [one.name for one in found if one.stopped and not one.name.startswith("aftermath_")] == []


@pytest.mark.slow
def test_a_box_that_always_fails_passes_nothing() -> None:
    """`box_failed` is no answer, not even to an attack."""
    box = FakeBox(lambda *_: Run(status=RunStatus.BOX_FAILED, sentence="Our fault."))
    found = suite.run(box, Level.FULL, escapes=suite.ESCAPES)
    failed = [one for one in found if not one.name.startswith("aftermath_")]
    assert not any(one.stopped for one in failed)
    assert {one.status for one in failed} == {RunStatus.BOX_FAILED}


def test_a_box_that_runs_nothing_passes_no_honest_work() -> None:
    """To say "finished" is not to have run."""
    box = FakeBox(lambda *_: finished())
    work = [*suite.GROUPS["honest"], *suite.GROUPS["told"], *suite.GROUPS["mistakes"]]
    found = suite.run(box, Level.FULL, escapes=work)
    assert [one.name for one in found if one.stopped and not one.name.startswith("aftermath_")] == []


def test_a_box_that_forbids_everything_passes_no_honest_work() -> None:
    """Walls without a room."""
    work = [*suite.GROUPS["honest"], *suite.GROUPS["mistakes"]]
    found = suite.run(FakeBox(forbidden), Level.FULL, escapes=work)
    stopped = [one.name for one in found if one.stopped and not one.name.startswith("aftermath_")]
    assert stopped == ["kept_where_there_may_be_a_scratch"]  # which may be refused


@pytest.mark.slow
def test_an_ideal_box_passes() -> None:
    """What each escape asks for can be given: none contradicts itself. Those that look from outside need a real run."""
    for one in suite.ESCAPES:
        if one.outside is None:
            assert try_one(FakeBox(functools.partial(ideal, one)), one).why_not == ""


def test_a_box_that_raises_is_told_as_such() -> None:
    """The protocol: a box returns, whatever happens."""

    def answers(*_: object) -> Run:
        raise RuntimeError("no broker")

    found = try_one(FakeBox(answers), escape())
    assert (found.stopped, found.status, found.why_not) == (False, None, "the box raised RuntimeError: no broker")


def test_a_box_that_never_returns_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The suite ends although the box hangs, and says for how long it waited."""
    monkeypatch.setattr(patience, "GRACE_S", 0.1)
    go = threading.Event()

    def answers(*_: object) -> Run:
        go.wait(30)
        return forbidden()

    found = try_one(FakeBox(answers), escape(limits=Limits(cell_wall_s=0.1)))
    go.set()
    assert (found.stopped, found.why_not) == (False, "the box did not answer within 0 s")


def test_an_escape_that_cannot_be_tried_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a target cannot be set up, that is told, and the suite goes on to the aftermath."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no more sockets")

    monkeypatch.setattr("app.sandbox.selfcheck.target.socket.socket", refuse)
    found = suite.run(FakeBox(forbidden), Level.FULL, escapes=[escape(code="PORT"), escape("other")])
    assert [one.why_not for one in found] == ["it was not tried: OSError: no more sockets", "", "", "", "", ""]


def test_harm_outside_counts_although_the_status_is_right() -> None:
    """A wall that says "forbidden" while the file outside has changed is no wall."""

    def answers(program: Program, *_: object) -> Run:
        path = program.cells[0].split("'")[1]
        Path(path).write_text("changed")
        return forbidden()

    found = try_one(FakeBox(answers), escape(code="open(CANARY)"))
    assert not found.stopped
    assert found.status is RunStatus.FORBIDDEN
    assert found.why_not.startswith("outside the room, canary was")


def test_the_outside_check_has_a_say() -> None:
    """An escape may look at its target and its run, and its sentence is the finding's."""
    one = escape(outside=lambda target, run: f"{target.mark} saw {run.status}")
    assert try_one(FakeBox(forbidden), one).why_not == "ac-testing-000 saw forbidden"


def test_the_outside_check_is_not_asked_of_a_wrong_run() -> None:
    """The first thing that is wrong is told; what follows from it is not."""
    one = escape(may_end=CRASHED, outside=lambda *_: "never told")
    assert try_one(FakeBox(forbidden), one).why_not.startswith("it ended forbidden, not crashed")


def test_an_escape_is_tried_as_often_as_it_asks() -> None:
    """Traces of an earlier run are looked for in later ones; the first that shows any is the last."""
    box = FakeBox(forbidden)
    assert try_one(box, escape(times=5)).stopped
    assert len(box.programs) == 5

    runs = iter([forbidden(), finished(escaped="left by the first")])
    box = FakeBox(lambda *_: next(runs))
    assert try_one(box, escape(may_end=FORBIDDEN | FINISHED, leaves=TRIED, times=5)).why_not == (
        "it escaped: left by the first"
    )
    assert len(box.programs) == 2


def test_a_heart_that_stops_is_held_against_who_ran() -> None:
    """A box that mends itself hides that a snippet killed it; the pids of its processes do not."""
    beats = iter([(1, 2), (1, 3)])
    found = suite.attempt(FakeBox(forbidden), escape(), "ac-testing-000", lambda: next(beats))
    assert found.why_not == "meanwhile the box changed from (1, 2) to (1, 3)"


def test_a_heart_that_does_not_answer_is_a_change() -> None:
    """A box that cannot be asked how it is has changed."""
    beats = iter(["well"])
    found = suite.attempt(FakeBox(forbidden), escape(), "ac-testing-000", lambda: next(beats))
    assert found.why_not == "meanwhile the box changed from well to StopIteration: "


def test_findings_come_in_the_order_of_the_escapes() -> None:
    """However long each takes, and although the long ones begin first."""

    def answers(program: Program, *_: object) -> Run:
        time.sleep(0.05 if "slow" in program.cells[0] else 0)
        return forbidden()

    names = ["slow_1", "quick_1", "slow_2", "quick_2"]
    several = [escape(name, may_end=FORBIDDEN | OUT_OF_TIME if "slow" in name else FORBIDDEN) for name in names]
    box = FakeBox(answers)
    found = suite.run(box, Level.FULL, escapes=several, at_once=1)
    assert [one.name for one in found][:4] == names
    assert [program.cells[0] for program in box.programs] == ["'slow_1'", "'slow_2'", "'quick_1'", "'quick_2'"]
    assert found[0].seconds >= 0.05


def test_no_more_run_at_once_than_was_asked_for() -> None:
    """A box has only so many rooms, and a machine so many cores."""
    running, most = [0], [0]
    lock = threading.Lock()

    def answers(*_: object) -> Run:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.02)
        with lock:
            running[0] -= 1
        return forbidden()

    suite.run(FakeBox(answers), Level.FULL, escapes=[escape(f"e{number}") for number in range(12)], at_once=3)
    assert most == [3]


def test_probes_only() -> None:
    """Before the first job only those are tried that are marked for it."""
    box = FakeBox(forbidden)
    found = suite.run(box, Level.FULL, escapes=[escape("a"), escape("b", probe=True)], only_probe=True)
    assert [one.name for one in found if not one.name.startswith("aftermath_")] == ["b"]


def test_levels_are_respected() -> None:
    """An escape that a level cannot stop is not tried there."""
    several = [escape("a"), escape("b", at_levels=frozenset({Level.FULL}))]
    found = suite.run(FakeBox(forbidden), Level.CONTAINER, escapes=several)
    assert [one.name for one in found if not one.name.startswith("aftermath_")] == ["a"]


def test_the_aftermath_is_always_looked_at() -> None:
    """Four findings more, and with a box in order all of them good."""
    found = suite.run(FakeBox(forbidden), Level.FULL, escapes=[])
    assert [(one.name, one.stopped) for one in found] == [
        ("aftermath_processes", True),
        ("aftermath_files", True),
        ("aftermath_mounts", True),
        ("aftermath_next_job", True),
    ]


def test_a_file_that_was_left_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What bears the suite's mark in a directory that all share is told, and removed."""
    monkeypatch.setattr("app.sandbox.selfcheck.traces.SHARED", (str(tmp_path),))

    def answers(program: Program, *_: object) -> Run:
        mark = program.cells[0].split("'")[1]
        (tmp_path / f"{mark}-left").touch()
        return forbidden()

    found = suite.run(FakeBox(answers), Level.FULL, escapes=[escape(code="open(MARK, 'w')")])
    left = next(one for one in found if one.name == "aftermath_files")
    assert not left.stopped
    assert left.why_not.startswith(f"1 entries in {tmp_path}, such as ac-")
    assert list(tmp_path.iterdir()) == []


def test_a_mount_that_was_left_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is mounted after the last run and was not before the first."""
    seen = iter([frozenset({"proc /proc proc"}), frozenset({"proc /proc proc", "tmpfs /mnt tmpfs"})])
    monkeypatch.setattr("app.sandbox.selfcheck.traces.mounts", lambda: next(seen))
    found = suite.run(FakeBox(forbidden), Level.FULL, escapes=[])
    assert [one.why_not for one in found if not one.stopped] == ["tmpfs /mnt tmpfs is mounted"]


class Tired:
    """A box that is not itself after its first jobs."""

    def __init__(self, jobs: int, then: Callable[[], Run]) -> None:
        self.left, self.then = jobs, then

    def run(self, program: Program, plan: Plan, limits: Limits) -> Run:  # noqa: ARG002 - the protocol's
        """Answer rightly so often, then otherwise."""
        self.left -= 1
        return finished(answer=42) if self.left >= 0 else self.then()


def test_a_box_that_no_longer_serves_is_found_out() -> None:
    """The next job must run, and give the right answer."""
    found = suite.run(Tired(5, lambda: finished(answer=41)), Level.FULL, escapes=[])
    assert found[-1].why_not == "the next job ended finished with [41]: It ran."
    found = suite.run(Tired(5, forbidden), Level.FULL, escapes=[])
    assert found[-1].why_not == "the next job ended forbidden with []: That is not allowed here."


def test_a_box_that_became_slow_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A box that lost its rooms serves, ten times slower than before; the seconds are in the finding."""
    monkeypatch.setattr(aftermath, "LEAST_S", 0.05)

    def slow() -> Run:
        time.sleep(0.1)
        return finished(answer=42)

    found = suite.run(Tired(5, slow), Level.FULL, escapes=[])
    assert not found[-1].stopped
    assert found[-1].why_not.startswith("the next job took 0.1")
    assert found[-1].seconds >= 0.1


def test_a_box_that_raises_afterwards_is_told_as_such() -> None:
    """The aftermath, too, waits for an answer and takes an exception for none."""

    def broken() -> Run:
        raise OSError("gone")

    found = suite.run(Tired(5, broken), Level.FULL, escapes=[])
    assert (found[-1].stopped, found[-1].why_not) == (False, "the box raised OSError: gone")
