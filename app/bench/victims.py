"""The processes of a running service, found from outside: whom to kill next, and who is still there afterwards."""

from __future__ import annotations

import os
import random
import signal
from dataclasses import dataclass
from pathlib import Path

#: How often each is chosen: rooms die by the dozen, a worker takes seconds to be there again.
WEIGHTS = {"spare": 10, "zygote": 3, "broker": 3, "web": 3, "worker": 1}


@dataclass(frozen=True)
class Process:
    """One process, told apart from a later one that was given its number."""

    pid: int
    began: int  #: in ticks since the machine was started


def find(root: int) -> dict[str, list[Process]]:
    """Name what descends from the supervisor with this number."""
    family = _family(root)
    found: dict[str, list[Process]] = {role: [] for role in WEIGHTS}
    for parent, child in family:
        line = _line(child.pid)
        if parent == root and "app.cli" in line:
            found["web" if line.split()[-1] == "web" else "worker"].append(child)
        elif "app.sandbox.broker" in line:
            found["broker"].append(child)
        elif "app.sandbox.zygote" in line:
            found["spare"].append(child)
    if found["spare"]:  # a zygote makes its rooms as its parent's children: it is the eldest of them
        eldest = min(found["spare"], key=lambda one: one.began)
        found["spare"].remove(eldest)
        found["zygote"].append(eldest)
    return found


def kill_one(root: int, draw: random.Random) -> tuple[str, Process] | None:
    """Kill one at random; None where none of the kind that was drawn is there just now."""
    role = draw.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    there = find(root)[role]
    if not there:
        return None
    victim = draw.choice(there)
    try:
        os.kill(victim.pid, signal.SIGKILL)
    except ProcessLookupError:
        return None
    return role, victim


def lives(process: Process) -> bool:
    """Whether it is this very process that has the number, and not a dead one that waits to be buried."""
    found = _stat(process.pid)
    return found is not None and found[1] == process.began and found[2] != "Z"


def cpu_s(root: int) -> float:
    """CPU seconds of all that descends from a process, of the dead that were buried too."""
    ticks = 0
    for _, process in _family(root):
        try:
            text = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        ticks += sum(int(field) for field in text.rpartition(")")[2].split()[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def _family(root: int) -> list[tuple[int, Process]]:
    children: dict[int, list[Process]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (found := _stat(int(entry.name))):
            children.setdefault(found[0], []).append(Process(int(entry.name), found[1]))
    family: list[tuple[int, Process]] = []
    left = [root]
    while left:
        parent = left.pop()
        for child in children.get(parent, []):
            family.append((parent, child))
            left.append(child.pid)
    return family


def _stat(pid: int) -> tuple[int, int, str] | None:
    """The parent, the moment of birth and the state."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return int(fields[1]), int(fields[19]), fields[0]


def _line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""
