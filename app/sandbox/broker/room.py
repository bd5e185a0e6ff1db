"""One room's life: ordered, made, ready, at work, dying, gone."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections.abc import Callable

from app.sandbox import wire
from app.sandbox.broker import printed, processes
from app.sandbox.broker.job import Job, RoomSize
from app.sandbox.broker.link import Link
from app.sandbox.broker.loop import Loop, Moment
from app.sandbox.ending import Ending

GRACE = 0.15  # seconds between "time is up" and the kill, for the line that was reached
DYING = 0.05  # seconds for a room that closed its channel to be seen dead by itself
BIRTH = 60.0  # seconds for a room to get ready; far more than ever needed
READY_CAP = 1 << 16


class Room:
    """A process that will run one job. `ready` and `gone` are called once each, `gone` when the process is reaped."""

    def __init__(
        self,
        loop: Loop,
        slot: int,
        size: RoomSize,
        *,
        ready: Callable[[Room], None],
        gone: Callable[[Room], None],
        late: Callable[[Room], None],
    ) -> None:
        self.slot, self.size = slot, size
        self.pid = 0
        self.waiting = False  #: locked down, warm, and without a job
        self.failure = ""  #: why it never got ready
        self.job: Job | None = None
        self.oom: Callable[[], bool] = lambda: False
        self._loop, self._ready, self._gone = loop, ready, gone
        self._pidfd = -1
        self._printed = printed.make(size.stdout)
        ours, self._theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._link = Link(loop, ours, wire.Reader(cap=READY_CAP), self._hear, self._channel_closed)
        self._ending: Ending | None = None
        self._killed = False
        self._answered = False
        self._resident = 0
        self._early: wire.Frame | None = None
        self._timer: Moment = loop.after(BIRTH, lambda: late(self))

    @property
    def descriptors(self) -> list[int]:
        """What the new process is handed: its channel and its stdout."""
        return [self._theirs.fileno(), self._printed]

    def made(self, pid: int, pidfd: int) -> None:
        """The process exists."""
        self._theirs.close()
        self.pid, self._pidfd = pid, pidfd
        self._loop.read(pidfd, self._died)
        if self._early:
            self._say_ready(self._early)

    def discard(self) -> None:
        """It was never made, or nobody knows its pid: let go of everything. A child without a broker ends itself."""
        self._theirs.close()
        self._timer.cancel()
        self._link.close()
        os.close(self._printed)

    def work(self, job: Job) -> None:
        """Send the job in."""
        self.job, self.waiting = job, False
        self._link.reader = wire.Reader(cap=job.bounds.result)
        self._timer.cancel()
        job.begin(processes.cpu_seconds(self.pid))
        self._link.send(job.program)
        self._timer = self._loop.after(job.next_look(job.cpu_at_start), self._look)

    def kill(self) -> None:
        """End the process now, whatever it is doing."""
        if self._pidfd >= 0:
            # A process that is dead already was killed by somebody else, and that is not to be taken for us
            self._killed |= not processes.dead(self._pidfd)
            processes.signal_by(self._pidfd, signal.SIGKILL)

    def _hear(self, frame: wire.Frame) -> None:
        job = self.job
        if job is None:
            self._say_ready(frame)
        elif self._ending is not None:
            if frame.kind is wire.Kind.AT:
                self.kill()
        else:
            told = job.hear(frame, lambda: processes.cpu_seconds(self.pid))
            if isinstance(told, Ending):
                self._end(told)
            elif told:
                self._link.send(told)

    def _say_ready(self, frame: wire.Frame) -> None:
        if not self.pid:
            # Its zygote has not told of it yet, and may have died before it could: a job given to such a room would
            # be lost with it
            self._early = frame
            return
        if frame.kind is not wire.Kind.READY or frame.cell:
            self.failure = frame.text.decode(errors="replace")
            self.kill()
            return
        self._timer.cancel()
        self._resident = processes.resident_kib(self.pid, "VmRSS")
        self.waiting = True
        self._ready(self)

    def _look(self) -> None:
        job = self.job
        if job is None or self._ending is not None:
            return
        cpu = processes.cpu_seconds(self.pid)
        if limit := job.over(cpu):
            self._ending = limit
            processes.signal_by(self._pidfd, signal.SIGXCPU)
            self._timer = self._loop.after(GRACE, self.kill)
        else:
            self._timer = self._loop.after(job.next_look(cpu), self._look)

    def _end(self, ending: Ending) -> None:
        """The run is over by its own word or ours; the process may still be alive, so it is killed first."""
        self._ending = ending
        self._timer.cancel()
        cpu = processes.cpu_seconds(self.pid)
        peak = processes.resident_kib(self.pid, "VmHWM")
        self.kill()
        if ending is Ending.ENDED:
            # A process with SIGKILL pending runs no further instruction of its own, and what it said lies in our
            # memory: waiting for the 3 ms in which its pages are given back would teach us nothing.
            self._answer(cpu, peak)

    def _channel_closed(self, error: type[Exception] | None) -> None:
        if self._ending is None:
            self._end_silently(Ending.RESULT if error is wire.TooBig else Ending.GARBAGE if error else Ending.GONE)
        self._link.close()

    def _end_silently(self, ending: Ending) -> None:
        self._ending = ending
        self._timer.cancel()
        if ending is Ending.GONE:
            self._timer = self._loop.after(DYING, self.kill)
        else:
            self.kill()

    def _died(self) -> None:
        self._link.drain()  # before its status is taken: what it said last may be that it ended
        end = processes.reap(self.pid)
        if end is None:
            return
        self._loop.forget(self._pidfd)
        os.close(self._pidfd)
        self._pidfd = -1  # from here on there is nobody to kill
        self._timer.cancel()
        if self._ending is None:
            self._ending = Ending.GONE
        oom = end.signal == signal.SIGKILL and self.oom()  # asked of every kill, or the next room would be blamed
        if self.job and not self._answered:
            self._answer(end.cpu_s, 0, end, oom=oom)
        self._link.close()
        os.close(self._printed)
        self._gone(self)

    def _answer(self, cpu: float, peak_kib: int, end: processes.End | None = None, *, oom: bool = False) -> None:
        job = self.job
        assert job is not None
        self._answered = True
        reader = self._link.reader
        frames = bytes(reader.raw[: reader.start])  # whole ones: what is beyond may be over the cap
        text = printed.read(self._printed, self.size.stdout)
        head = {
            "ending": self._ending,
            "killed": self._killed,
            "code": end.code if end else None,
            "signal": end.signal if end else None,
            "oom": oom,
            "cpu_s": max(0.0, cpu - job.cpu_at_start),
            "wall_s": time.monotonic() - job.begun,
            "peak_mb": max(0, peak_kib - self._resident) / 1024,
            "frames": len(frames),
        }
        job.answer(wire.Frame(kind=wire.Kind.ANSWER, text=json.dumps(head).encode(), blob=frames + text))
