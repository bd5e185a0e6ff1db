"""What the suite sets up outside the room for snippets to aim at, and how it tells that nothing was hit."""

from __future__ import annotations

import contextlib
import os
import resource
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Any, Self

from app.sandbox.selfcheck import traces

PREFIX = "allclose-selfcheck-"
Check = Callable[[], Iterator[str]]


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a snippet is told, by these names in capitals. A part that it does not mention is not set up."""

    mark: str  #: names what a snippet leaves; short enough for a process's name
    ipc_key: int = 0  #: the same for System V objects
    victim: int = 0  #: pid of a process of the suite's own user
    port: int = 0  #: on 127.0.0.1, listening for TCP and UDP
    abstract: str = ""  #: name, without its leading NUL, of a listening unix socket
    letterbox: str = ""  #: the same of a datagram socket
    outside: str = ""  #: a directory that anybody may write to, with the sockets `gate` and `letterbox`
    canary: str = ""  #: a file in it that anybody may read and write

    def constants(self) -> Mapping[str, object]:
        """The parts by the names that snippets use."""
        return {name.upper(): value for name, value in asdict(self).items()}


class Surroundings:
    """Sets a target up on entering, clears it away on leaving. `harm` says, after the run, what was hit."""

    def __init__(self, mark: str, wanted: Collection[str]) -> None:
        """`wanted` names the parts to set up, in capitals."""
        self._stack = contextlib.ExitStack()
        self._checks: list[Check] = []
        self._mark, self._wanted = mark, wanted
        self.target = Target(mark=mark)

    def __enter__(self) -> Self:
        """Set up what is mentioned."""
        with contextlib.ExitStack() as stack:
            self._stack = stack
            self.target = Target(mark=self._mark, **self._parts())
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear everything away."""
        self._stack.close()

    def harm(self) -> list[str]:
        """Everything that is not as it was set up."""
        return [found for check in self._checks for found in check()]

    def _parts(self) -> dict[str, Any]:
        parts: dict[str, Any] = {}
        if "MARK" in self._wanted:
            self._checks.append(lambda: traces.clear_processes(self._mark))
        if "IPC_KEY" in self._wanted:
            parts["ipc_key"] = key = int.from_bytes(secrets.token_bytes(3), "big")
            self._checks.append(lambda: traces.clear_ipc(key))
        if "VICTIM" in self._wanted:
            parts["victim"] = self._victim()
        if "PORT" in self._wanted:
            parts["port"] = self._port()
        for name, kind in (("ABSTRACT", socket.SOCK_STREAM), ("LETTERBOX", socket.SOCK_DGRAM)):
            if name in self._wanted:
                parts[name.lower()] = unix = f"{self._mark}-{name.lower()}"
                self._listen(f"abstract socket {name}", socket.AF_UNIX, kind, f"\0{unix}")
        if "OUTSIDE" in self._wanted or "CANARY" in self._wanted:
            parts |= self._folder()
        return parts

    def _victim(self) -> int:
        command = [sys.executable, "-I", "-S", "-c", "import sys; sys.stdin.read()"]  # ends when we do
        process = self._stack.enter_context(
            subprocess.Popen(command, stdin=subprocess.PIPE, env={"VICTIM": self._mark})
        )
        self._stack.callback(process.kill)
        before = _traits(process.pid)

        def check() -> Iterator[str]:
            if process.poll() is not None:
                yield f"the victim process died ({process.returncode})"
                return
            now = _traits(process.pid)
            yield from (
                f"the victim's {name} was {before[name]}, is {now[name]}" for name in now if now[name] != before[name]
            )

        self._checks.append(check)
        return process.pid

    def _port(self) -> int:
        tcp = self._listen("TCP port", socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))
        port: int = tcp.getsockname()[1]
        self._listen("UDP port", socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", port))
        return port

    def _folder(self) -> dict[str, object]:
        folder = tempfile.mkdtemp(prefix=PREFIX)
        self._stack.callback(shutil.rmtree, folder, ignore_errors=True)
        os.chmod(folder, 0o777)
        canary = f"{folder}/canary"
        with open(canary, "w", encoding="ascii") as file:
            file.write(secrets.token_hex())
        os.chmod(canary, 0o666)
        for name, kind in (("gate", socket.SOCK_STREAM), ("letterbox", socket.SOCK_DGRAM)):
            self._listen(f"socket {name} in the file system", socket.AF_UNIX, kind, f"{folder}/{name}")
            os.chmod(f"{folder}/{name}", 0o777)
        before = _look(folder)

        def check() -> Iterator[str]:
            now = _look(folder)
            yield from (f"outside the room, {name} was {before.get(name)}, is {now.get(name)}" for name in before | now
                        if before.get(name) != now.get(name))  # fmt: skip

        self._checks.append(check)
        return {"outside": folder, "canary": canary}

    def _listen(self, name: str, family: int, kind: int, address: str | tuple[str, int]) -> socket.socket:
        sock = self._stack.enter_context(socket.socket(family, kind))
        sock.setblocking(False)
        sock.bind(address)
        if kind == socket.SOCK_STREAM:
            sock.listen()

        def check() -> Iterator[str]:
            with contextlib.suppress(BlockingIOError):
                if kind == socket.SOCK_STREAM:
                    sock.accept()[0].close()
                else:
                    sock.recv(1)
                yield f"something reached the {name}"

        self._checks.append(check)
        return sock


def _traits(pid: int) -> dict[str, object]:
    """What others could change about a process without ending it."""
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
        fields = dict(line.split(":\t", 1) for line in status.read().splitlines() if ":\t" in line)
    return {
        "state": "stopped" if fields["State"][0] in "Tt" else "running",
        "tracer": fields["TracerPid"],
        "priority": os.getpriority(os.PRIO_PROCESS, pid),
        "cores": os.sched_getaffinity(pid),
        "limit of open files": resource.prlimit(pid, resource.RLIMIT_NOFILE),
    }


def _look(folder: str) -> dict[str, object]:
    """Everything in a folder, and the folder itself, with what can be changed about it."""
    found: dict[str, object] = {}
    for path in [folder, *(entry.path for entry in os.scandir(folder))]:
        status = os.lstat(path)
        traits: list[object] = [oct(status.st_mode), status.st_uid, status.st_gid, status.st_nlink, os.listxattr(path)]
        if os.path.isfile(path) and not os.path.islink(path):
            traits.append(status.st_mtime_ns)
            with contextlib.suppress(PermissionError), open(path, "rb") as file:
                traits.append(file.read(1000))
        found[os.path.basename(path)] = tuple(traits)
    return found
