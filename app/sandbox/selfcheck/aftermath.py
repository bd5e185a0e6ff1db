"""After the last snippet nothing may be left of any, and the box must serve the next job as it served the first."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.sandbox.box import Box, Program
from app.sandbox.selfcheck import traces
from app.sandbox.selfcheck.escape import PATIENT
from app.sandbox.selfcheck.finding import Finding
from app.sandbox.selfcheck.patience import run_within
from graders.observation import RunStatus
from graders.plan import Plan

TRIVIAL = Program.of("import torch\nanswer = int(torch.tensor([20, 22]).sum())")
SLOWER = 10  # times the median before; the seconds themselves are in the finding
LEAST_S = 5.0  # a machine that is busy with something else needs less


@dataclass(frozen=True, kw_only=True)
class Before:
    """How the machine and the box were before the first snippet."""

    mounts: frozenset[str]
    usual_s: float

    @staticmethod
    def look(box: Box, times: int) -> Before:
        """Take the picture, with the median of so many trivial jobs."""
        return Before(mounts=traces.mounts(), usual_s=statistics.median(_trivial(box)[0] for _ in range(times)))


def aftermath(box: Box, before: Before, marks: str) -> list[Finding]:
    """One finding each for what could be left; `marks` is how every mark of this suite begins."""
    return [
        _left("aftermath_processes", lambda: traces.clear_processes(marks)),
        _left("aftermath_files", lambda: traces.clear_files(marks)),
        _left("aftermath_mounts", lambda: (f"{mount} is mounted" for mount in sorted(traces.mounts() - before.mounts))),
        _next_job(box, before.usual_s),
    ]


def _left(name: str, look: Callable[[], Iterator[str]]) -> Finding:
    started = time.monotonic()
    left = "; ".join(look())
    return Finding(name=name, stopped=not left, why_not=left, seconds=time.monotonic() - started)


def _next_job(box: Box, usual_s: float) -> Finding:
    seconds, status, wrong = _trivial(box)
    if not wrong and seconds > max(LEAST_S, SLOWER * usual_s):
        wrong = f"the next job took {seconds:.3f} s where it had been {usual_s:.3f} s"
    return Finding(name="aftermath_next_job", stopped=not wrong, status=status, why_not=wrong, seconds=seconds)


def _trivial(box: Box) -> tuple[float, RunStatus | None, str]:
    started = time.monotonic()
    run = run_within(box, TRIVIAL, Plan(), PATIENT)
    seconds = time.monotonic() - started
    if isinstance(run, str):
        return seconds, None, run
    seen = [cell.namespace.get("answer") for cell in run.observation.cells]
    right = run.status is RunStatus.FINISHED and seen == [42]
    return seconds, run.status, "" if right else f"the next job ended {run.status} with {seen}: {run.sentence}"
