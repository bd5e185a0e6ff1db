"""Honest mistakes: each must be told as what it is, with its line. A mistake is no attack and no crash."""

from __future__ import annotations

from app.sandbox.box import Run
from app.sandbox.selfcheck.escape import (
    PATIENT,
    RAISED,
    Escape,
)
from app.sandbox.selfcheck.target import Target
from graders.observation import RunStatus


def _mistake(name: str, why: str, code: str | tuple[str, ...], raises: str) -> Escape:
    return Escape(name=name, why=why, code=code, may_end=RAISED, raises=frozenset({raises}), limits=PATIENT)


def _place_was_told(_: Target, run: Run) -> str:
    place = run.place
    return (
        ""
        if place and (place.cell, place.line) == (1, 2)
        else f"the mistake in line 2 of the second cell was told as {place}"
    )


ESCAPES = (
    _mistake("division_by_zero", "the plainest mistake", "x = 1 / 0", "ZeroDivisionError"),
    _mistake("syntax_error", "code that is no Python", "x = = 1", "SyntaxError"),
    _mistake("indentation_error", "nor this", "if True:\nx = 1", "IndentationError"),
    _mistake("unknown_name", "a cell that was not run", "print(not_there)", "NameError"),
    _mistake(
        "endless_recursion", "a function without a base case", "def f(n):\n    return f(n + 1)\nf(0)", "RecursionError"
    ),
    _mistake(
        "shapes", "torch's commonest complaint", "import torch\ntorch.ones(2, 3) @ torch.ones(2, 3)", "RuntimeError"
    ),
    _mistake(
        "missing_module", "a package that is not installed here", "import not_there_at_all", "ModuleNotFoundError"
    ),
    _mistake("no_gpu", "a device that is not here", "import torch\ntorch.ones(1).to('cuda:7')", "AssertionError"),
    Escape(
        name="place_of_a_mistake",
        why="a mistake is told with its line",
        code=("x = 1", "y = 2\nz = x / 0"),
        may_end=frozenset({RunStatus.RAISED}),
        raises=frozenset({"ZeroDivisionError"}),
        limits=PATIENT,
        outside=_place_was_told,
    ),
)
