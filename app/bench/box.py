"""What a box costs: a trivial job through it, beside the same work in this process and in a fresh one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from app.bench.figures import load, spread
from app.bench.floor import Floor
from app.bench.settled import settle
from app.sandbox.box import Limits, Program
from app.sandbox.client import BrokerBox
from app.sandbox.layers import examine
from graders.observation import RunStatus
from graders.plan import Plan

TRIVIAL = "import torch\nx = torch.tensor([1.0, 2.0])\ny = x * 2\n"
FRESH = "import torch\nx = torch.tensor([1.0, 2.0])\ny = x * 2\nprint(y.tolist())\n"
TICK = os.sysconf("SC_CLK_TCK")


def measure(box: BrokerBox, *, rounds: int = 200, fresh: int = 20, sustained: int = 400) -> dict[str, Any]:
    """The box's rows of the table. Floor and box alternate; fresh processes come in between."""
    program, plan, limits = Program.of(TRIVIAL), Plan(), Limits()
    floors: list[float] = []
    plain: list[float] = []
    boxes: list[float] = []
    freshes: list[float] = []
    with Floor(TRIVIAL) as floor:
        for _ in range(5):
            floor.run()
            _timed(box, program, plan, limits)
        for turn in range(rounds):
            if turn % max(1, rounds // fresh) == 0:
                freshes.append(_fresh())
            work, bare = floor.run()
            floors.append(work)
            plain.append(bare)
            settle(box)  # a spare waits: what is timed is the way through, not the refill
            boxes.append(_timed(box, program, plan, limits))
    cpu, rate = _sustain(box, program, limits, sustained)
    floor_ms, box_ms, fresh_ms = spread(floors), spread(boxes), spread(freshes)
    return {
        "floor_ms": floor_ms,
        "exec_ms": spread(plain),
        "box_ms": box_ms,
        "fresh_ms": fresh_ms,
        "cpu_ms_per_job": round(cpu * 1000, 2),
        "jobs_per_s_per_core": round(1 / cpu, 1),
        "jobs_per_s": round(rate, 1),
        "cores": os.cpu_count(),
        "ratio_to_floor": round(box_ms["p50"] / floor_ms["p50"], 2),
        "fresh_to_box": round(fresh_ms["p50"] / box_ms["p50"], 0),
        "level": box.level.value,
        "layers": [layer.name for layer in examine(box.level, box.status()) if layer.on],
        "load": load(),
    }


def _timed(box: BrokerBox, program: Program, plan: Plan, limits: Limits) -> float:
    began = time.perf_counter()
    run = box.run(program, plan, limits)
    took = time.perf_counter() - began
    if run.status is not RunStatus.FINISHED or "y" not in run.observation.cells[0].namespace:
        msg = f"the trivial job ended {run.status}: {run.sentence}"
        raise RuntimeError(msg)
    return took


def _fresh() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", FRESH], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _sustain(box: BrokerBox, program: Program, limits: Limits, jobs: int) -> tuple[float, float]:
    """CPU seconds per job of broker, zygote and rooms together, and jobs a second, with every core kept busy."""
    workers = os.cpu_count() or 1
    before, began = _cpu(box), time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda _: _timed(box, program, Plan(), limits), range(jobs)))
    took = time.perf_counter() - began
    time.sleep(0.5)  # the last rooms are still being made anew; their cost belongs to the jobs that used the old ones
    return (_cpu(box) - before) / jobs, jobs / took


def _cpu(box: BrokerBox) -> float:
    """CPU seconds of the broker with the rooms it has reaped, and of its zygote."""
    zygote = box.status()["zygote_pid"]
    return _of(box.broker_pid, with_children=True) + _of(zygote, with_children=False)


def _of(pid: int, *, with_children: bool) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    user, system, child_user, child_system = (int(field) for field in fields[11:15])
    return (user + system + (child_user + child_system if with_children else 0)) / TICK
