"""The desk: what a room sent, as bytes that hostile code may have written, becomes an observation or is refused.

Nothing of it is unpickled, evaluated or believed before its size, form and range have been checked. What passes is
well-formed; it is still a claim. The sentences of code in it come from our own copy of the program.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.sandbox.box import Program
from app.sandbox.customs.desk import Desk
from app.sandbox.customs.places import Places
from app.sandbox.customs.printed import crash, keep
from app.sandbox.customs.strict import Contraband
from app.sandbox.wire import Frame
from graders.observation import Observation, Place
from graders.plan import Plan

__all__ = ["Contraband", "Declared", "declare", "line_of_crash"]


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What a room said, and how far it came in saying it."""

    observation: Observation
    ended: bool = False  #: it said that it had told all
    under_way: int | None = None  #: the cell that had begun and not ended
    at: Place | None = None  #: the line that was reached when time was up, if the room could still say it
    refused: str | None = None  #: why the next thing it said was not taken, nor anything after it


def declare(program: Program, plan: Plan, frames: Iterable[Frame], stdout: bytes) -> Declared:
    """Take the frames of one run, from FACTS on, and what it printed. A run that broke off gives what it had told.

    At the first thing that no honest room sends the desk closes: what passed before it stays, as a cell that has
    finished keeps its observation whatever a later one does.
    """
    desk = Desk(program, plan, stdout)
    refused = None
    try:
        for frame in frames:
            desk.take(frame)
    except Contraband as contraband:
        refused = str(contraband)
    return Declared(
        refused=refused,
        observation=Observation(
            facts=desk.facts,
            substituted=tuple(desk.substituted),
            cells=tuple(desk.cells),
            stdout=keep(stdout),
            stdout_truncated=desk.cut,
        ),
        ended=desk.ended,
        under_way=desk.under_way,
        at=desk.at,
    )


def line_of_crash(program: Program, stdout: bytes) -> Place | None:
    """The student's line on which the interpreter crashed, from what it printed as it died. A claim like all else."""
    found = crash(stdout)
    if found is None or not 1 <= found[0] <= len(program.cells) or not found[1]:
        return None
    return Places(program.cells).at(found[0] - 1, found[1])
