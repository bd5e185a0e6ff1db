"""Looking at and ending a child, by its pidfd and its CPU clock."""

from __future__ import annotations

import os
import select
import signal
import time
from dataclasses import dataclass

CPUCLOCK_SCHED = 2


def cpu_seconds(pid: int) -> float:
    """CPU time of all threads of a process, by its clock: a microsecond, where /proc takes thirty. 0.0 once reaped."""
    try:
        return time.clock_gettime((~pid << 3) | CPUCLOCK_SCHED)
    except OSError:
        return 0.0


def resident_kib(pid: int, line: str) -> int:
    """A size from the process's status, such as VmHWM (the most it ever had); 0 once it has died."""
    try:
        with open(f"/proc/{pid}/status", "rb") as status:
            _, found, rest = status.read().partition(f"\n{line}:".encode())
    except OSError:
        return 0
    return int(rest.split(maxsplit=1)[0]) if found else 0


def dead(pidfd: int) -> bool:
    """Whether the process has ended; its pidfd can be read then."""
    return bool(select.select([pidfd], [], [], 0)[0])


def signal_by(pidfd: int, number: signal.Signals) -> None:
    """Send a signal to the process that the pidfd means and to no other that took its number."""
    try:
        signal.pidfd_send_signal(pidfd, number)
    except ProcessLookupError:
        return


@dataclass(frozen=True, kw_only=True)
class End:
    """What the kernel says of a child that is gone."""

    code: int | None
    signal: int | None
    cpu_s: float


def reap(pid: int) -> End | None:
    """Take a dead child's status; None while it lives, or if it was never ours."""
    try:
        found, status, usage = os.wait4(pid, os.WNOHANG)
    except ChildProcessError:
        return End(code=None, signal=None, cpu_s=0.0)
    if found == 0:
        return None
    return End(
        code=os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
        signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else None,
        cpu_s=usage.ru_utime + usage.ru_stime,
    )
