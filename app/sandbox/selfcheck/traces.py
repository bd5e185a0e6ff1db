"""What a run could leave behind on the machine, found by the mark that snippets put on it, and cleared away."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import tempfile
import time
from collections.abc import Iterator

SHARED = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock")
GRACE_S = 0.5  # how long the dying may take
IPC_RMID = 0


def clear_processes(mark: str) -> Iterator[str]:
    """Say which processes bear the mark, and kill them."""
    deadline = time.monotonic() + GRACE_S
    while (found := _processes(mark)) and time.monotonic() < deadline:
        time.sleep(0.02)
    for pid, name in found.items():
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
        yield f"process {pid} ({name}) was still there"


def clear_files(mark: str) -> Iterator[str]:
    """Say which entries of the shared directories bear the mark, and remove them, following no link."""
    for folder in dict.fromkeys((*SHARED, tempfile.gettempdir())):
        with contextlib.suppress(OSError):
            names = [name for name in os.listdir(folder) if name.startswith(mark)]
            if names:
                yield f"{len(names)} entries in {folder}, such as {names[0]}"
            for name in names:
                with contextlib.suppress(OSError):
                    os.unlink(f"{folder}/{name}")


def clear_ipc(key: int) -> Iterator[str]:
    """Say which System V objects have this key, and remove them."""
    libc = ctypes.CDLL(None)
    removers = {"shm": libc.shmctl, "sem": libc.semctl, "msg": libc.msgctl}
    for kind, remove in removers.items():
        for line in _lines(f"/proc/sysvipc/{kind}"):
            fields = line.split()
            if fields[0].isdigit() and int(fields[0]) == key:
                yield f"a System V {kind} object was still there"
                remove(int(fields[1]), *([0, IPC_RMID] if kind == "sem" else [IPC_RMID, None]))


def mounts() -> frozenset[str]:
    """What is mounted where, as this process sees it."""
    return frozenset(" ".join(line.split()[:3]) for line in _lines("/proc/self/mounts"))


def _processes(mark: str) -> dict[int, str]:
    found = {}
    for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
        name = "".join(_lines(f"/proc/{pid}/comm"))
        command = "".join(_lines(f"/proc/{pid}/cmdline"))
        if (name.startswith(mark) or command.startswith(mark)) and _is_running(pid):
            found[pid] = name
    return found


def _is_running(pid: int) -> bool:
    """False for the dead that nobody has waited for yet; true for one that just went, too late to tell."""
    return not any(line.startswith("State:\tZ") for line in _lines(f"/proc/{pid}/status"))


def _lines(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().splitlines()
    except OSError:  # a process that just went, a kernel without System V objects
        return []
