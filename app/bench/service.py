"""A whole service of its own to measure: the command that an operator starts, in a directory that is thrown away."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.bench.asking import Line, ask_once

HOST = "127.0.0.1"
COURSE = "/v1/courses/pytorch"
TOKEN = re.compile(r"\s+(instructor|student) token\s+(\S+)")
END_S = 60.0


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service that runs."""

    process: subprocess.Popen[str]
    port: int
    data: Path
    teacher: str  #: a token
    students: tuple[str, ...]  #: a token each

    def line(self) -> Line:
        """A connection to it."""
        return Line(HOST, self.port)

    def lms_token(self) -> str:
        """Make a token for an LMS."""
        made = ask_once(HOST, self.port, "POST", "/v1/tokens", self.teacher, role="lms", name="LMS", course="pytorch")
        token: str = made["token"]
        return token

    @property
    def database_url(self) -> str:
        """Where its record is."""
        return f"sqlite:///{self.data / 'allclose.db'}"


@contextmanager
def running(students: int, *, workers: int = 0, settings: Mapping[str, str] | None = None) -> Iterator[Service]:
    """Start a service with so many students, and stop it. Further settings are named as their variables are."""
    with tempfile.TemporaryDirectory(prefix="allclose-bench-") as place:
        data = Path(place)
        port = _free_port()
        told = {"DATA": place, "RATE_PER_MINUTE": "10000000", "WORKERS": str(workers), "PORT": str(port), "HOST": HOST}
        environment = os.environ | {f"ALLCLOSE_{name}": value for name, value in (told | dict(settings or {})).items()}
        with (data / "log").open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "serve"],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=environment,
            )
        try:
            tokens = _tokens(process, data / "log")
            teacher = tokens["instructor"]
            yield Service(
                process=process,
                port=port,
                data=data,
                teacher=teacher,
                students=tuple(_enrol(port, teacher, n) for n in range(students)),
            )
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(END_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout:
                process.stdout.close()


def _tokens(process: subprocess.Popen[str], log: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in process.stdout or ():
        if match := TOKEN.match(line):
            found[match[1]] = match[2]
        if len(found) == 2:  # noqa: PLR2004 - both that a first start shows
            return found
    raise RuntimeError(f"the service did not start: {log.read_text(encoding='utf-8')[-2000:]}")


def _enrol(port: int, teacher: str, number: int) -> str:
    name = f"Student {number}"
    person = ask_once(HOST, port, "POST", f"{COURSE}/people", teacher, name=name)
    made = ask_once(
        HOST, port, "POST", "/v1/tokens", teacher, role="student", name=name, course="pytorch", student=person["id"]
    )
    token: str = made["token"]
    return token


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
        return port
