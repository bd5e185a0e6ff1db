"""What was hit is told: every way of harming what stands outside shows, and nothing else does."""

from __future__ import annotations

import os
import resource
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from app.sandbox.selfcheck.target import Surroundings, Target

ALL = ("VICTIM", "PORT", "ABSTRACT", "LETTERBOX", "OUTSIDE", "CANARY", "MARK", "IPC_KEY")


def set_up(*names: str) -> Surroundings:
    """Surroundings with these parts."""
    return Surroundings("ac-testing-000", names)


def connect(family: socket.AddressFamily, address: str | tuple[str, int]) -> None:
    """Connect to a listening socket and go."""
    with socket.socket(family) as sock:
        sock.connect(address)


def send(family: socket.AddressFamily, address: str | tuple[str, int]) -> None:
    """Send one datagram."""
    with socket.socket(family, socket.SOCK_DGRAM) as sock:
        sock.sendto(b"hello", address)


def stop(target: Target) -> None:
    """Stop the victim, and wait until it has stopped."""
    os.kill(target.victim, signal.SIGSTOP)
    os.waitid(os.P_PID, target.victim, os.WSTOPPED | os.WNOWAIT)


def trace(target: Target) -> None:
    """Become the victim's tracer without stopping it."""
    import ctypes

    ctypes.CDLL(None).ptrace(0x4206, target.victim, 0, 0)


def untrace(target: Target) -> None:
    """Let the victim go again, for it is to be cleared away."""
    import ctypes

    os.kill(target.victim, signal.SIGSTOP)
    os.waitpid(target.victim, 0)
    ctypes.CDLL(None).ptrace(17, target.victim, 0, 0)
    os.kill(target.victim, signal.SIGCONT)


HARMS: list[tuple[str, Callable[[Target], object], str]] = [
    ("VICTIM", stop, "the victim's state was running, is stopped"),
    ("VICTIM", lambda t: os.setpriority(os.PRIO_PROCESS, t.victim, 19), "the victim's priority was 0, is 19"),
    (
        "VICTIM",
        lambda t: resource.prlimit(t.victim, resource.RLIMIT_NOFILE, (3, 3)),
        "the victim's limit of open files was",
    ),
    ("PORT", lambda t: connect(socket.AF_INET, ("127.0.0.1", t.port)), "something reached the TCP port"),
    ("PORT", lambda t: send(socket.AF_INET, ("127.0.0.1", t.port)), "something reached the UDP port"),
    (
        "ABSTRACT",
        lambda t: connect(socket.AF_UNIX, f"\0{t.abstract}"),
        "something reached the abstract socket ABSTRACT",
    ),
    (
        "LETTERBOX",
        lambda t: send(socket.AF_UNIX, f"\0{t.letterbox}"),
        "something reached the abstract socket LETTERBOX",
    ),
    (
        "OUTSIDE",
        lambda t: connect(socket.AF_UNIX, f"{t.outside}/gate"),
        "something reached the socket gate in the file system",
    ),
    (
        "OUTSIDE",
        lambda t: send(socket.AF_UNIX, f"{t.outside}/letterbox"),
        "something reached the socket letterbox in the file system",
    ),
    ("CANARY", lambda t: Path(t.canary).write_text("other"), "outside the room, canary was"),
    ("CANARY", lambda t: Path(t.canary).unlink(), "outside the room, canary was"),
    ("CANARY", lambda t: Path(t.canary).chmod(0), "outside the room, canary was"),
    ("CANARY", lambda t: os.utime(t.canary, (0, 0)), "outside the room, canary was"),
    ("CANARY", lambda t: os.link(t.canary, f"{t.outside}/second"), "outside the room, canary was"),
    ("OUTSIDE", lambda t: Path(t.outside, "planted").symlink_to("/etc"), "outside the room, planted was None"),
    ("OUTSIDE", lambda t: Path(t.outside, "planted").mkdir(), "outside the room, "),
    ("OUTSIDE", lambda t: Path(t.outside).chmod(0o700), "outside the room, "),
]


def test_nothing_done_is_no_harm() -> None:
    """All parts together, untouched, raise no alarm."""
    with set_up(*ALL) as around:
        assert around.harm() == []


@pytest.mark.parametrize(("part", "hit", "told"), HARMS)
def test_each_harm_is_told(part: str, hit: Callable[[Target], object], told: str) -> None:
    """What an escape could do to its target is seen from outside."""
    with set_up(part) as around:
        hit(around.target)
        assert any(harm.startswith(told) for harm in around.harm()), around.harm()


def test_a_dead_victim_is_told_with_its_signal() -> None:
    """A killed victim is told as dead, not as changed."""
    with set_up("VICTIM") as around:
        os.kill(around.target.victim, signal.SIGKILL)
        os.waitid(os.P_PID, around.target.victim, os.WEXITED | os.WNOWAIT)
        assert around.harm() == ["the victim process died (-9)"]


def test_a_traced_victim_is_told() -> None:
    """Tracing changes nothing that the victim would notice, and is told."""
    with set_up("VICTIM") as around:
        trace(around.target)
        assert around.harm() == [f"the victim's tracer was 0, is {os.getpid()}"]
        untrace(around.target)


def test_only_what_is_mentioned_is_set_up() -> None:
    """A snippet that aims at nothing costs no process and no socket."""
    with set_up() as around:
        assert around.target == Target(mark="ac-testing-000")
    with set_up("PORT") as around:
        assert around.target.port > 0
        assert around.target.victim == 0


def test_everything_is_cleared_away() -> None:
    """After the escape its target is gone: the process, the directory, the listeners."""
    with set_up(*ALL) as around:
        target = around.target
    assert not Path(target.outside).exists()
    assert not Path("/proc", str(target.victim)).exists()
    with pytest.raises(ConnectionRefusedError):
        connect(socket.AF_INET, ("127.0.0.1", target.port))
    with pytest.raises(ConnectionRefusedError):
        connect(socket.AF_UNIX, f"\0{target.abstract}")


def test_constants_are_the_parts_in_capitals() -> None:
    """A snippet calls the parts by these names."""
    assert set(Target(mark="m").constants()) == set(ALL)


def test_a_mark_fits_into_a_process_name() -> None:
    """The kernel keeps fifteen letters of a process's name; the mark is found by all of its own."""
    assert len("ac-0123ab-999") <= 15
