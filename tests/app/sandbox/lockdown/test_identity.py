"""Who a process is after it has become somebody else."""

import ctypes
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.lockdown import identity, syscalls

InChild = Callable[[Callable[[], Any]], Any]
Refusal = Callable[..., str]


@pytest.mark.usefixtures("root")
def test_becoming_another_user_leaves_nothing_behind(in_child: InChild, refusal: Refusal) -> None:
    """All three ids change, no group is kept, no capability is left in force, and there is no way back."""

    def work() -> list[Any]:
        os.setgroups([0, 4, 27])
        identity.become(61234, 61235)
        effective = next(s for s in Path("/proc/self/status").read_text().splitlines() if s.startswith("CapEff"))
        return [os.getresuid(), os.getresgid(), os.getgroups(), int(effective.split()[1], 16), refusal(os.setuid, 0)]

    assert in_child(work).value == [[61234] * 3, [61235] * 3, [], 0, "EPERM"]


def test_no_new_privileges_is_set(in_child: InChild) -> None:
    """The kernel confirms that no program executed from now on brings privileges along."""

    def work() -> int:
        identity.no_new_privileges()
        return syscalls.prctl(39)  # PR_GET_NO_NEW_PRIVS

    assert in_child(work).value == 1


def test_undumpable_closes_the_process_to_its_own_user(in_child: InChild, ordinary: Callable[[], None]) -> None:
    """The process is marked undumpable, and an ordinary user can no longer read its environment from /proc."""

    def work() -> list[Any]:
        ordinary()
        identity.undumpable()
        try:
            Path("/proc/self/environ").read_bytes()
        except PermissionError:
            return [syscalls.prctl(3), "refused"]  # PR_GET_DUMPABLE
        return [syscalls.prctl(3), "read"]

    assert in_child(work).value == [0, "refused"]


def test_a_child_dies_with_its_parent(in_child: InChild) -> None:
    """When the parent ends, however it ends, the kernel kills the child."""

    def work() -> bool:
        got, out = os.pipe()
        middle = os.fork()
        if middle == 0:
            ready, told = os.pipe()
            if os.fork() == 0:
                identity.die_with_parent()
                os.write(told, b"x")
                signal.pause()
            os.read(ready, 1)
            os._exit(0)
        os.close(out)
        os.waitpid(middle, 0)
        return os.read(got, 1) == b""  # the last writer is gone; a survivor would keep this waiting until the alarm

    assert in_child(work).value is True


@pytest.mark.usefixtures("root")
def test_becoming_somebody_clears_the_parent_death_signal(in_child: InChild) -> None:
    """The trap that fixes the order: what was set before the change of user is gone after it."""

    def kept() -> int:
        number = ctypes.c_int(-1)
        syscalls.prctl(2, ctypes.addressof(number))  # PR_GET_PDEATHSIG
        return number.value

    def work() -> list[int]:
        identity.die_with_parent()
        before = kept()
        identity.become(61234, 61234)
        after = kept()
        identity.die_with_parent()
        return [before, after, kept()]

    assert in_child(work).value == [signal.SIGKILL, 0, signal.SIGKILL]
