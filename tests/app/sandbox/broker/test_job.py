"""One job's order of frames and its limits, without any process."""

from __future__ import annotations

import json
import time

import pytest

from app.sandbox import wire
from app.sandbox.broker.job import Job
from app.sandbox.ending import Ending
from app.sandbox.wire import Frame, Kind

BOUNDS = {"cell_cpu_s": 1.0, "cell_wall_s": 5.0, "run_cpu_s": 2.0, "run_wall_s": 10.0, "result": 1000}
ROOM = {"memory": 1, "threads": 1, "files": 1, "scratch": 1, "inodes": 1, "stdout": 1}


def job(cells: int = 1, calls: tuple[int, ...] = ()) -> Job:
    """A job of so many cells, with calls due after some of them, that has begun."""
    frames = [Frame(kind=Kind.JOB), *(Frame(kind=Kind.CALLS, cell=cell) for cell in calls)]
    order = Frame(
        kind=Kind.JOB,
        text=json.dumps({"bounds": BOUNDS, "room": ROOM, "cells": cells}).encode(),
        blob=b"".join(frame.pack() for frame in frames),
    )
    made = Job.read(order, lambda _: None)
    made.begin(0.0)
    return made


def tell(to: Job, *kinds: tuple[Kind, int]) -> wire.Frame | Ending | None:
    """Feed frames; give what the last one led to. An ending before the last is an error of the test."""
    told: wire.Frame | Ending | None = None
    for kind, cell in kinds:
        assert not isinstance(told, Ending)
        told = to.hear(Frame(kind=kind, cell=cell), lambda: 0.0)
    return told


def test_a_program_in_order_ends() -> None:
    """FACTS, then STARTED and FINISHED for each cell, then END: the run ended."""
    steps = [(Kind.FACTS, 0), (Kind.STARTED, 0), (Kind.FINISHED, 0), (Kind.STARTED, 1), (Kind.FINISHED, 1)]
    assert tell(job(cells=2), *steps, (Kind.END, 0)) is Ending.ENDED


def test_hidden_inputs_leave_only_after_their_cell_has_finished() -> None:
    """CALLS go into the room in answer to FINISHED of their own cell, and not before."""
    made = job(cells=2, calls=(1,))
    assert tell(made, (Kind.FACTS, 0), (Kind.STARTED, 0), (Kind.FINISHED, 0), (Kind.STARTED, 1)) is None
    sent = tell(made, (Kind.FINISHED, 1))
    assert isinstance(sent, Frame)
    assert sent.kind is Kind.CALLS


@pytest.mark.parametrize(
    "steps",
    [
        [(Kind.STARTED, 0)],
        [(Kind.FACTS, 0), (Kind.FACTS, 0)],
        [(Kind.FACTS, 0), (Kind.END, 0)],
        [(Kind.FACTS, 0), (Kind.STARTED, 1)],
        [(Kind.FACTS, 0), (Kind.STARTED, 0), (Kind.STARTED, 1)],
        [(Kind.FACTS, 0), (Kind.STARTED, 0), (Kind.FINISHED, 0), (Kind.FINISHED, 0)],
        [(Kind.FACTS, 0), (Kind.STARTED, 0), (Kind.FINISHED, 0), (Kind.STARTED, 0)],
        [(Kind.FACTS, 0), (Kind.STARTED, 0), (Kind.FINISHED, 0), (Kind.STARTED, 1)],
        [(Kind.FACTS, 0), (Kind.ANSWERS, 0)],
        [(Kind.READY, 0)],
        [(Kind.ANSWER, 0)],
    ],
)
def test_frames_out_of_order_are_garbage(steps: list[tuple[Kind, int]]) -> None:
    """A room that says something out of turn has broken the protocol, and its run ends there."""
    assert tell(job(), *steps) is Ending.GARBAGE


def test_a_run_may_not_end_while_answers_are_due() -> None:
    """A forged END cannot skip the calls on hidden inputs."""
    steps = [(Kind.FACTS, 0), (Kind.STARTED, 0), (Kind.FINISHED, 0), (Kind.END, 0)]
    assert tell(job(calls=(0,)), *steps) is Ending.GARBAGE


def test_cpu_is_counted_per_cell_and_for_the_run() -> None:
    """A cell over its CPU seconds ends the run; so do cells that stay under it but not together."""
    made = job(cells=3)
    assert made.over(0.99) is None
    assert made.over(1.0) is Ending.CELL_CPU
    made.hear(Frame(kind=Kind.FACTS), lambda: 0.0)
    made.hear(Frame(kind=Kind.STARTED, cell=0), lambda: 0.9)
    assert made.over(1.8) is None
    made.hear(Frame(kind=Kind.FINISHED, cell=0), lambda: 0.0)
    made.hear(Frame(kind=Kind.STARTED, cell=1), lambda: 1.8)
    assert made.over(2.0) is Ending.RUN_CPU


def test_the_wall_clock_is_a_backstop() -> None:
    """A program that uses no CPU ends at its wall limit."""
    made = job()
    made.cell_begun = time.monotonic() - 5.1
    assert made.over(0.0) is Ending.CELL_WALL


def test_the_next_look_is_never_after_a_limit_could_be_met() -> None:
    """CPU time runs at most as fast as there are cores, so the next look comes before that, and not at once."""
    made = job()
    assert 0.01 <= made.next_look(0.999) <= 0.011
    assert made.next_look(0.0) <= 1.0
