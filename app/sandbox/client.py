"""The Box that talks to a broker: starts it, restarts it when it dies, and carries jobs to it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from app.sandbox import wire
from app.sandbox.box import LARGEST_ORDER, MOST_CALLS, MOST_CELLS, Limits, Program, Room, Run, TooMuch, WrongDevice
from app.sandbox.customs import outgoing
from app.sandbox.levels import Level, choose, look
from app.sandbox.orders import BrokerOrders
from app.sandbox.scratch import check_scratch
from app.sandbox.verdict import Answer, conclude, ours
from graders.plan import Plan

TRIES = 3  # a job that failed through our fault is given to a fresh room so often
QUEUE_S = 600.0  # seconds that a run may wait for its turn, beside its own wall limit
ENVELOPE = 4096  # bytes of an answer's own text
LONGEST_PAUSE = 5.0  # seconds between two starts of a broker that dies at once
PATIENCE_S = 10.0  # that a broker has to end its rooms and itself
FOLDER = "allclose-"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a box is asked to be."""

    level: Level | None = None  #: None: the strongest that this machine permits
    floor: Level = Level.SAME_UID  #: never weaker than this
    spares: int = 0  #: rooms that wait; 0: two more than there are cores
    first_uid: int = 61000
    scratch: tuple[str, ...] = ()
    zygote_jobs: int = 5000
    device: str = "cpu"
    room: Room = Room()  # noqa: RUF009 - frozen


class BrokerBox:
    """Implements `Box` by a broker of its own. Threads may call `run` side by side. Close it, or use it in a `with`."""

    def __init__(self, wish: Wish | None = None) -> None:
        """Raises LevelRefused when the machine permits less than the floor, and ScratchRefused."""
        wish = wish or Wish()
        self.level = choose(wish.level, wish.floor, look())
        self.orders = BrokerOrders(
            level=self.level,
            spares=wish.spares or (os.cpu_count() or 1) + 2,
            first_uid=wish.first_uid,
            scratch=wish.scratch if self.level is Level.CONTAINER else (),
            zygote_jobs=wish.zygote_jobs,
            device=wish.device,
        )
        check_scratch(self.orders)
        self._wish = wish
        _sweep()
        self._folder = Path(tempfile.mkdtemp(prefix=FOLDER))
        self.address = str(self._folder / "broker")
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._listener.bind(self.address)
        self._listener.listen(128)
        self._lock = threading.Lock()
        self._idle: list[socket.socket] = []
        self._closed = False
        self._process, self._lifeline = self._start()
        self._keeper = threading.Thread(target=self._keep, name="broker-keeper", daemon=True)
        self._keeper.start()

    def run(self, program: Program, plan: Plan, limits: Limits) -> Run:
        """Run the program once; `box_failed` after three tries that failed through our fault."""
        if plan.device != self.orders.device:
            raise WrongDevice(f"The plan asks for the device '{plan.device}'; this box is for '{self.orders.device}'.")
        job = order(program, plan, limits)
        deadline = time.monotonic() + limits.run_wall_s + QUEUE_S
        answer = Answer.failed("the time was up before a try")
        for _ in range(TRIES):
            answer = self._ask(job, limits, deadline)
            if not ours(answer) or time.monotonic() > deadline:
                break
        return self._conclude(program, plan, answer, limits)

    def _conclude(self, program: Program, plan: Plan, answer: Answer, limits: Limits) -> Run:
        """A bug of ours in reading what came out is ours as well: it is told as such, and raised to nobody."""
        try:
            return conclude(program, plan, answer, limits, self.orders.level)
        except Exception as error:
            failed = Answer.failed(f"reading the results failed with {type(error).__name__}: {error}")
            return conclude(program, plan, failed, limits, self.orders.level)

    def status(self, timeout: float = 60.0) -> dict[str, Any]:
        """What the broker says of itself: level, rooms that wait, counts, and why something is missing."""
        sock = self.connect(timeout)
        with sock:
            wire.send(sock, wire.Frame(kind=wire.Kind.STATUS))
            frame = wire.receive(sock, 1 << 20)
        if frame is None:
            msg = "the broker closed the connection"
            raise ConnectionError(msg)
        found: dict[str, Any] = json.loads(frame.text)
        return found

    def wait_until_warm(self, timeout: float = 120.0) -> None:
        """Return when a room waits. Raises TimeoutError, which says what went wrong last."""
        deadline = time.monotonic() + timeout
        last = "the broker does not answer"
        while time.monotonic() < deadline:
            try:
                status = self.status(timeout=5.0)
            except OSError as error:
                last = str(error)
            else:
                if status["waiting"]:
                    return
                last = status["failure"] or "still warming"
            time.sleep(0.05)
        msg = f"No room became ready in {timeout:.0f} s: {last}"
        raise TimeoutError(msg)

    @property
    def broker_pid(self) -> int:
        """The broker's process."""
        return self._process.pid

    def close(self) -> None:
        """End the broker and with it every room; wait until they are gone."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            os.close(self._lifeline)
        self._keeper.join(PATIENCE_S)
        if self._keeper.is_alive():  # the broker has been stopped, or hangs
            self._process.kill()
            self._keeper.join()
        for sock in self._idle:
            sock.close()
        self._listener.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, job: wire.Frame, limits: Limits, deadline: float) -> Answer:
        try:
            sock = self._take(max(0.1, deadline - time.monotonic()))
        except OSError as error:
            return Answer.failed(f"no connection to the broker: {error}")
        try:
            wire.send(sock, job)
            frame = wire.receive(sock, limits.result + limits.room.stdout + wire.HEADER.size + ENVELOPE)
        except (OSError, wire.Garbage, wire.TooBig) as error:
            return self._lost(sock, str(error))
        if frame is None:
            return self._lost(sock, "it closed the connection")
        with self._lock:
            self._idle.append(sock)
        return Answer.read(frame)

    def _lost(self, sock: socket.socket, why: str) -> Answer:
        """The broker has died: no other connection to it is worth a try."""
        sock.close()
        with self._lock:
            dead, self._idle = self._idle, []
        for other in dead:
            other.close()
        return Answer.failed(f"the broker was lost: {why}")

    def _take(self, timeout: float) -> socket.socket:
        with self._lock:
            sock = self._idle.pop() if self._idle else None
        if sock is None:
            sock = self.connect(timeout)
        sock.settimeout(timeout)
        return sock

    def connect(self, timeout: float) -> socket.socket:
        """A connection to the broker. It waits in the backlog while one starts: the listener is ours and stays open."""
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        deadline = time.monotonic() + timeout
        while True:
            sock.settimeout(max(0.01, deadline - time.monotonic()))
            try:
                sock.connect(self.address)
            except BlockingIOError:  # the backlog is full: this kind of socket says so at once, and does not wait
                if time.monotonic() < deadline:
                    time.sleep(0.02)
                    continue
                sock.close()
                raise
            except OSError:
                sock.close()
                raise
            return sock

    def _start_again(self) -> None:
        """Another broker; where none can be started just now (no memory, no descriptor) the keeper comes back here."""
        try:
            process, lifeline = self._start()
        except OSError:
            return
        os.close(self._lifeline)
        self._process, self._lifeline = process, lifeline

    def _start(self) -> tuple[subprocess.Popen[bytes], int]:
        theirs, ours_ = os.pipe()
        command = [sys.executable, "-s", "-P", "-B", "-m", "app.sandbox.broker"]
        command += [str(self._listener.fileno()), str(theirs), self.orders.pack(), json.dumps(asdict(self._wish.room))]
        process = subprocess.Popen(
            command,
            pass_fds=[self._listener.fileno(), theirs],
            env={name: value for name, value in os.environ.items() if name in KEPT},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(theirs)
        return process, ours_

    def _keep(self) -> None:
        """Wait for the broker; start another whenever it dies, at once the first time, later with a pause."""
        pause = 0.0
        while True:
            began = time.monotonic()
            self._process.wait()
            pause = 0.0 if time.monotonic() - began > LONGEST_PAUSE else min(LONGEST_PAUSE, 2 * pause + 0.1)
            if not self._closed:
                time.sleep(pause)
            with self._lock:
                if self._closed:
                    return
                self._start_again()


# What the broker needs of our environment, to hand on or to start: no token, no address of a database.
KEPT: Sequence[str] = ("PATH", "LANG", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


def order(program: Program, plan: Plan, limits: Limits) -> wire.Frame:
    """The JOB frame for a broker. Raises TooMuch."""
    if len(program.cells) > MOST_CELLS or len(plan.calls) + len(plan.models) > MOST_CALLS:
        raise TooMuch
    frames = [wire.Frame(kind=wire.Kind.JOB, text=outgoing.job_text(program, plan))]
    due = sorted(outgoing.due(plan) & set(range(len(program.cells))))
    frames.extend(call for cell in due if (call := outgoing.calls(plan, cell)))
    blob = b"".join(frame.pack() for frame in frames)
    if len(blob) > LARGEST_ORDER:
        raise TooMuch
    return wire.Frame(kind=wire.Kind.JOB, text=_head(limits, len(program.cells)), blob=blob)


def _sweep() -> None:
    """Remove the folders of workers that were killed: nobody listens at their sockets any more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as sock:
            try:
                sock.settimeout(0)
                sock.connect(str(folder / "broker"))
            except ConnectionRefusedError:
                shutil.rmtree(folder, ignore_errors=True)
            except OSError:
                continue  # somebody's who is busy, or not ours to look into


@lru_cache
def _head(limits: Limits, cells: int) -> bytes:
    bounds = {name: value for name, value in asdict(limits).items() if name != "room"}
    return json.dumps({"bounds": bounds, "room": asdict(limits.room), "cells": cells}).encode()
