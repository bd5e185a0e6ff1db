"""Whose fault a run's end is, and what it is called: the student's and ours are never mixed."""

from __future__ import annotations

import signal

import pytest

from app.sandbox.box import Limits, Program
from app.sandbox.ending import Ending
from app.sandbox.levels import Level
from app.sandbox.verdict import Answer, conclude, ours
from app.sandbox.wire import Frame, Kind
from graders.observation import RunStatus
from graders.plan import Plan


def status(answer: Answer) -> RunStatus:
    """What an answer without any frame is called."""
    return conclude(Program.of("x = 1"), Plan(), answer, Limits(), Level.FULL).status


@pytest.mark.parametrize(
    ("answer", "called"),
    [
        (Answer(ending=Ending.CELL_CPU, killed=True), RunStatus.OUT_OF_TIME),
        (Answer(ending=Ending.RUN_WALL, killed=True), RunStatus.OUT_OF_TIME),
        (Answer(ending=Ending.RESULT, killed=True), RunStatus.TOO_MUCH_OUTPUT),
        (Answer(ending=Ending.GARBAGE, killed=True), RunStatus.CRASHED),
        (Answer(ending=Ending.GONE, code=0), RunStatus.CRASHED),
        (Answer(ending=Ending.GONE, code=3), RunStatus.CRASHED),
        (Answer(ending=Ending.GONE, signal=signal.SIGSEGV), RunStatus.CRASHED),
        (Answer(ending=Ending.GONE, signal=signal.SIGABRT), RunStatus.CRASHED),
        (Answer(ending=Ending.GONE, signal=signal.SIGSYS), RunStatus.CRASHED),
        (Answer(ending=Ending.GONE, signal=signal.SIGKILL, killed=True), RunStatus.CRASHED),
        (Answer(ending=Ending.GONE, signal=signal.SIGKILL, oom=True), RunStatus.OUT_OF_MEMORY),
        (Answer(ending=Ending.GONE, signal=signal.SIGXCPU), RunStatus.OUT_OF_TIME),
        (Answer(ending=Ending.GONE, signal=40), RunStatus.CRASHED),
        (Answer(ending=Ending.GONE, code=71), RunStatus.OUT_OF_MEMORY),
        (Answer(ending=Ending.GONE, code=72), RunStatus.BOX_FAILED),
        (Answer(ending=Ending.GONE, code=72, frames=Frame(kind=Kind.STARTED).pack()), RunStatus.CRASHED),
        (Answer(ending=Ending.GONE, signal=signal.SIGKILL), RunStatus.BOX_FAILED),
        (Answer(ending=Ending.NO_ROOM, why="no zygote"), RunStatus.BOX_FAILED),
        (Answer.failed("the broker was lost"), RunStatus.BOX_FAILED),
    ],
)
def test_every_ending_has_one_status(answer: Answer, called: RunStatus) -> None:
    """What the broker saw decides; only a kill that nobody in or around the room sent is ours."""
    assert status(answer) is called


def test_only_our_own_failures_are_tried_again() -> None:
    """A student's crash is not repeated, or a hostile program would run three times."""
    assert ours(Answer(ending=Ending.GONE, signal=signal.SIGKILL))
    assert not ours(Answer(ending=Ending.GONE, signal=signal.SIGSEGV))
    assert not ours(Answer(ending=Ending.GONE, signal=signal.SIGKILL, oom=True))
    assert not ours(Answer(ending=Ending.GONE, signal=signal.SIGKILL, killed=True))


def test_a_killed_room_names_the_signal() -> None:
    """A crash of Python itself says so; the word is the signal's."""
    answer = Answer(ending=Ending.GONE, signal=signal.SIGSEGV)
    run = conclude(Program.of("x = 1"), Plan(), answer, Limits(), Level.FULL)
    assert run.sentence == "Python itself crashed while it ran your code (SIGSEGV)."


def test_a_signal_without_a_name_is_told_by_its_number() -> None:
    """Most real-time signals have no name to look up."""
    run = conclude(Program.of("x = 1"), Plan(), Answer(ending=Ending.GONE, signal=40), Limits(), Level.FULL)
    assert run.sentence == "Python itself crashed while it ran your code (signal 40)."


def test_a_memory_kill_says_how_much_there_was() -> None:
    """The sentence names the limit and what usually outgrows it."""
    answer = Answer(ending=Ending.GONE, signal=signal.SIGKILL, oom=True)
    run = conclude(Program.of("x = 1"), Plan(), answer, Limits(), Level.FULL)
    assert run.sentence == (
        "Your code used more than its 1024 MiB of memory. "
        "Look for a list that only grows, or a tensor with a dimension too many."
    )


def test_our_failure_says_that_it_is_ours() -> None:
    """The student reads that it is not their fault; why, is for the operator."""
    run = conclude(Program.of("x"), Plan(), Answer.failed("the broker was lost"), Limits(), Level.FULL)
    assert run.sentence == "Your code could not be run, and that is our fault, not yours."
    assert run.trouble == "the broker was lost"


@pytest.mark.parametrize(
    ("ending", "limit"),
    [
        (Ending.CELL_CPU, "used up its 1 second of computing time."),
        (Ending.RUN_CPU, "used up its 20 seconds of computing time."),
        (Ending.CELL_WALL, "did not end within 3 seconds:"),
        (Ending.RUN_WALL, "did not end within 40 seconds:"),
    ],
)
def test_the_limit_that_was_met_is_the_one_that_is_told(ending: Ending, limit: str) -> None:
    """A run that used up its own time is not told of a cell's."""
    limits = Limits(cell_cpu_s=1, run_cpu_s=20, cell_wall_s=3, run_wall_s=40)
    run = conclude(Program.of("x"), Plan(), Answer(ending=ending, killed=True), limits, Level.FULL)
    assert limit in run.sentence
