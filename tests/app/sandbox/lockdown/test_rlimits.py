"""Resource limits."""

import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.lockdown.rlimits import Limits

InChild = Callable[[Callable[[], Any]], Any]


def test_limits_are_set_soft_and_hard(in_child: InChild) -> None:
    """Each limit named is set, the soft one and the hard one; processor time leaves five seconds between the two."""

    def work() -> list[Any]:
        Limits(cpu=3, data=1 << 30, address_space=1 << 40, fsize=1 << 20, nofile=64, nproc=32).set()
        kinds = ("CPU", "DATA", "AS", "FSIZE", "NOFILE", "NPROC", "CORE", "MEMLOCK", "MSGQUEUE", "NICE", "RTPRIO")
        return [list(resource.getrlimit(getattr(resource, f"RLIMIT_{kind}"))) for kind in kinds]

    same = (1 << 30, 1 << 40, 1 << 20, 64, 32, 0, 0, 0, 0, 0)
    assert in_child(work).value == [[3, 8], *([limit, limit] for limit in same)]


def test_what_is_not_named_stays(in_child: InChild) -> None:
    """None leaves a limit alone."""
    kinds = (resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_STACK, resource.RLIMIT_CORE)

    def work() -> bool:
        before = [resource.getrlimit(kind) for kind in kinds]
        Limits(stack=None, core=None).set()
        return before == [resource.getrlimit(kind) for kind in kinds]

    assert in_child(work).value


def test_a_lower_limit_that_is_there_already_stays(in_child: InChild, ordinary: Callable[[], None]) -> None:
    """An ordinary user cannot raise a hard limit: the lower one is kept, instead of an error or a half-set list."""

    def work() -> list[Any]:
        ordinary()
        resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
        resource.setrlimit(resource.RLIMIT_CPU, (4, 4))
        Limits(nofile=64, cpu=3).set()
        return [resource.getrlimit(resource.RLIMIT_NOFILE), resource.getrlimit(resource.RLIMIT_CPU)]

    assert in_child(work).value == [[40, 40], [3, 4]]


@pytest.mark.slow
def test_too_much_work_ends_by_a_signal(in_child: InChild) -> None:
    """A loop without end is ended by SIGXCPU after the seconds of work it was given."""

    def work() -> None:
        signal.alarm(0)
        Limits(cpu=1).set()
        while True:
            pass

    assert in_child(work).signal == signal.SIGXCPU


def test_too_long_a_file_is_an_error(in_child: InChild, tmp_path: Path) -> None:
    """Writing past the longest file raises OSError 27 (EFBIG): Python ignores the signal that goes with it."""

    def work() -> int:
        Limits(fsize=1000).set()
        with (tmp_path / "long").open("wb", buffering=0) as file:
            file.write(b"x" * 1000)
            try:
                file.write(b"x")
            except OSError as error:
                return error.errno or 0
        return 0

    assert in_child(work).value == 27
