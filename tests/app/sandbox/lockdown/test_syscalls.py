"""System calls made directly."""

import errno
import os
import resource
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.lockdown import syscalls

InChild = Callable[[Callable[[], Any]], Any]
NAMESPACES = syscalls.CLONE_NEWNS | syscalls.CLONE_NEWIPC | syscalls.CLONE_NEWUTS


def capabilities() -> dict[str, int]:
    """Read the five sets of capabilities this process has."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return {line[:6]: int(line.split()[1], 16) for line in lines if line.startswith("Cap")}


def test_a_failed_call_says_which() -> None:
    """The error carries the kernel's errno, and its message begins with the name of the call."""
    with pytest.raises(OSError, match=r"^\[Errno 9\] close: Bad file descriptor$"):
        syscalls.call("close", -1)


def test_a_call_the_machine_lacks_is_not_implemented() -> None:
    """A name without a number fails as the kernel would fail a number without a call."""
    with pytest.raises(OSError, match="no_such_call") as caught:
        syscalls.call("no_such_call")
    assert caught.value.errno == errno.ENOSYS


def test_arguments_of_each_kind_arrive(tmp_path: Path) -> None:
    """Numbers, negative ones too, bytes and null pointers reach the kernel; what is not given is nought."""
    assert syscalls.call("getpid") == os.getpid()
    at_the_working_directory = -100
    descriptor = syscalls.call("openat", at_the_working_directory, os.fsencode(tmp_path / "made"), os.O_CREAT, 0o600)
    os.close(descriptor)
    assert (tmp_path / "made").exists()
    with pytest.raises(OSError, match="openat: Bad address"):
        syscalls.call("openat", at_the_working_directory, None)


def test_close_range_closes_all_that_follow(in_child: InChild) -> None:
    """No descriptor from the first on is left, wherever it lies."""

    def is_open(descriptor: int) -> bool:
        try:
            os.fstat(descriptor)
        except OSError:
            return False
        return True

    def work() -> list[int]:
        high = min(900, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 1)
        os.dup2(0, 99)
        os.dup2(0, 100)
        os.dup2(0, high)
        syscalls.close_range(100)
        return [descriptor for descriptor in range(99, high + 1) if is_open(descriptor)]

    assert in_child(work).value == [99]


@pytest.mark.usefixtures("admin")
def test_capabilities_are_gone_for_good(in_child: InChild) -> None:
    """After dropping, root holds no capability, keeps none over an exec, and cannot take any back."""

    def work() -> list[Any]:
        two = struct.pack("=6I", *[1 << 6 | 1 << 8] * 3, 0, 0, 0)  # effective, permitted, inheritable: SETGID, SETPCAP
        syscalls.call("capset", struct.pack("=Ii", 0x20080522, 0), two)
        syscalls.prctl(47, 2, 6)  # PR_CAP_AMBIENT_RAISE: it would be kept over an exec
        assert capabilities()["CapAmb"] == 1 << 6
        syscalls.drop_capabilities()
        left = capabilities()
        try:
            os.setgroups([])
        except PermissionError:
            return [left, "refused"]
        return [left, "done"]

    nothing = dict.fromkeys(["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"], 0)
    assert in_child(work).value == [nothing, "refused"]


def test_an_ordinary_user_can_drop_what_he_has(in_child: InChild, ordinary: Callable[[], None]) -> None:
    """Without CAP_SETPCAP the bounding set stays; the rest is dropped without an error."""

    def work() -> list[int]:
        ordinary()
        syscalls.drop_capabilities()
        return [value for name, value in capabilities().items() if name != "CapBnd"]

    assert in_child(work).value == [0] * 4


@pytest.mark.usefixtures("admin")
def test_a_room_gets_a_root_of_its_own(in_child: InChild, tmp_path: Path) -> None:
    """In a mount namespace a tmpfs becomes the root, and the old tree cannot be reached any more."""
    where = str(tmp_path)

    def work() -> list[Any]:
        syscalls.unshare(NAMESPACES)
        syscalls.mount(None, "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
        syscalls.mount("tmpfs", where, "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, "size=64k,nr_inodes=4,mode=755")
        Path(where, "seen").mkdir()
        os.chdir(where)
        syscalls.pivot_root(".", ".")
        syscalls.umount(".", syscalls.MNT_DETACH)
        os.chdir("/")
        return [path.name for path in (*Path("/").iterdir(), *Path("..").iterdir())]

    assert in_child(work).value == ["seen", "seen"]
    assert list(tmp_path.iterdir()) == []


def test_a_refused_mount_says_which_call(in_child: InChild, tmp_path: Path) -> None:
    """A mount that fails is an OSError that names the call."""

    def work() -> str:
        try:
            syscalls.mount("none", str(tmp_path), "no-such-file-system", 0)
        except OSError as error:
            return str(error).split("] ")[1].split(":")[0]
        return "mounted"

    assert in_child(work).value == "mount"
