"""Rooms without walls, and the broker's part of the conversation with them. For tests."""

from __future__ import annotations

import array
import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import app.sandbox.inside
from app.sandbox.box import Program
from app.sandbox.customs import Declared, declare
from app.sandbox.customs.outgoing import calls, job_text
from app.sandbox.wire import HEADER, Frame, Kind
from graders.observation import CellSeen
from graders.plan import Plan

FOLDER = Path(app.sandbox.inside.__file__).parent
PATIENCE = 30.0


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one run sent, raw and as the desk reads it."""

    program: Program
    plan: Plan
    frames: list[Frame]
    stdout: bytes
    status: int  #: as waitpid tells it; SIGKILL if it was ended by us

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of its frames, in order."""
        return [frame.kind for frame in self.frames]

    @property
    def declared(self) -> Declared:
        """What the desk makes of it."""
        return declare(self.program, self.plan, self.frames, self.stdout)

    @property
    def cells(self) -> tuple[CellSeen, ...]:
        """What was seen of the cells."""
        return self.declared.observation.cells

    @property
    def last(self) -> CellSeen:
        """What was seen of the last cell."""
        return self.cells[-1]

    def json(self, kind: Kind, nth: int = 0) -> Any:
        """The text of the nth frame of a kind."""
        return json.loads([frame for frame in self.frames if frame.kind is kind][nth].text)


class Rooms:
    """Makes rooms."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        script = Path(__file__).with_name("nursery.py")
        environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
        self._process = subprocess.Popen(
            [sys.executable, "-P", script, str(theirs.fileno()), FOLDER],
            pass_fds=[theirs.fileno()],
            env=environment,
            cwd="/",
        )
        theirs.close()
        self._control = ours
        assert ours.recv(100) == b"ready"

    def close(self) -> None:
        """Close the nursery."""
        self._control.close()
        self._process.wait(PATIENCE)

    def run(
        self,
        *cells: str,
        plan: Plan | None = None,
        stdout: int = 1 << 20,
        time_up_after: float | None = None,
        time_up_in: Kind = Kind.STARTED,
    ) -> Told:
        """Run a program; send SIGXCPU so many seconds, if any, after a frame of that kind."""
        program, plan = Program(cells=cells), plan or Plan()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        printed = _printed(stdout)
        self._control.sendmsg(
            [b"room"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [theirs.fileno(), printed]))]
        )
        theirs.close()
        pid = int(self._control.recv(100))
        frames: list[Frame] = []
        ours.settimeout(PATIENCE)
        with contextlib.closing(ours), contextlib.suppress(ConnectionError):
            ours.sendall(Frame(kind=Kind.JOB, text=job_text(program, plan)).pack())
            for frame in _frames(ours):
                frames.append(frame)
                if frame.kind in {Kind.END, Kind.AT}:
                    break
                if frame.kind is Kind.FINISHED and (due := calls(plan, frame.cell)):
                    ours.sendall(due.pack())
                if frame.kind is time_up_in and time_up_after is not None:
                    time.sleep(time_up_after)
                    os.kill(pid, signal.SIGXCPU)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        self._control.send(str(pid).encode())
        status = int(self._control.recv(100))
        text = os.pread(printed, min(stdout, os.lseek(printed, 0, os.SEEK_CUR)), 0)
        os.close(printed)
        return Told(program=program, plan=plan, frames=frames, stdout=text, status=status)


def _printed(size: int) -> int:
    descriptor = os.memfd_create("printed", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.ftruncate(descriptor, size)
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW)
    return descriptor


def _frames(sock: socket.socket) -> Iterator[Frame]:
    while head := _exactly(sock, HEADER.size):
        kind, cell, text, blob = HEADER.unpack(head)
        yield Frame(kind=Kind(kind), cell=cell, text=_exactly(sock, text), blob=_exactly(sock, blob))


def _exactly(sock: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size and (more := sock.recv(size - len(data))):
        data += more
    return data
