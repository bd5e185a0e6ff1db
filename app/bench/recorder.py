"""What the recorder costs: a training loop and a trivial program, watched and as they stand; a function mode beside it.

The room's own work is done in this process, as in `floor`, so that nothing but the recorder differs. The garbage
collector's old objects are frozen first, as the zygote does it; else a single full collection decides the figure.
"""

from __future__ import annotations

import gc
import io
import json
import os
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from app.bench.figures import load, spread
from app.bench.floor import Collected
from app.sandbox.box import Program
from app.sandbox.customs import outgoing
from app.sandbox.inside_loader import load_inside
from app.sandbox.prewarm import prewarm
from graders.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

TRIVIAL = "import torch\nx = torch.tensor([1.0, 2.0])\ny = x * 2\n"
TRAINING = """
import torch
import torch.nn as nn
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [0.], [0.], [1.]])
model = nn.Sequential(nn.Linear(2, 2), nn.Sigmoid(), nn.Linear(2, 1), nn.Sigmoid())
criterion = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
losses = []
for epoch in range({epochs}):
    optimizer.zero_grad()
    outputs = model(X)
    loss = criterion(outputs, Y)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
    if epoch % 500 == 0:
        print(f"epoch {{epoch}}: loss {{loss.item():.4f}}")
"""
MODE = """
from torch.overrides import TorchFunctionMode
class Mode(TorchFunctionMode):
    def __torch_function__(self, function, types, args=(), kwargs=None):
        return function(*args, **(kwargs or {{}}))
with Mode():
    {program}
"""


def measure(*, rounds: int = 21, epochs: int = 2000, trivial: int = 300) -> dict[str, Any]:
    """The recorder's rows of the table, from a process of its own that keeps one thread."""
    done = subprocess.run(
        [sys.executable, "-m", "app.bench.recorder", str(rounds), str(epochs), str(trivial)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


class Bench:
    """Does programs as a room does them."""

    def __init__(self) -> None:
        prewarm()
        inside: Any = load_inside()
        self._inside = inside
        self._planting: Any = sys.modules["inside.planting"].Planting
        self._printed = inside.Printed()
        self._printed.install()
        gc.collect()
        gc.freeze()

    def run(self, source: str, *, watched: bool) -> float:
        """Seconds for one program."""
        channel = Collected(outgoing.job_text(Program.of(source), Plan()))
        with self._plain(watched):
            began = time.perf_counter()
            self._inside.Job(channel, self._printed, self._inside.Clock(channel)).do()
            took = time.perf_counter() - began
        if b'"raised":null' not in channel.frames[2][2]:
            raise RuntimeError(channel.frames[2][2][:500])
        return took

    @contextmanager
    def _plain(self, watched: bool) -> Iterator[None]:  # noqa: FBT001 - it is the one thing that varies
        call = self._planting.__call__
        if not watched:
            self._planting.__call__ = lambda *_: None
        try:
            yield
        finally:
            self._planting.__call__ = call


def compare(bench: Bench, source: str, rounds: int, mode: str | None = None) -> dict[str, Any]:
    """One program watched, plain and under a mode, in turns. The ratios are medians of each turn's own ratio."""
    times: dict[str, list[float]] = {"plain": [], "watched": [], "mode": []}
    for turn in range(rounds + 1):
        ways = [("plain", source, False), ("watched", source, True)]
        ways += [("mode", mode, False)] if mode else []
        for way, program, watched in ways if turn % 2 else reversed(ways):
            took = bench.run(program, watched=watched)
            if turn:  # the first is for warmth
                times[way].append(took)
    told: dict[str, Any] = {f"{way}_ms": spread(taken) for way, taken in times.items() if taken}
    for way in ("watched", "mode"):
        ratios = [took / plain for took, plain in zip(times[way], times["plain"], strict=bool(times[way]))]
        if ratios:
            told[f"{way}_ratio"] = round(statistics.median(ratios), 3)
    return told


def main(rounds: int, epochs: int, trivial: int) -> dict[str, Any]:
    """All of it, in this process."""
    training = TRAINING.format(epochs=epochs)
    mode = MODE.format(program=training.strip().replace("\n", "\n    "))
    bench = Bench()
    return {
        "training": compare(bench, training, rounds, mode),
        "trivial": compare(bench, TRIVIAL, trivial),
        "epochs": epochs,
        "load": load(),
    }


if __name__ == "__main__":
    answers = io.TextIOWrapper(io.FileIO(os.dup(1), "w"), line_buffering=True)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    answers.write(json.dumps(main(*(int(argument) for argument in sys.argv[1:4]))) + "\n")
