"""Who a process is, and what it may become."""

import os
import signal

from app.sandbox.lockdown.syscalls import prctl

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38


def become(uid: int, gid: int) -> None:
    """Become another user in every sense (real, effective, saved), in no further groups. Raises PermissionError.

    Groups go first, then gid, then uid: each step needs the rights that the last one gives up. Outside a user namespace
    root's capabilities go with the uid. Traps: the kernel clears the parent-death signal here; and in a user namespace
    where setgroups is denied this fails, there being no other user to become.
    """
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)


def no_new_privileges() -> None:
    """Let no program that is executed from now on bring privileges along; nothing undoes it."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def undumpable() -> None:
    """Close /proc/self/mem, environ and the like, and ptrace, to processes of the same user; no core is written."""
    prctl(_PR_SET_DUMPABLE, 0)


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends.

    Traps: set it after `become`, which clears it. The parent is a *thread*: a child dies with the thread that started
    it, not with the whole process. A parent that has ended already is not noticed.
    """
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
