"""What the tests of the locks share: a child to lock, for a lock cannot be taken off again."""

import errno
import faulthandler
import json
import os
import signal
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.lockdown import identity

LONGEST_S = 20
NOBODY = 65534
CAP_SETGID, CAP_SETUID, CAP_SETPCAP, CAP_SYS_ADMIN = 6, 7, 8, 21


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a child ended: what its function returned (None if it did not), and the signal that killed it (0: none)."""

    value: Any
    signal: int


def _work(work: Callable[[], Any], out: int) -> None:
    signal.alarm(LONGEST_S)
    faulthandler.disable()  # a crash that a test provokes is no news
    try:
        answer = {"value": work()}
    except BaseException:  # noqa: BLE001 - whatever it was, the test must fail with it
        answer = {"failed": traceback.format_exc()}
    os.write(out, json.dumps(answer).encode())


@pytest.fixture
def in_child() -> Callable[[Callable[[], Any]], Ended]:
    """Run a function in a forked child and wait for it; its exception fails the test. What it returns goes by JSON."""

    def run(work: Callable[[], Any]) -> Ended:
        got, out = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # a test runner may have threads; the child needs none
            pid = os.fork()
        if pid == 0:
            try:
                _work(work, out)
            finally:
                os._exit(0)
        os.close(out)
        with os.fdopen(got, "rb") as stream:
            answer = json.loads(stream.read() or "{}")
        _, status = os.waitpid(pid, 0)
        if "failed" in answer:
            pytest.fail(answer["failed"])
        return Ended(value=answer.get("value"), signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)

    return run


@pytest.fixture
def refusal() -> Callable[..., str]:
    """Try a call; give the name of the errno it fails with, or ``ok``."""

    def attempt(function: Callable[..., Any], *args: Any) -> str:
        try:
            function(*args)
        except OSError as error:
            return errno.errorcode[error.errno or 0]
        return "ok"

    return attempt


def _effective(*capabilities: int) -> bool:
    lines = Path("/proc/self/status").read_text().splitlines()
    held = next(int(line.split()[1], 16) for line in lines if line.startswith("CapEff"))
    return all(held >> capability & 1 for capability in capabilities)


@pytest.fixture
def root() -> None:
    """Leave out what takes the right to become another user."""
    if os.geteuid() != 0 or not _effective(CAP_SETGID, CAP_SETUID):
        pytest.skip("needs root, with the capabilities SETUID and SETGID")


@pytest.fixture
def ordinary() -> Callable[[], None]:
    """Become an ordinary user, for good: called in a child."""
    if os.geteuid() == 0 and not _effective(CAP_SETGID, CAP_SETUID):
        pytest.skip("needs an ordinary user, or root that may become one")
    return lambda: identity.become(NOBODY, NOBODY) if os.geteuid() == 0 else None


@pytest.fixture
def admin() -> None:
    """Leave out what takes the right to make namespaces and mounts, which root in a container seldom has."""
    if os.geteuid() != 0 or not _effective(CAP_SETPCAP, CAP_SYS_ADMIN):
        pytest.skip("needs root, with the capabilities SETPCAP and SYS_ADMIN")
