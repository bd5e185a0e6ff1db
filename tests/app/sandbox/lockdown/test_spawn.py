"""Processes made with clone: whose child they are, what the caller learns of them, and which namespaces they are in."""

import ctypes
import errno
import os
import select
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.lockdown import identity, numbers, policy, seccomp, syscalls

InChild = Callable[[Callable[[], Any]], Any]
ROOM = syscalls.CLONE_NEWPID | syscalls.CLONE_NEWNS | syscalls.CLONE_NEWIPC | syscalls.CLONE_NEWUTS


def ended(pid: int) -> int:
    """Wait for a child; give its exit code, or minus the signal."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_the_caller_gets_a_pid_and_a_pidfd(in_child: InChild) -> None:
    """The child is the caller's own; its pidfd is quiet while it runs, readable once it ends, and close-on-exec."""

    def work() -> list[Any]:
        got, out = os.pipe()
        pid, pidfd = syscalls.spawn(0)
        if pid == 0:
            os.close(out)
            os.read(got, 1)
            os._exit(7)
        running = select.select([pidfd], [], [], 0)[0]
        os.close(out)
        over = select.select([pidfd], [], [], 10)[0]
        return [running, over == [pidfd], os.get_inheritable(pidfd), ended(pid)]

    assert in_child(work).value == [[], True, False, 7]


def test_the_child_is_told_apart_and_is_whole(in_child: InChild) -> None:
    """The child gets (0, -1), has one thread that knows its own id, and the interpreter's fork hooks have run."""
    ran: list[str] = []

    def work() -> list[Any]:
        os.register_at_fork(
            before=lambda: ran.append("before"),
            after_in_child=lambda: ran.append("child"),
            after_in_parent=lambda: ran.append("parent"),
        )
        got, out = os.pipe()
        pid, pidfd = syscalls.spawn(0)
        if pid == 0:
            thread = threading.Thread(target=lambda: None)  # needs the locks that the hooks set free
            thread.start()
            thread.join()
            facts = [str(pidfd), str(threading.get_native_id() == os.getpid()), str(threading.active_count()), *ran]
            os.write(out, " ".join(facts).encode())
            os._exit(0)
        ended(pid)
        return [os.read(got, 100).decode(), ran]

    assert in_child(work).value == ["-1 True 1 before child", ["before", "parent"]]


def test_the_c_library_knows_the_childs_thread_id(in_child: InChild) -> None:
    """A lock counts its owner by the thread id kept in the C library, so a copy of the parent's id must not stay."""
    if not syscalls._thread_id_address():
        pytest.skip("this kernel or C library does not tell where the id is kept")

    def work() -> bool:
        pid, _ = syscalls.spawn(0)
        if pid == 0:
            kept = ctypes.c_int.from_address(syscalls._thread_id_address()).value
            os._exit(kept == syscalls.call("gettid"))
        return ended(pid) == 1

    assert in_child(work).value


def test_with_clone_parent_the_child_is_the_callers_sibling(in_child: InChild) -> None:
    """With CLONE_PARENT the caller's parent waits for the child and learns how it ended."""

    def work() -> list[Any]:
        got, out = os.pipe()
        middle = os.fork()
        if middle == 0:
            pid, _ = syscalls.spawn(syscalls.CLONE_PARENT)
            if pid == 0:
                signal.alarm(10)
                os.kill(os.getpid(), signal.SIGTERM)
            os.write(out, str(pid).encode())
            os._exit(0)
        ended(middle)
        child = int(os.read(got, 20))
        return [os.waitstatus_to_exitcode(os.wait4(child, 0)[1])]

    assert in_child(work).value == [-signal.SIGTERM]


@pytest.mark.parametrize("flags", [signal.SIGCHLD, 0x80, 1 << 33])
def test_flags_that_would_be_lost_are_refused(flags: int) -> None:
    """An exit signal, CLONE_NEWTIME (the same bit) and what only clone3 knows are no flags for spawn."""
    with pytest.raises(ValueError, match=r"^flags hold an exit signal, or bits that only clone3 knows$"):
        syscalls.spawn(flags)
    with pytest.raises(ValueError, match=r"^flags hold an exit signal, or bits that only clone3 knows$"):
        syscalls.Mould(flags)


def test_a_mould_makes_child_after_child(in_child: InChild) -> None:
    """Each child of a mould is the caller's own, has a pidfd of its own, and knows its own thread id."""

    def work() -> list[Any]:
        mould = syscalls.Mould(0)
        told = []
        for _ in range(3):
            pid, pidfd = mould.spawn()
            if pid == 0:
                address = syscalls._thread_id_address()
                right = not address or ctypes.c_int.from_address(address).value == syscalls.call("gettid")
                os._exit(7 if right and pidfd == -1 else 1)
            over = select.select([pidfd], [], [], 10)[0] == [pidfd]
            told += [over, os.get_inheritable(pidfd), ended(pid)]
        return told

    assert in_child(work).value == [True, False, 7] * 3


def test_a_mould_that_is_refused_says_so(in_child: InChild) -> None:
    """When the kernel refuses, the mould raises as `spawn` does."""

    def work() -> str:
        try:
            syscalls.Mould(syscalls.CLONE_NEWNS | 0x200).spawn()
        except OSError as error:
            return errno.errorcode[error.errno or 0]
        return "spawned"

    assert in_child(work).value == "EINVAL"


def test_a_refused_spawn_leaves_the_caller_as_it_was(in_child: InChild) -> None:
    """When the kernel refuses, the error says why, and the caller can still import and start threads."""

    def work() -> list[Any]:
        try:
            syscalls.spawn(syscalls.CLONE_NEWNS | 0x200)  # CLONE_FS with a mount namespace of its own: a contradiction
        except OSError as error:
            thread = threading.Thread(target=lambda: None)
            thread.start()
            thread.join()
            pid, _ = syscalls.spawn(0)
            if pid == 0:
                os._exit(5)
            return [errno.errorcode[error.errno or 0], str(error).split(":")[0], ended(pid)]
        return ["spawned"]

    assert in_child(work).value == ["EINVAL", "[Errno 22] clone", 5]


def in_room(work: Callable[[], str], flags: int) -> str:
    """Run a function in a spawned child with these flags and give the text it returns."""
    got, out = os.pipe()
    pid, _ = syscalls.spawn(flags)
    if pid == 0:
        try:
            os.write(out, work().encode())
        except OSError as error:
            os.write(out, repr(error).encode())
        finally:
            os._exit(0)
    os.close(out)
    ended(pid)
    with os.fdopen(got) as stream:
        return stream.read()


def private_mounts() -> str:
    """Hide /tmp from oneself alone, then say who one is and what is left to see."""
    syscalls.mount(None, "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    syscalls.mount("tmpfs", "/tmp", "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, "size=64k")
    return f"{os.getpid()} {os.getppid()} {len([*Path('/tmp').iterdir()])}"


@pytest.mark.usefixtures("admin")
def test_root_makes_a_room_of_namespaces(in_child: InChild) -> None:
    """As root the child is the first process of its own pid namespace, and its mounts are its own."""
    before = Path("/proc/self/mounts").read_text()
    assert in_child(lambda: in_room(private_mounts, ROOM | syscalls.CLONE_NEWNET)).value == "1 0 0"
    assert Path("/proc/self/mounts").read_text() == before


def test_an_ordinary_user_makes_the_same_room_in_a_user_namespace(
    in_child: InChild, ordinary: Callable[[], None]
) -> None:
    """Where user namespaces are allowed an ordinary user gets the same, with rights inside only."""

    def work() -> str:
        ordinary()
        try:
            return in_room(private_mounts, ROOM | syscalls.CLONE_NEWNET | syscalls.CLONE_NEWUSER)
        except OSError as error:
            return f"refused: {error}"

    told = in_child(work).value
    if "refused" in told or "mount: Permission denied" in told:
        pytest.skip(f"user namespaces are not permitted here: {told}")
    assert told == "1 0 0"


@pytest.mark.usefixtures("admin")
def test_the_filter_fits_the_first_process_of_a_pid_namespace(in_child: InChild) -> None:
    """The filter's own pid is the one the room itself sees, and thread ids in there are small and known."""

    def locked() -> str:
        identity.no_new_privileges()
        seccomp.Filter(policy.CPU).load()
        told: list[int] = []
        thread = threading.Thread(target=lambda: told.append(syscalls.call("tgkill", 1, 2, 0)))
        thread.start()
        thread.join()
        return f"{os.getpid()} {threading.get_native_id()} {told}"

    assert in_child(lambda: in_room(locked, ROOM)).value == "1 1 [0]"


@pytest.fixture
def group() -> Iterator[Path]:
    """Make an empty cgroup v2 to start in."""
    mounts = [line.split() for line in Path("/proc/self/mounts").read_text().splitlines()]
    top = next((Path(fields[1]) for fields in mounts if fields[2] == "cgroup2"), None)
    if top is None:
        pytest.skip("no cgroup v2 is mounted")
    path = top / f"allclose-{os.getpid()}"
    try:
        path.mkdir()
    except OSError as error:
        pytest.skip(f"no cgroup can be made: {error}")
    yield path
    path.rmdir()


def test_a_child_starts_in_a_cgroup(in_child: InChild, group: Path) -> None:
    """Given a cgroup the child is in it from its first instruction, without the slow move of a running process."""

    def work() -> list[Any]:
        handle = os.open(group, os.O_RDONLY | os.O_DIRECTORY)
        got, out = os.pipe()
        try:
            pid, pidfd = syscalls.spawn(0, handle)
        except OSError as error:
            return ["refused", error.errno]
        if pid == 0:
            os.write(out, Path("/proc/self/cgroup").read_bytes())
            os._exit(0)
        over = select.select([pidfd], [], [], 10)[0] == [pidfd]
        return [ended(pid), over, os.read(got, 9999).decode()]

    told = in_child(work).value
    if told == ["refused", errno.ENOSYS]:
        pytest.skip("clone3 is filtered away here, as in default Docker")
    assert told[:2] == [0, True]
    assert f"0::/{group.name}" in told[2].split("\n") or told[2].rstrip().endswith(f"/{group.name}")


@pytest.mark.parametrize(("machine", "last"), [("x86_64", [77, 0]), ("aarch64", [0, 77])])
def test_clone_takes_its_arguments_in_the_machines_order(machine: str, last: list[int]) -> None:
    """The address of the thread id comes fourth on x86-64 and fifth on aarch64; the pidfd's third on both."""
    arguments = syscalls._clone_arguments(numbers.MACHINES[machine], 0x11, 55, 77)
    assert [argument.value or 0 for argument in arguments] == [
        numbers.MACHINES[machine].calls["clone"],
        0x11,
        0,
        55,
        *last,
        0,
    ]
