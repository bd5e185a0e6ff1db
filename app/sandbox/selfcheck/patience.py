"""A run that is waited for only so long: a box that hangs must not hang whoever examines it."""

from __future__ import annotations

import threading

from app.sandbox.box import Box, Limits, Program, Run
from graders.plan import Plan

GRACE_S = 30.0  # past the wall limit: for a room of other limits to be made, on a machine that is busy


def run_within(box: Box, program: Program, plan: Plan, limits: Limits) -> Run | str:
    """Give the run, or say what the box did instead of returning one. A box that hangs is left alone in its thread."""
    ended: list[Run | str] = []

    def wait() -> None:
        try:
            ended.append(box.run(program, plan, limits))
        except BaseException as error:  # the protocol: run never raises
            ended.append(f"the box raised {type(error).__name__}: {error}")

    patience = min(limits.run_wall_s, limits.cell_wall_s * len(program.cells)) + GRACE_S
    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    thread.join(patience)
    return ended[0] if ended else f"the box did not answer within {patience:.0f} s"
