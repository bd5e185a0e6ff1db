"""The filter in the kernel: what a locked process can still do, and how it fails at the rest."""

import asyncio
import ctypes
import os
import resource
import shutil
import signal
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.lockdown import identity, numbers, policy, seccomp, syscalls

SIGNALS = (signal.SIGABRT, signal.SIGTERM, signal.SIGUSR1)
Refusal = Callable[..., str]
InChild = Callable[[Callable[[], Any]], Any]


@pytest.fixture(scope="module")
def built() -> seccomp.Filter:
    """Build the filter once, as a zygote does."""
    return seccomp.Filter(policy.CPU)


@pytest.fixture
def locked(in_child: InChild, built: seccomp.Filter) -> InChild:
    """Run a function under the filter."""

    def run(work: Callable[[], Any]) -> Any:
        def lock_and_work() -> Any:
            identity.no_new_privileges()
            built.load()
            return work()

        return in_child(lock_and_work)

    return run


def test_the_filter_needs_no_new_privs(
    in_child: InChild, built: seccomp.Filter, refusal: Refusal, ordinary: Callable[[], None]
) -> None:
    """An ordinary user who skips a step is told so by the kernel, rather than left unlocked in silence."""
    if syscalls.prctl(39):  # PR_GET_NO_NEW_PRIVS
        pytest.skip("this process has no_new_privs already, as in many a container")

    def work() -> str:
        ordinary()
        return refusal(built.load)

    assert in_child(work).value == "EACCES"


def test_processes_programs_and_sockets_are_refused(locked: InChild, refusal: Refusal) -> None:
    """What makes a process, runs a program or opens a socket raises PermissionError, with errno 1."""

    def work() -> list[str]:
        return [
            refusal(os.fork),
            refusal(os.execv, "/bin/true", ["true"]),
            refusal(os.posix_spawn, "/bin/true", ["true"], {}),
            refusal(socket.socket),
            refusal(socket.socket, socket.AF_UNIX),
            refusal(socket.socket, socket.AF_NETLINK, socket.SOCK_RAW),
            refusal(os.memfd_create, "x"),
            refusal(os.kill, os.getpid(), 0),
            refusal(os.sched_setaffinity, 0, {0}),
            refusal(os.nice, 1),
        ]

    assert locked(work).value == ["EPERM"] * 10


def test_raw_calls_are_refused(locked: InChild, refusal: Refusal) -> None:
    """Going round the C library changes nothing: clone3 is said not to exist, a forking clone is refused."""

    def work() -> list[str]:
        names = ("clone3", "clone", "unshare", "io_uring_setup", "bpf", "keyctl", "ptrace", "seccomp", "timer_create")
        return [refusal(syscalls.call, name, 17) for name in names]

    assert locked(work).value == ["ENOSYS", *["EPERM"] * 8]


def test_threads_and_their_helpers_work(locked: InChild) -> None:
    """Thread pools and an event loop, with the socket pair it wakes itself by, run as ever."""

    async def pause() -> str:
        await asyncio.sleep(0.001)
        return await asyncio.to_thread(lambda: "looped")

    def work() -> list[Any]:
        with ThreadPoolExecutor(4) as pool:
            squares = list(pool.map(lambda n: n * n, range(5)))
        return [squares, asyncio.run(pause()), threading.active_count()]

    assert locked(work).value == [[0, 1, 4, 9, 16], "looped", 1]


def test_threads_are_under_the_filter_too(locked: InChild, refusal: Refusal) -> None:
    """A thread started afterwards inherits the lock."""

    def work() -> str:
        found: list[str] = []
        thread = threading.Thread(target=lambda: found.append(refusal(socket.socket)))
        thread.start()
        thread.join()
        return found[0]

    assert locked(work).value == "EPERM"


def test_files_work(locked: InChild, tmp_path: Path) -> None:
    """Files are written, read, copied with metadata, renamed and removed: which ones is for other layers."""
    tmp_path.joinpath("a").write_text("text")

    def work() -> str:
        shutil.copy2(tmp_path / "a", tmp_path / "b")
        shutil.copytree(tmp_path, tmp_path / "c", ignore=shutil.ignore_patterns("c"))
        (tmp_path / "b").rename(tmp_path / "d")
        (tmp_path / "d").chmod(0o600)
        os.truncate(tmp_path / "d", 2)
        text = (tmp_path / "d").read_text()
        shutil.rmtree(tmp_path / "c")
        return text + ",".join(sorted(path.name for path in tmp_path.iterdir()))

    assert locked(work).value == "tea,d"


def test_limits_can_be_read_but_not_changed(locked: InChild) -> None:
    """A process may know its limits; it may not even lower them."""

    def work() -> list[Any]:
        limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        except (ValueError, OSError) as error:
            return [limits[0] > 0, type(error).__name__]
        return ["set"]

    assert locked(work).value in ([True, "ValueError"], [True, "PermissionError"])


@pytest.mark.parametrize("number", SIGNALS)
def test_a_process_may_end_itself_by_a_signal(number: int, locked: InChild) -> None:
    """raise() and abort() reach the own process, so a crash looks like one."""
    ended = locked(lambda: signal.raise_signal(number))
    assert (ended.value, ended.signal) == (None, number)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_process_cannot_kill_or_stop_itself(number: int, locked: InChild, refusal: Refusal) -> None:
    """A SIGKILL that nobody else sent is a limit's doing, never the student's."""

    def work() -> list[str]:
        pid, thread = os.getpid(), threading.get_native_id()
        ways = [("tgkill", pid, thread, number), ("tkill", thread, number), ("kill", pid, number)]
        return [refusal(signal.raise_signal, number), *(refusal(syscalls.call, *way) for way in ways)]

    ended = locked(work)
    assert (ended.value, ended.signal) == (["EPERM"] * 4, 0)


def test_another_process_is_out_of_reach(locked: InChild, refusal: Refusal) -> None:
    """A tgkill on a pid other than the own one is refused, whatever the signal."""
    parent = os.getpid()
    assert locked(lambda: refusal(syscalls.call, "tgkill", parent, parent, 0)).value == "EPERM"


def test_one_filter_serves_many_processes(in_child: InChild, built: seccomp.Filter, refusal: Refusal) -> None:
    """The own pid is written in when the filter is loaded: a filter built once fits each child."""

    def work() -> str:
        identity.no_new_privileges()
        built.load()
        return refusal(syscalls.call, "tgkill", os.getpid(), threading.get_native_id(), 0)

    assert [in_child(work).value for _ in range(3)] == ["ok"] * 3


@pytest.mark.skipif(not numbers.here().x32, reason="only x86-64 has a second set of numbers")
def test_x32_numbers_kill(locked: InChild) -> None:
    """A call by its x32 number ends the process with SIGSYS."""
    assert locked(lambda: ctypes.CDLL(None).syscall(ctypes.c_long(0x40000000 | 39))).signal == signal.SIGSYS


def test_another_machines_filter_kills_at_once(in_child: InChild) -> None:
    """The kernel takes the program built for the other machine, and it lets nothing of this one through."""
    other = next(machine for machine in numbers.MACHINES.values() if machine is not numbers.here())

    def work() -> str:
        identity.no_new_privileges()
        seccomp.Filter(policy.CPU, other).load()
        return "alive"

    ended = in_child(work)
    assert (ended.value, ended.signal) == (None, signal.SIGSYS)
