"""Many jobs of many kinds in a row: whether every status is right, and whether anything is left behind."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.bench.figures import load
from app.bench.settled import settle
from app.sandbox.box import Limits, Program
from app.sandbox.client import BrokerBox
from app.sandbox.selfcheck.escape import Escape
from app.sandbox.selfcheck.suite import GROUPS, attempt
from graders.observation import RunStatus
from graders.plan import Plan

ONE_IN = 10  # jobs, one is hostile
SLOWEST_ESCAPE_S = 0.6  # hostile programs that only end by a limit would make this a test of patience
FRIENDLY = ("honest", "told", "mistakes")  # groups of programs that mean no harm


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of job and how it must end."""

    name: str
    program: Program
    ends: frozenset[RunStatus]
    limits: Limits = Limits()  # noqa: RUF009 - frozen


def _honest(name: str, *cells: str, ends: RunStatus = RunStatus.FINISHED) -> Kind:
    return Kind(name=name, program=Program.of(*cells), ends=frozenset({ends}))


TRAIN = """import torch
from torch import nn
model = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(20):
    optimiser.zero_grad()
    loss = ((model(torch.rand(4, 2)) - 1.0) ** 2).mean()
    loss.backward()
    optimiser.step()
"""
HONEST = (
    _honest("trivial", "import torch\ny = torch.tensor([1.0, 2.0]) * 2"),
    _honest("train", TRAIN),
    _honest("three cells", "import torch\na = torch.eye(2)", "b = a @ a", "print(b)"),
    _honest("prints", "for i in range(500):\n    print(i)"),
    _honest("raises", "1 / 0", ends=RunStatus.RAISED),
    _honest("syntax error", "x = (1,\ny = 2", ends=RunStatus.RAISED),
    _honest("exits", "import sys\nsys.exit(3)"),
    _honest("scratch", "import torch\ntorch.save(torch.ones(3), 'm.pt')\nt = torch.load('m.pt')"),
    _honest("megabyte", "import torch\nt = torch.rand(500, 500)"),
)


def soak(box: BrokerBox, *, jobs: int, seed: int = 0, at_once: int | None = None) -> dict[str, Any]:
    """Run `jobs` jobs, one in ten hostile, and compare what there is before and after."""
    draw = random.Random(seed)
    has_scratch = box.level.namespaces or bool(box.orders.scratch)
    honest = [kind for kind in HONEST if kind.name != "scratch" or has_scratch]
    hostile = _quick_escapes(box)
    plan = [_draw(draw, honest if turn % ONE_IN else hostile) for turn in range(jobs)]
    settle(box)
    before = Traces.of(box)
    began = time.monotonic()
    with ThreadPoolExecutor(at_once or os.cpu_count() or 1) as pool:
        wrong = [found for found in pool.map(lambda kind: _wrong(kind, box), plan) if found]
    took = time.monotonic() - began
    settle(box)
    after = Traces.of(box)
    return {
        "jobs": jobs,
        "hostile": sum(isinstance(kind, Escape) for kind in plan),
        "kinds": len({kind.name for kind in plan}),
        "wrong_statuses": len(wrong),
        "wrong": wrong[:20],
        "before": asdict(before),
        "after": asdict(after),
        "left_behind": before.grown(after),
        "seconds": round(took, 1),
        "counts": box.status()["counts"],
        "level": box.level.value,
        "load": load(),
    }


def _draw(draw: random.Random, kinds: Sequence[Kind | Escape]) -> Kind | Escape:
    return draw.choice(kinds)


def _wrong(kind: Kind | Escape, box: BrokerBox) -> str | None:
    if isinstance(kind, Escape):
        finding = attempt(box, kind, f"soak-{random.randrange(1 << 30):x}")
        return None if finding.stopped else f"{kind.name}: {finding.status} ({finding.why_not})"
    run = box.run(kind.program, Plan(), kind.limits)
    return None if run.status in kind.ends else f"{kind.name}: {run.status} ({run.sentence})"


def _quick_escapes(box: BrokerBox) -> list[Escape]:
    """The hostile programs that end in short time, each tried once to find out."""
    hostile = [e for name, group in GROUPS.items() if name not in FRIENDLY for e in group if box.level in e.at_levels]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        findings = pool.map(lambda escape: attempt(box, escape, f"soak-{escape.name}"[:20]), hostile)
        return [e for e, found in zip(hostile, findings, strict=True) if found.seconds < SLOWEST_ESCAPE_S]


@dataclass(frozen=True)
class Traces:
    """What a leak would show in."""

    room_processes: int
    broker_descriptors: int
    own_descriptors: int
    broker_mb: float
    zygote_mb: float
    mounts: int
    groups: int
    temporary_files: int
    ipc_objects: int

    @staticmethod
    def of(box: BrokerBox) -> Traces:
        """Count now."""
        status = box.status()
        return Traces(
            room_processes=len(_children(box.broker_pid)),
            broker_descriptors=_entries(f"/proc/{box.broker_pid}/fd"),
            own_descriptors=_entries("/proc/self/fd"),
            broker_mb=_private_mb(box.broker_pid),
            zygote_mb=_private_mb(status["zygote_pid"]),
            mounts=len(Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()),
            groups=len(list(Path("/sys/fs/cgroup").glob(f"**/allclose-{box.broker_pid}/*/"))),
            temporary_files=_of_rooms(tempfile.gettempdir(), box),
            ipc_objects=sum(
                len(Path(f"/proc/sysvipc/{kind}").read_text().splitlines()) for kind in ("shm", "sem", "msg")
            ),
        )

    def grown(self, after: Traces) -> dict[str, float]:
        """What there is more of than a few megabytes or the change of a connection explain."""
        allowed = {"broker_mb": 20.0, "zygote_mb": 30.0, "own_descriptors": 8, "broker_descriptors": 8}
        return {
            name: later - earlier
            for name, earlier in asdict(self).items()
            if (later := getattr(after, name)) - earlier > allowed.get(name, 0)
        }


def _entries(path: str) -> int:
    return sum(1 for _ in Path(path).iterdir())


def _of_rooms(path: str, box: BrokerBox) -> int:
    """Entries that belong to a room's own user, where rooms have one."""
    users = range(box.orders.first_uid, box.orders.first_uid + box.orders.slots)
    return sum(entry.lstat().st_uid in users for entry in Path(path).iterdir())


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()


def _private_mb(pid: int) -> float:
    sizes = Counter[str]()
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, _, rest = line.partition(":")
        sizes[name] = int(rest.split()[0])
    return round((sizes["Private_Clean"] + sizes["Private_Dirty"]) / 1024, 1)
