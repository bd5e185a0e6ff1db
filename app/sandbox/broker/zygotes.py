"""Keeping a warm zygote: started from the broker's main thread, replaced when it dies or has made many rooms."""

from __future__ import annotations

import array
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence

from app.sandbox.broker.loop import Loop
from app.sandbox.levels import Level
from app.sandbox.orders import MADE, RoomOrders

PASSED_ON = ("LD_LIBRARY_PATH", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")  # what the libraries may need to load rightly
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",  # a second thread before a copy is made hangs the copy
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_WAIT_POLICY": "PASSIVE",  # spinning threads of one room would eat the CPU of the others
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUTF8": "1",
    "TORCHDYNAMO_DISABLE": "1",  # torch.compile needs a compiler and processes; so it runs the plain function
    "TORCHINDUCTOR_CACHE_DIR": "/tmp/inductor",  # else torch asks for a user name that nobody has in here
    "PYTORCH_NVML_BASED_CUDA_CHECK": "1",
    "USER": "student",
}
LONGEST_WARMING = 300.0  # seconds; a few on a quiet machine
FLAGS = ("-s", "-P", "-B")  # no user site, no working directory on the path, no bytecode written


class Zygote:
    """One zygote process: warming, then ready, then gone."""

    def __init__(
        self,
        loop: Loop,
        level: Level,
        device: str,
        *,
        ready: Callable[[Zygote], None],
        made: Callable[[Zygote, int, int, int], None],
        gone: Callable[[Zygote, str], None],
    ) -> None:
        """`made` is told the slot, the pid and the pidfd of each new room (pid 0: it could not be made)."""
        self.ready = False
        self.rooms = 0
        self.failure = ""
        self._loop, self._on_ready, self._made, self._gone = loop, ready, made, gone
        self._sock, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, *FLAGS, "-m", "app.sandbox.zygote", str(theirs.fileno()), level, device]
        environment = ENVIRONMENT | {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self._process = subprocess.Popen(
            command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        theirs.close()
        self.pid = self._process.pid
        self._sock.setblocking(False)
        loop.read(self._sock.fileno(), self._hear)
        self._warming = loop.after(LONGEST_WARMING, self.kill)

    def order(self, orders: RoomOrders, descriptors: Sequence[int]) -> bool:
        """Ask for a room; `made` is told of it later. False if it cannot be asked now."""
        attached = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))]
        try:
            self._sock.sendmsg([orders.pack()], attached)
        except OSError:
            return False
        self.rooms += 1
        return True

    def kill(self) -> None:
        """End the process; that it has gone is told as if it had died by itself."""
        self._process.kill()

    def end(self) -> None:
        """Kill it and take its status; it is told of no more."""
        self._warming.cancel()
        self._loop.forget(self._sock.fileno())
        self._sock.close()
        self._process.kill()
        self._process.wait()

    def _hear(self) -> None:
        found = array.array("i")
        try:
            message, extra, _, _ = self._sock.recvmsg(1 << 16, socket.CMSG_LEN(found.itemsize))
        except BlockingIOError:
            return
        except OSError:
            message, extra = b"", []
        if not message:
            self.end()
            self._gone(self, self.failure or f"the zygote ended with {self._process.returncode}")
            return
        for _, _, data in extra:
            found.frombytes(data[: found.itemsize])
        if found and len(message) == MADE.size:
            slot, pid = MADE.unpack(message)
            self.failure = ""
            self._made(self, slot, pid, found[0])
        else:
            self._tell(json.loads(message))

    def _tell(self, message: dict[str, object]) -> None:
        if "ready" in message:
            self.ready = True
            self._warming.cancel()
            self._on_ready(self)
        elif "failed" in message:
            self.failure = str(message["failed"])
        else:
            slot = message["slot"]
            assert isinstance(slot, int)
            self.failure = str(message["error"])
            self._made(self, slot, 0, -1)


class Zygotes:
    """The zygote in use and, while it warms, the one that will follow."""

    LONGEST_PAUSE = 5.0  # seconds between tries of a zygote that fails at once

    def __init__(
        self,
        loop: Loop,
        level: Level,
        device: str,
        rooms_each: int,
        *,
        made: Callable[[Zygote, int, int, int], None],
        changed: Callable[[], None],
        lost: Callable[[Zygote], None],
    ) -> None:
        """`changed` is called when there is a zygote to ask again, `lost` when one died with orders open."""
        self.current: Zygote | None = None
        self.failure = ""  #: why there is none, for whoever asks
        self.started = 0
        self._next: Zygote | None = None
        self._loop, self._level, self._device, self._rooms_each = loop, level, device, rooms_each
        self._made, self._changed, self._lost = made, changed, lost
        self._pause = 0.0
        self._start()

    @property
    def pids(self) -> set[int]:
        """The processes of all zygotes."""
        return {zygote.pid for zygote in (self.current, self._next) if zygote}

    def order(self, orders: RoomOrders, descriptors: Sequence[int]) -> Zygote | None:
        """Ask the zygote in use for a room; None if there is none just now."""
        zygote = self.current
        if zygote is None or not zygote.order(orders, descriptors):
            return None
        if zygote.rooms >= self._rooms_each and self._next is None:
            self._start()
        return zygote

    def end(self) -> None:
        """Kill them all."""
        for zygote in (self.current, self._next):
            if zygote:
                zygote.end()
        self.current = self._next = None

    def _start(self) -> None:
        self.started += 1
        self._next = Zygote(self._loop, self._level, self._device, ready=self._ready, made=self._made, gone=self._gone)

    def _ready(self, zygote: Zygote) -> None:
        old, self.current, self._next = self.current, zygote, None
        self._pause, self.failure = 0.0, ""
        if old:
            old.end()
            self._lost(old)
        self._changed()

    def _gone(self, zygote: Zygote, why: str) -> None:
        self.failure = why
        if zygote is self.current:
            self.current = None
        elif zygote is self._next:
            self._next = None
        self._lost(zygote)
        if self._next is None:
            self._loop.after(self._pause, self._start_again)
            self._pause = min(self.LONGEST_PAUSE, self._pause * 2 + 0.1)

    def _start_again(self) -> None:
        if self._next is None and self.current is None:
            self._start()
