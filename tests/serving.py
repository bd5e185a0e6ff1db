"""The real service for tests: `allclose serve` in a process group of its own, and a client that talks to it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ALLCLOSE = Path(sys.executable).with_name("allclose")
LAST_WORDS = ("  student token", "The tokens were shown")  #: of what it says when it is ready
WAIT_S = 120.0  #: a machine may be busy; nothing here is a measure


@dataclass(kw_only=True)
class Served:
    """A service that runs."""

    process: subprocess.Popen[str]
    url: str
    lines: list[str] = field(default_factory=list)
    ready: threading.Event = field(default_factory=threading.Event)

    @property
    def tokens(self) -> dict[str, str]:
        """Those that the first start has shown."""
        return dict(re.findall(r"^\s+(\w+) token\s+(ac_\S+)$", "\n".join(self.lines), re.MULTILINE))

    def client(self, token: str = "") -> httpx.Client:
        """A client with a token."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(base_url=self.url, headers=headers, timeout=WAIT_S)

    def read(self) -> None:
        """Read what it says, until it ends."""
        for line in self.process.stdout or ():
            self.lines.append(line.rstrip())
            if line.startswith(LAST_WORDS):
                self.ready.set()
        self.ready.set()

    def stop(self) -> int:
        """Press Ctrl-C once, and wait for the end."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(WAIT_S)


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[Served]:
    """Start the service, and end it whatever happens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {f"ALLCLOSE_{name.upper()}": value for name, value in settings.items()}
    command = [str(ALLCLOSE), "serve", "--port", str(port)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment | {"ALLCLOSE_DATA": str(data)},
    ) as process:
        served = Served(process=process, url=f"http://127.0.0.1:{port}")
        reader = threading.Thread(target=served.read)
        reader.start()
        try:
            assert served.ready.wait(WAIT_S), served.lines
            assert process.poll() is None, served.lines
            yield served
        finally:
            if process.poll() is None:
                served.stop()
            reader.join()


def processes_of(pid: int) -> dict[int, str]:
    """All that descend from a process, with their command lines."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            parents.setdefault(parent, []).append(int(entry.name))
    found: dict[int, str] = {}
    left = [pid]
    while left:
        for child in parents.get(left.pop(), []):
            left.append(child)
            try:
                found[child] = (Path("/proc") / str(child) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
    return found
