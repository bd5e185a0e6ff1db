"""Well-formed frames to begin with: tests then spoil one thing. For tests."""

from __future__ import annotations

import json
from typing import Any

from app.sandbox.box import Program
from app.sandbox.customs import Contraband, Declared, declare
from app.sandbox.wire import Frame, Kind
from graders.plan import Plan

FACTS: dict[str, Any] = {"parsed": True, "names": [], "calls": [], "imports": [], "dynamic": [], "literals": []}
RECORD: dict[str, Any] = {
    "instrumented": False,
    "places": [],
    "made": [],
    "names": {},
    "living": [],
    "caught": [],
    "dropped": 0,
}
FINISHED: dict[str, Any] = {
    "raised": None,
    "exit": False,
    "stdout_end": 0,
    "warnings": [],
    "record": RECORD,
    "namespace": {},
}
TENSOR: dict[str, Any] = {
    "kind": "tensor",
    "dtype": "float32",
    "shape": [2],
    "device": "cpu",
    "layout": "strided",
    "requires_grad": False,
    "leaf": True,
    "grad_fn": None,
    "bytes": 8,
    "unread": None,
    "grad": None,
}
RAISED: dict[str, Any] = {
    "type": "ValueError",
    "message": "no",
    "place": [0, 1, 0],
    "end_column": 3,
    "traceback": "text",
    "errno": None,
    "file": "<cell 1>",
}
ANSWER: dict[str, Any] = {"value": {"plain": 1}, "raised": None, "changed": False, "missing": False}
TWO = b"\0\0\x80\x3f\0\0\0\x40" + bytes(8)  # the tensor [1., 2.] as it lies in a blob


def frame(kind: Kind, cell: int = 0, told: Any = None, blob: bytes = b"") -> Frame:
    """A frame with this JSON; without text if there is nothing to tell."""
    text = b"" if told is None else json.dumps(told).encode()
    return Frame(kind=kind, cell=cell, text=text, blob=blob)


def facts(cells: int = 1, **others: Any) -> Frame:
    """FACTS of so many equal cells."""
    return frame(Kind.FACTS, 0, [FACTS | others] * cells)


def cell(index: int = 0, blob: bytes = b"", **others: Any) -> list[Frame]:
    """A cell from STARTED to FINISHED."""
    return [frame(Kind.STARTED, index), frame(Kind.FINISHED, index, FINISHED | others, blob)]


def end(*, cut: bool = False) -> Frame:
    """END."""
    return frame(Kind.END, 0, {"stdout_cut": cut})


def read(*frames: Frame, cells: int = 1, plan: Plan | None = None, stdout: bytes = b"") -> Declared:
    """What the desk makes of them, for a program of so many cells `x = 1`. Raises what the desk noted down."""
    declared = declare(Program(cells=("x = 1",) * cells), plan or Plan(), frames, stdout)
    if declared.refused:
        raise Contraband(declared.refused)
    return declared


def value(told: Any, blob: bytes = b"") -> Any:
    """What the desk makes of one value."""
    return read(facts(), *cell(blob=blob, namespace={"v": told})).observation.cells[0].namespace["v"]
