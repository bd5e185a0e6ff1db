"""Control groups: memory and process counts for each slot, where the machine lets us make them (v1 or v2)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
PREFIX = "allclose-"


class Group:
    """One slot's group: its limits, and the kernel's own count of what it killed for memory.

    It is used by one room after another, so what stays the same from one to the next is not written or opened again.
    """

    def __init__(self, *, memory: Path, pids: Path, unified: bool) -> None:
        self.unified = unified
        self._memory, self._pids = memory, pids
        self._limits: tuple[int, int] | None = None
        self._kills = self._count_kills()
        if unified:
            self.entries = [os.open(memory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)]
        else:
            self.entries = [os.open(path / "tasks", os.O_WRONLY | os.O_CLOEXEC) for path in (memory, pids)]

    def prepare(self, memory: int, processes: int) -> None:
        """Set the limits (bytes, count) for the next room; it enters by `entries`."""
        if self._limits == (memory, processes):
            return
        _write(self._memory / ("memory.max" if self.unified else "memory.limit_in_bytes"), memory)
        if self.unified:
            _write(self._memory / "memory.swap.max", 0)
        _write(self._pids / "pids.max", processes)
        self._limits = memory, processes

    def killed(self) -> bool:
        """Whether the kernel killed for memory in this group since this was last asked."""
        before, self._kills = self._kills, self._count_kills()
        return self._kills > before

    def close(self) -> None:
        """Let go of it; the directory is removed by whoever made it."""
        for entry in self.entries:
            os.close(entry)

    def _count_kills(self) -> int:
        source = "memory.events" if self.unified else "memory.oom_control"
        found = re.search(r"^oom_kill (\d+)$", (self._memory / source).read_text(encoding="ascii"), re.MULTILINE)
        return int(found[1]) if found else 0


class Groups:
    """All slots' groups, under a name that carries the broker's pid so that a later one can clear them away."""

    def __init__(self, slots: int) -> None:
        self._made: list[Path] = []
        self.why_not = ""
        self.slots: list[Group] = []
        try:
            self.slots = [self._make(slot) for slot in range(slots)]
        except OSError as error:
            self.why_not = f"{error.strerror}: {error.filename}"
            self.remove()

    def remove(self) -> None:
        """Take the groups away; the rooms in them have died."""
        for group in self.slots:
            group.close()
        self.slots = []
        for path in reversed(self._made):
            with suppress(OSError):
                path.rmdir()
        self._made = []

    def _make(self, slot: int) -> Group:
        parents = list(_parents())
        made = []
        for parent in parents:
            base = parent / f"{PREFIX}{os.getpid()}"
            if not base.exists():
                _sweep(parent)
                base.mkdir()
                self._made.append(base)
                if len(parents) == 1:
                    with suppress(OSError):  # already so where the group was delegated to us
                        _write(parent / "cgroup.subtree_control", "+memory +pids")
                    _write(base / "cgroup.subtree_control", "+memory +pids")
            made.append(base / str(slot))
            made[-1].mkdir()
            self._made.append(made[-1])
        return Group(memory=made[0], pids=made[-1], unified=len(parents) == 1)


def _parents() -> Iterator[Path]:
    """The directories to make groups in: one each for memory and pids (v1), or one for both (v2)."""
    if (ROOT / "cgroup.controllers").exists():
        yield ROOT / Path("/proc/self/cgroup").read_text(encoding="ascii").strip().rpartition("::/")[2]
        return
    own = dict(line.split(":")[1:] for line in Path("/proc/self/cgroup").read_text(encoding="ascii").splitlines())
    for controller in ("memory", "pids"):
        yield ROOT / controller / own.get(controller, "/").lstrip("/")


def _sweep(parent: Path) -> None:
    """Remove what a broker that was killed has left."""
    for path in parent.glob(f"{PREFIX}*"):
        pid = path.name.removeprefix(PREFIX)
        if not Path("/proc", pid).exists():
            for inner in [*path.glob("[0-9]*"), path]:
                with suppress(OSError):
                    inner.rmdir()


def _write(path: Path, value: object) -> None:
    path.write_text(f"{value}", encoding="ascii")
