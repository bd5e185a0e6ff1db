"""Names and numbers of system calls."""

import ctypes
import os

import pytest

from app.sandbox.lockdown import numbers

NEWEST_OF_LIBSECCOMP = 424  # from here on an old libseccomp may not know a name
UNKNOWN_NAME = -1

both = pytest.mark.parametrize("name", sorted(numbers.MACHINES))


@pytest.fixture(scope="module")
def libseccomp() -> ctypes.CDLL:
    """The library that knows the numbers of every machine; only outside CI may it be missing."""
    try:
        return ctypes.CDLL("libseccomp.so.2")
    except OSError:
        if os.environ.get("CI", "").lower() == "true":
            raise
        pytest.skip("libseccomp.so.2 is not installed, so there is nobody to ask")


@both
def test_numbers_are_those_libseccomp_knows(name: str, libseccomp: ctypes.CDLL) -> None:
    """A number means the call of that name: a shifted table would allow what it means to refuse."""
    machine = numbers.MACHINES[name]
    differing = {}
    for call, number in machine.calls.items():
        theirs = libseccomp.seccomp_syscall_resolve_name_arch(machine.audit, call.encode())
        if theirs != number and not (theirs == UNKNOWN_NAME and number >= NEWEST_OF_LIBSECCOMP):
            differing[call] = (number, theirs)
    assert differing == {}


@both
def test_absent_names_are_absent_for_libseccomp(name: str, libseccomp: ctypes.CDLL) -> None:
    """A name that a machine's table lacks is a call that machine lacks, not one that was forgotten."""
    machine = numbers.MACHINES[name]
    everywhere = {call for other in numbers.MACHINES.values() for call in other.calls}
    forgotten = {
        call
        for call in everywhere - set(machine.calls)
        if libseccomp.seccomp_syscall_resolve_name_arch(machine.audit, call.encode()) >= 0
    }
    assert forgotten == set()


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("x86_64", {"read": 0, "clone": 56, "execve": 59, "openat": 257, "rseq": 334, "clone3": 435, "mseal": 462}),
        ("aarch64", {"openat": 56, "read": 63, "clone": 220, "execve": 221, "rseq": 293, "clone3": 435, "mseal": 462}),
    ],
)
def test_some_numbers_everybody_knows(name: str, known: dict[str, int]) -> None:
    """The tables hold without a library to ask: their ends and some calls between have the published numbers."""
    assert {call: numbers.MACHINES[name].number(call) for call in known} == known


@both
def test_no_number_is_given_twice(name: str) -> None:
    """One number is one call."""
    calls = numbers.MACHINES[name].calls
    assert len(set(calls.values())) == len(calls)


def test_aarch64_lacks_the_old_calls() -> None:
    """A name that a machine never had has no number there, rather than another call's."""
    arm = numbers.MACHINES["aarch64"]
    assert [arm.number(name) for name in ("open", "stat", "fork", "vfork", "pipe", "arch_prctl")] == [None] * 6


def test_a_strange_machine_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are no numbers, the error says which machine it is and which would do."""
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    numbers.here.cache_clear()
    with pytest.raises(NotImplementedError, match=r"^the sandbox runs on x86-64 and aarch64, not on riscv64$"):
        numbers.here()
