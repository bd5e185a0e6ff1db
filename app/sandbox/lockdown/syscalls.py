"""System calls that Python's `os` has not, or has only since 3.12, made through the C library's `syscall`."""

import ctypes
import errno
import functools
import os
import signal
import struct
from collections.abc import Callable, Sequence

from app.sandbox.lockdown import numbers
from app.sandbox.lockdown.numbers import Machine

CLONE_THREAD, CLONE_PARENT, CLONE_PIDFD = 0x10000, 0x8000, 0x1000
CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
CLONE_CHILD_SETTID, CLONE_CHILD_CLEARTID, CLONE_INTO_CGROUP = 0x1000000, 0x200000, 0x200000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND = 1, 2, 4, 8, 32, 4096
MS_REC, MS_PRIVATE, MS_SLAVE = 16384, 1 << 18, 1 << 19
MNT_DETACH = 2
PR_CAPBSET_DROP, PR_GET_TID_ADDRESS = 24, 40

_EXIT_SIGNAL = 0xFF  # the low byte of clone's flags is no flag
_CAPABILITY_VERSION_3 = 0x20080522
_LAST_DESCRIPTOR = 0xFFFFFFFF

_syscall = ctypes.CDLL(None, use_errno=True).syscall
_syscall.restype = ctypes.c_long
_syscall_with_gil = ctypes.PyDLL(None, use_errno=True).syscall
_syscall_with_gil.restype = ctypes.c_long


def call(name: str, *args: int | bytes | None) -> int:
    """Make a system call and give what it returned.

    Bytes are passed by address (the kernel must only read them), None is a null pointer. Raises OSError, whose message
    begins with the name; ENOSYS where this machine has no such call.
    """
    number = numbers.here().number(name)
    if number is None:
        raise _error(name, errno.ENOSYS)
    result: int = _syscall(*_arguments(number, args))
    if result < 0:
        raise _error(name, ctypes.get_errno())
    return result


def mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    """Mount `source` of file system type `kind` on `target`; None where the flags make an argument meaningless.

    Trap: MS_RDONLY together with MS_BIND is ignored; a bind is made read-only by a second call with MS_REMOUNT.
    """
    call("mount", _text(source), _text(target), _text(kind), flags, _text(options))


def umount(target: str, flags: int = 0) -> None:
    """Unmount `target`; with MNT_DETACH even while it is in use."""
    call("umount2", _text(target), flags)


def pivot_root(new: str, old: str) -> None:
    """Make `new` the root and move the old one to `old`.

    `new` must be a mount point, and mounts must not spread (MS_PRIVATE). With "." for both, the old root comes to lie
    over the new one and `umount(".", MNT_DETACH)` uncovers it: no directory for it is needed.
    """
    call("pivot_root", _text(new), _text(old))


def unshare(flags: int) -> None:
    """Leave namespaces for new ones (CLONE_NEW*). Trap: CLONE_NEWPID is for children only, and only once."""
    call("unshare", flags)


def prctl(option: int, *args: int) -> int:
    """Change or read a trait of this process. Arguments not given are zero, as the kernel demands of most options."""
    return call("prctl", option, *args)


def close_range(first: int) -> None:
    """Close every descriptor from `first` on, open or not."""
    call("close_range", first, _LAST_DESCRIPTOR, 0)


def drop_capabilities() -> None:
    """Give up every capability of this thread for good: the bounding set, then all that it holds.

    Trap: other threads keep theirs.
    """
    empty_bounding_set()
    drop_held_capabilities()


def empty_bounding_set() -> None:
    """Let no program that is executed bring a capability along; for children too. What is held now stays.

    Only a thread with CAP_SETPCAP may; for others the set stays as it is, which no_new_privs makes harmless. It takes
    as many calls as there are capabilities, so whoever starts many children does it once, for all of them.
    """
    capability = 0
    try:
        while True:
            prctl(PR_CAPBSET_DROP, capability)
            capability += 1
    except OSError:  # EINVAL: past the last one this kernel knows. EPERM: not ours to drop
        pass


def drop_held_capabilities() -> None:
    """Give up every capability that this thread holds, for good where no_new_privs or an empty bounding set is."""
    call("capset", struct.pack("=Ii", _CAPABILITY_VERSION_3, 0), bytes(24))  # the ambient set goes with the permitted


def spawn(flags: int, cgroup: int | None = None, *, hooks: bool = True) -> tuple[int, int]:
    """Fork this process with clone's flags; give (pid, pidfd) to the caller and (0, -1) to the child.

    `cgroup` is a descriptor of a cgroup v2 directory to start in. Without it plain clone(2) is used: default Docker
    answers clone3 with ENOSYS. The pidfd is close-on-exec and becomes readable when the child ends. With CLONE_PARENT
    the child belongs to the caller's parent, as does waiting for it. Raises OSError: EINVAL for CLONE_PARENT in a pid
    namespace's first process, EPERM or ENOSPC for namespaces that are not permitted.

    `hooks` runs what the interpreter and its modules do around a fork: locks made anew, `random` seeded anew. In a
    process with one thread that holds no lock they change nothing that matters, and with torch loaded they touch 270
    pages of every child, a millisecond of work.

    Traps: only for a process with one thread, as no lock of the C library is reset in the child. CLONE_NEWTIME shares
    its bit with the exit signal and is refused.
    """
    _check(flags)
    exit_signal = _exit_signal(flags)
    pidfd, thread_id = ctypes.c_int(-1), _thread_id_address()
    flags = _flags(flags, thread_id)
    if cgroup is None:
        name, args = "clone", _clone_arguments(numbers.here(), flags | exit_signal, ctypes.addressof(pidfd), thread_id)
    else:
        fields = (flags | CLONE_INTO_CGROUP, ctypes.addressof(pidfd), thread_id, 0, exit_signal, *[0] * 5, cgroup)
        packed = struct.pack("=11Q", *fields)
        name, args = "clone3", _arguments(numbers.here().calls["clone3"], (packed, len(packed)))
    before, in_child, in_parent = _fork_hooks() if hooks else (_nothing, _nothing, _nothing)
    before()
    pid: int = _syscall_with_gil(*args)  # with the GIL: a thread waiting for it does not exist in the child
    if pid == 0:
        in_child()
        return 0, -1
    number = ctypes.get_errno()
    in_parent()
    if pid < 0:
        raise _error(name, number)
    return pid, pidfd.value


class Mould:
    """`spawn` without a cgroup and without hooks, made ready for many times: the parent writes to few pages then.

    What a parent writes to between two copies is shared by the next copy, and so has to be copied when it is written
    to again. Traps: those of `spawn`; and only for the thread that made it.
    """

    def __init__(self, flags: int) -> None:
        """`flags` as `spawn` takes them."""
        _check(flags)
        self.flags = flags
        self._pidfd, thread_id = ctypes.c_int(-1), _thread_id_address()
        packed = _flags(flags, thread_id) | _exit_signal(flags)
        self._args = tuple(_clone_arguments(numbers.here(), packed, ctypes.addressof(self._pidfd), thread_id))

    def spawn(self) -> tuple[int, int]:
        """Give (pid, pidfd) to the caller and (0, -1) to the child. Raises OSError."""
        pid: int = _syscall_with_gil(*self._args)
        if pid > 0:
            return pid, self._pidfd.value
        if pid == 0:
            return 0, -1
        raise _error("clone", ctypes.get_errno())


def _check(flags: int) -> None:
    if flags & _EXIT_SIGNAL or flags >> 32:
        raise ValueError("flags hold an exit signal, or bits that only clone3 knows")


def _exit_signal(flags: int) -> int:
    """With CLONE_PARENT the child inherits the signal this process was made with; clone3 insists on nought there."""
    return 0 if flags & CLONE_PARENT else int(signal.SIGCHLD)


def _flags(flags: int, thread_id: int) -> int:
    return flags | CLONE_PIDFD | (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID if thread_id else 0)


def _arguments(number: int, args: Sequence[int | bytes | None]) -> list[ctypes.c_long | ctypes.c_char_p]:
    """Fill all six places: a call reads its registers whether or not something was put there."""
    padded = [*args, *[0] * (6 - len(args))]
    return [ctypes.c_long(number), *(ctypes.c_long(a) if isinstance(a, int) else ctypes.c_char_p(a) for a in padded)]


def _clone_arguments(machine: Machine, flags: int, pidfd: int, thread_id: int) -> list[ctypes.c_long | ctypes.c_char_p]:
    """Arrange clone's arguments: no stack of its own, and the pidfd where parent_tid would be."""
    last = (0, thread_id) if machine.tls_first else (thread_id, 0)
    return _arguments(machine.calls["clone"], (flags, 0, pidfd, *last))


def _thread_id_address() -> int:
    """Find where the C library keeps this thread's id, so that the kernel corrects it in the child; 0 if unknown.

    A child that kept the old id would take a lock held by a thread of that id for its own, and in a pid namespace ids
    are small and soon met. The kernel knows the address for its own purposes (PR_GET_TID_ADDRESS); it is believed only
    when the id is what lies there, which in musl it is not.
    """
    address = ctypes.c_size_t(0)
    try:
        prctl(PR_GET_TID_ADDRESS, ctypes.addressof(address))
    except OSError:  # a kernel without CONFIG_CHECKPOINT_RESTORE
        return 0
    known = address.value and ctypes.c_int.from_address(address.value).value
    return address.value if known == call("gettid") else 0


def _nothing() -> None:
    """Stand in for a hook that is left out."""


@functools.cache
def _fork_hooks() -> tuple[Callable[[], None], Callable[[], None], Callable[[], None]]:
    """Give what the interpreter runs around a fork: before it, in the child, in the parent."""
    api = ctypes.pythonapi
    hooks = (api.PyOS_BeforeFork, api.PyOS_AfterFork_Child, api.PyOS_AfterFork_Parent)
    for hook in hooks:
        hook.restype = None
    return hooks


def _text(value: str | None) -> bytes | None:
    return None if value is None else os.fsencode(value)


def _error(name: str, number: int) -> OSError:
    return OSError(number, f"{name}: {os.strerror(number)}")
