"""Control groups: memory and process counts for each slot, where the machine lets us make them (v1 or v2)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
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
        # v1 keeps memory alone at most memory with swap, so which of the two is written first depends on which way
        # the limit moves; one of the two attempts at the second is refused, and the other holds.
        self._bound_swap(memory)
        _write(self._memory / ("memory.max" if self.unified else "memory.limit_in_bytes"), memory)
        self._bound_swap(memory)
        _write(self._pids / "pids.max", processes)
        self._limits = memory, processes

    def _bound_swap(self, memory: int) -> None:
        with suppress(OSError):  # also where the kernel does not count swap
            if self.unified:
                _write(self._memory / "memory.swap.max", 0)
            else:
                _write(self._memory / "memory.memsw.limit_in_bytes", memory)

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

    def __init__(self, slots: int, root: Path = ROOT) -> None:
        self._made: list[Path] = []
        self.why_not = ""
        self.slots: list[Group] = []
        for parents in _choices(root):
            try:
                for slot in range(slots):
                    self.slots.append(self._make(slot, parents))
            except OSError as error:
                self.why_not = f"{error.strerror}: {error.filename}"
                self.remove()
            else:
                self.why_not = ""
                return

    def remove(self) -> None:
        """Take the groups away; the rooms in them have died."""
        for group in self.slots:
            group.close()
        self.slots = []
        for path in reversed(self._made):
            with suppress(OSError):
                path.rmdir()
        self._made = []

    def _make(self, slot: int, parents: Sequence[Path]) -> Group:
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


def _choices(root: Path) -> Iterator[tuple[Path, ...]]:
    """Where groups might be made: below one directory each for memory and pids (v1), or below one for both (v2).

    A v2 group with processes in it may have no groups with controllers, so beside our own there is the one above it:
    systemd puts a service into a leaf of its own with `Delegate=yes` and `DelegateSubgroup=`.
    """
    lines = Path("/proc/self/cgroup").read_text(encoding="ascii").splitlines()
    own = {name: path for line in lines for name, path in [line.split(":", 2)[1:]]}
    if (root / "cgroup.controllers").exists():
        mine = root / own.get("", "/").lstrip("/")
        yield (mine,)
        if mine != root:
            yield (mine.parent,)
        return
    yield tuple(root / controller / own.get(controller, "/").lstrip("/") for controller in ("memory", "pids"))


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
