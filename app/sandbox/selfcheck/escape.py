"""What one escape is: a snippet, what it may end as, and what must still stand afterwards."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.sandbox.box import MIB, Limits, Program, Room, Run
from app.sandbox.levels import Level
from app.sandbox.selfcheck.helpers import prelude
from app.sandbox.selfcheck.target import Target
from graders.observation import Plain, RunStatus
from graders.plan import Plan

FINISHED = frozenset({RunStatus.FINISHED})
RAISED = frozenset({RunStatus.RAISED})
FORBIDDEN = frozenset({RunStatus.FORBIDDEN})
CRASHED = frozenset({RunStatus.CRASHED})
OUT_OF_TIME = frozenset({RunStatus.OUT_OF_TIME})
OUT_OF_MEMORY = frozenset({RunStatus.OUT_OF_MEMORY})
TOO_MUCH_OUTPUT = frozenset({RunStatus.TOO_MUCH_OUTPUT})
REFUSED = FORBIDDEN | RAISED  # the one where the room says no, the other where it has no such thing
SURVIVED = frozenset(RunStatus) - {RunStatus.BOX_FAILED}  # whatever it was, it was the program's end and not ours

OS_ERRORS = frozenset(
    {
        "OSError", "FileNotFoundError", "NotADirectoryError", "ProcessLookupError", "BlockingIOError",
        "ConnectionRefusedError", "ModuleNotFoundError", "URLError", "gaierror",
    }
)  # fmt: skip

ANYWHERE = frozenset(Level)
OWN_SCRATCH = frozenset(level for level in Level if level.namespaces)  # elsewhere somebody must have declared one
COUNTED_THREADS = frozenset(level for level in Level if level.own_uid)  # elsewhere the user has threads of their own

TRIED: Mapping[str, Plain] = {"tried": True}

QUICK = Limits(cell_cpu_s=1, cell_wall_s=10, run_cpu_s=3, run_wall_s=20)
NAP = Limits(cell_cpu_s=1, cell_wall_s=1.5, run_cpu_s=3, run_wall_s=5)  # for what ends by the wall clock alone
SMALL = Limits(cell_cpu_s=3, cell_wall_s=30, run_cpu_s=6, run_wall_s=40, room=Room(memory=256 * MIB))
PATIENT = Limits(cell_cpu_s=20, cell_wall_s=60, run_cpu_s=40, run_wall_s=120)


@dataclass(frozen=True, kw_only=True)
class Escape:
    """One way out, or one piece of honest work.

    `code` is one cell or several. `raises` are the exceptions that make `raised` a refusal (None: any). `leaves` is
    what a run that finished must show of itself. `outside` may look at what only the outside can see and says what is
    wrong, or "". With `times` the snippet runs so often, one after the other, to find traces of an earlier run.
    """

    name: str
    why: str
    code: str | tuple[str, ...]
    may_end: frozenset[RunStatus]
    raises: frozenset[str] | None = OS_ERRORS
    leaves: Mapping[str, Plain] = field(default_factory=dict)
    limits: Limits = QUICK
    plan: Callable[[], Plan] = Plan
    outside: Callable[[Target, Run], str] | None = None
    times: int = 1
    probe: bool = False
    at_levels: frozenset[Level] = ANYWHERE

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells without the indentation they have in our files."""
        cells = (self.code,) if isinstance(self.code, str) else self.code
        return tuple(textwrap.dedent(cell).strip("\n") for cell in cells)

    def program(self, target: Target) -> Program:
        """The program to run; one line before it holds what the snippet mentions of the target and the helpers."""
        first, *others = self.cells
        line = prelude("\n".join(self.cells), target.constants())
        return Program(cells=(f"{line}\n{first}" if line else first, *others))
