"""Honest work of which something must be told: what was printed, warned of, changed, and how it ended."""

from __future__ import annotations

from app.sandbox.box import Run
from app.sandbox.selfcheck.escape import (
    FINISHED,
    PATIENT,
    Escape,
)
from app.sandbox.selfcheck.target import Target
from graders.plan import Call, Plan


def _exit_was_told(_: Target, run: Run) -> str:
    return "" if any(cell.exit_called for cell in run.observation.cells) else "sys.exit was called and nobody says so"


def _lines_were_kept(_: Target, run: Run) -> str:
    lines = run.observation.stdout.splitlines()
    return "" if lines[:2] == ["line 0", "line 1"] and len(lines) > 1000 else f"of 10,000 lines {len(lines)} were kept"


def _warning_was_told(_: Target, run: Run) -> str:
    told = [warning.message for cell in run.observation.cells for warning in cell.warnings]
    return "" if told == ["mind the gap"] else f"the warnings told are {told}"


def _doubles() -> Plan:
    import torch

    return Plan(calls=(Call(name="hidden", function="double", arguments=(torch.tensor([1.0, 2.0]),), after=0),))


def _change_was_told(_: Target, run: Run) -> str:
    answers = [answer for cell in run.observation.cells for answer in cell.answers]
    right = [answer.changed_input for answer in answers] == [True]
    return "" if right else f"a call that changes its input in place was told as {answers}"


ESCAPES = (
    Escape(
        name="many_printed_lines",
        why="a training loop that tells of every step",
        code="""
            for i in range(10_000):
                print("line", i)
            done = True
        """,
        may_end=FINISHED,
        leaves={"done": True},
        limits=PATIENT,
        outside=_lines_were_kept,
    ),
    Escape(
        name="warnings",
        why="a warning reaches the report",
        code="""
            import warnings
            warnings.warn("mind the gap")
            done = True
        """,
        may_end=FINISHED,
        leaves={"done": True},
        limits=PATIENT,
        outside=_warning_was_told,
    ),
    Escape(
        name="exit",
        why="a script that ends itself has finished, and the report says how",
        code="""
            import sys
            done = True
            sys.exit(0)
        """,
        may_end=FINISHED,
        leaves={"done": True},
        limits=PATIENT,
        outside=_exit_was_told,
    ),
    Escape(
        name="changed_input",
        why="a function that alters what it was given is told of, and the next call gets a fresh one",
        code="""
            def double(x):
                x *= 2
                return x
        """,
        may_end=FINISHED,
        limits=PATIENT,
        plan=_doubles,
        outside=_change_was_told,
    ),
)
