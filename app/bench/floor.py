"""The floor under the box: the room's own work on a job, done in a plain warm process without any room.

`Floor` starts `python -m app.bench.floor`, which loads the folder `inside` by its path, as the zygote does, and then
for each line it is sent does the job once, its frames collected in memory, and says how long that took.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from typing import Any, Self, TextIO, cast

from app.sandbox import wire
from app.sandbox.box import Program
from app.sandbox.customs import outgoing
from app.sandbox.inside_loader import load_inside
from app.sandbox.prewarm import prewarm
from graders.plan import Plan


class Floor:
    """A process of its own that runs one program again and again the way a room runs it once."""

    def __init__(self, source: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "app.bench.floor", source],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )
        self._orders = cast("TextIO", self._process.stdin)
        self._answers = cast("TextIO", self._process.stdout)

    def run(self) -> tuple[float, float]:
        """Seconds for the room's work (parse, run, look, serialise), and for compiling and running the source alone."""
        self._orders.write("\n")
        self._orders.flush()
        work, plain = self._answers.readline().split()
        return float(work), float(plain)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


class Collected:
    """A channel whose broker is a list."""

    def __init__(self, job: bytes) -> None:
        self._job = job
        self.frames: list[tuple[int, int, bytes, bytes]] = []

    def send(self, kind: int, cell: int, text: bytes, blob: bytes) -> None:
        """Keep the frame."""
        self.frames.append((kind, cell, text, blob))

    def receive(self) -> tuple[int, int, bytes, bytes] | None:
        """Hand out the job."""
        return int(wire.Kind.JOB), 0, self._job, b""


def main(source: str) -> None:
    """Do the job once for each line."""
    answers = io.TextIOWrapper(io.FileIO(os.dup(1), "w"), line_buffering=True)
    orders = io.FileIO(os.dup(0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    prewarm()
    inside: Any = load_inside()
    job = outgoing.job_text(Program.of(source), Plan())
    printed = inside.Printed()
    printed.install()
    while orders.read(1):
        channel = Collected(job)
        began = time.perf_counter()
        inside.Job(channel, printed, inside.Clock(channel)).do()
        worked = time.perf_counter()
        exec(compile(source, "<floor>", "exec"), {"__name__": "__main__"})
        answers.write(f"{worked - began} {time.perf_counter() - worked}\n")


if __name__ == "__main__":
    main(sys.argv[1])
