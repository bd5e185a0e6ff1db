"""What broker and worker both have to name: how a run ended, and the exit codes by which a room of ours says why."""

from __future__ import annotations

from enum import StrEnum

# Exit codes of a room. A student may end with the same ones and gains nothing: `verdict` looks at what came before.
SETUP_FAILED, OUT_OF_MEMORY, BROKE = 70, 71, 72


class Ending(StrEnum):
    """What ended a run, as the broker saw it. What that means for a student is decided in the worker."""

    ENDED = "ended"  #: the inside said so
    GONE = "gone"  #: the process died, or closed its channel
    CELL_CPU = "cell_cpu"
    RUN_CPU = "run_cpu"
    CELL_WALL = "cell_wall"
    RUN_WALL = "run_wall"
    RESULT = "result"  #: frames over the cap
    GARBAGE = "garbage"  #: bytes that are not frames, or frames out of order
    NO_ROOM = "no_room"  #: ours: no room could be made, or the broker was lost
