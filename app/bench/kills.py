"""Killing the broker, the zygote and rooms at random moments under load.

What is asked: does every run return, and is the pool whole again afterwards.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from typing import Any

from app.bench.figures import load
from app.bench.settled import settle
from app.bench.soak import HONEST
from app.sandbox.client import BrokerBox
from graders.plan import Plan

WEIGHTS = {"room": 8, "zygote": 1, "broker": 1}


class Load:
    """Threads that give a box one honest job after another."""

    def __init__(self, box: BrokerBox, threads: int, seed: int) -> None:
        self.statuses: Counter[str] = Counter()
        self.started = self.returned = 0
        self.slowest_s = 0.0
        self._box, self._going, self._lock = box, True, threading.Lock()
        self._threads = [threading.Thread(target=self._work, args=(seed + n,), daemon=True) for n in range(threads)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> bool:
        """Let the runs under way return; False if one did not within two minutes."""
        self._going = False
        deadline = time.monotonic() + 120
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self, seed: int) -> None:
        draw = random.Random(seed)
        kinds = [kind for kind in HONEST if kind.name != "scratch"]
        while self._going:
            kind = draw.choice(kinds)
            with self._lock:
                self.started += 1
            began = time.monotonic()
            run = self._box.run(kind.program, Plan(), kind.limits)
            with self._lock:
                self.returned += 1
                self.slowest_s = max(self.slowest_s, time.monotonic() - began)
                self.statuses[
                    run.status if run.status in (*kind.ends, "box_failed") else f"wrong: {kind.name} {run.status}"
                ] += 1


def kill_at_random(box: BrokerBox, *, kills: int, seed: int = 0) -> dict[str, Any]:
    """Send so many SIGKILLs and report what became of the runs and of the pool."""
    draw = random.Random(seed)
    victims: Counter[str] = Counter()
    began = time.monotonic()
    under_load = Load(box, os.cpu_count() or 1, seed)
    while sum(victims.values()) < kills:
        time.sleep(draw.uniform(0.0, 0.3))
        victim = draw.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        while not _kill(box, victim, draw):  # none of its kind is there just now
            time.sleep(0.05)
        victims[victim] += 1
    all_returned = under_load.stop()
    last_kill = time.monotonic()
    settle(box)
    status = box.status()
    return {
        "kills": dict(victims),
        "runs_started": under_load.started,
        "runs_returned": under_load.returned,
        "all_returned": all_returned,
        "statuses": dict(under_load.statuses),
        "slowest_run_s": round(under_load.slowest_s, 2),
        "pool_whole": status["waiting"] == box.orders.spares,
        "whole_after_s": round(time.monotonic() - last_kill, 2),
        "seconds": round(time.monotonic() - began, 1),
        "level": box.level.value,
        "load": load(),
    }


def _kill(box: BrokerBox, victim: str, draw: random.Random) -> bool:
    try:
        if victim == "broker":
            pid = box.broker_pid
        else:
            status = box.status(timeout=2.0)
            pids = status["room_pids"] if victim == "room" else [status["zygote_pid"]]
            pid = draw.choice(pids) if pids and pids[0] else 0
        if pid:
            os.kill(pid, signal.SIGKILL)
    except (OSError, ProcessLookupError):  # the broker is just being started anew, or the victim has just gone
        return False
    return bool(pid)
