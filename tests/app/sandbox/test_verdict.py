"""Whose fault a run's end is, and what it is called: the student's and ours are never mixed."""

from __future__ import annotations

import signal

import pytest

from app.sandbox.box import Limits, Program
from app.sandbox.levels import Level
from app.sandbox.verdict import Answer, conclude, ours
from graders.observation import RunStatus
from graders.plan import Plan


def status(answer: Answer) -> RunStatus:
    """What an answer without any frame is called."""
    return conclude(Program.of("x = 1"), Plan(), answer, Limits(), Level.FULL).status


@pytest.mark.parametrize(
    ("answer", "called"),
    [
        (Answer(ending="cpu", killed=True), RunStatus.OUT_OF_TIME),
        (Answer(ending="wall", killed=True), RunStatus.OUT_OF_TIME),
        (Answer(ending="result", killed=True), RunStatus.TOO_MUCH_OUTPUT),
        (Answer(ending="garbage", killed=True), RunStatus.CRASHED),
        (Answer(ending="gone", code=0), RunStatus.CRASHED),
        (Answer(ending="gone", code=3), RunStatus.CRASHED),
        (Answer(ending="gone", signal=signal.SIGSEGV), RunStatus.CRASHED),
        (Answer(ending="gone", signal=signal.SIGABRT), RunStatus.CRASHED),
        (Answer(ending="gone", signal=signal.SIGSYS), RunStatus.CRASHED),
        (Answer(ending="gone", signal=signal.SIGKILL, killed=True), RunStatus.CRASHED),
        (Answer(ending="gone", signal=signal.SIGKILL, oom=True), RunStatus.OUT_OF_MEMORY),
        (Answer(ending="gone", signal=signal.SIGXCPU), RunStatus.OUT_OF_TIME),
        (Answer(ending="gone", signal=signal.SIGKILL), RunStatus.BOX_FAILED),
        (Answer(ending="no_room", why="no zygote"), RunStatus.BOX_FAILED),
        (Answer.failed("the broker was lost"), RunStatus.BOX_FAILED),
    ],
)
def test_every_ending_has_one_status(answer: Answer, called: RunStatus) -> None:
    """What the broker saw decides; only a kill that nobody in or around the room sent is ours."""
    assert status(answer) is called


def test_only_our_own_failures_are_tried_again() -> None:
    """A student's crash is not repeated, or a hostile program would run three times."""
    assert ours(Answer(ending="gone", signal=signal.SIGKILL))
    assert not ours(Answer(ending="gone", signal=signal.SIGSEGV))
    assert not ours(Answer(ending="gone", signal=signal.SIGKILL, oom=True))
    assert not ours(Answer(ending="gone", signal=signal.SIGKILL, killed=True))


def test_a_killed_room_names_the_signal() -> None:
    """A crash of Python itself says so; the word is the signal's."""
    answer = Answer(ending="gone", signal=signal.SIGSEGV)
    run = conclude(Program.of("x = 1"), Plan(), answer, Limits(), Level.FULL)
    assert run.sentence == "Python itself crashed while it ran your code (SIGSEGV)."


def test_a_memory_kill_says_how_much_there_was() -> None:
    """The sentence names the limit and what usually outgrows it."""
    answer = Answer(ending="gone", signal=signal.SIGKILL, oom=True)
    run = conclude(Program.of("x = 1"), Plan(), answer, Limits(), Level.FULL)
    assert run.sentence == (
        "Your code used more than its 1024 MiB of memory. "
        "Look for a list that only grows, or a tensor with a dimension too many."
    )


def test_our_failure_says_that_it_is_ours() -> None:
    """The student reads that it is not their fault, the operator why."""
    run = conclude(Program.of("x"), Plan(), Answer.failed("the broker was lost"), Limits(), Level.FULL)
    assert run.sentence == "Your code could not be run, and that is our fault, not yours. (the broker was lost)"
