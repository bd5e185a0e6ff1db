"""Aim: other students: what runs beside the room, ran before it, or will run after."""

from __future__ import annotations

from app.sandbox.selfcheck.escape import (
    FINISHED,
    REFUSED,
    TRIED,
    Escape,
)

ESCAPES = (
    Escape(
        name="who_else_runs",
        why="the processes of the machine, their users and command lines",
        code="""
            import os
            others = [name for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]
            if others:
                escaped = others
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="how_busy_the_others_are",
        why="counters of the machine tell when a neighbour runs, and for how long",
        code="""
            import glob
            found = []
            for path in ("/proc/stat", "/proc/loadavg", "/proc/interrupts", "/proc/schedstat", "/proc/vmstat",
                         "/proc/net/dev", "/proc/diskstats", *glob.glob("/sys/fs/cgroup/*/cpuacct.usage")):
                try:
                    found.append((path, open(path).read(50)))
                except OSError:
                    pass
            if found:
                escaped = f"{found}"
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="next_job_on_the_channel",
        why="a room that lives on reads the next student's code",
        code="""
            import os, select, threading
            def listen():
                while True:
                    select.select([3], [], [])
                    got = os.read(3, 1 << 16)
                    if not got:
                        break
                    print("got", len(got), "bytes", flush=True)
            threading.Thread(target=listen, daemon=True).start()
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
        outside=lambda _, run: "it heard the next job" if "bytes" in run.observation.stdout else "",
        times=2,
    ),
    Escape(
        name="earlier_scratch",
        why="another student's files",
        code="""
            import os
            for folder in (".", "/tmp"):
                try:
                    found = [name for name in os.listdir(folder) if name.startswith(MARK[:9])]
                    if found:
                        escaped = found
                    open(f"{folder}/{MARK}", "w").close()
                    break
                except OSError:
                    pass
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
        times=12,
    ),
    Escape(
        name="other_scratches",
        why="the scratch of a room that runs at this moment",
        code="""
            import glob, os, time
            here = os.getcwd()
            if here != "/":
                open(f"{MARK}-mine", "w").close()
                time.sleep(0.05)
                names = [os.path.realpath(path) for path in glob.glob("../*/*") + glob.glob("../../*/*")]
                found = [name for name in names if "/" + MARK[:9] in name and not name.startswith(here)]
                if found:
                    escaped = found
            tried = True
        """,
        may_end=FINISHED | REFUSED,
        leaves=TRIED,
        times=4,
    ),
    Escape(
        name="earlier_changes",
        why="what one student did to torch must not greet the next",
        code="""
            import builtins, sys, torch
            found = [name for name in ("changed_here",) if hasattr(torch, name) or hasattr(builtins, name)]
            if torch.tensor(1.0).dtype != torch.float32 or torch.allclose.__name__ == "<lambda>":
                found.append("torch")
            if found or "planted" in sys.modules:
                escaped = "a change by an earlier run"
            torch.changed_here = builtins.changed_here = True
            sys.modules["planted"] = torch
            torch.allclose = lambda *a, **k: True
            torch.set_default_dtype(torch.float64)
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
        times=6,
    ),
    Escape(
        name="earlier_memory",
        why="memory that is handed out uncleared holds an earlier student's numbers",
        code="""
            import torch
            pattern = 0x5E1FC4EC5E1FC4EC
            for size in (10, 1000, 100_000, 3_000_000):
                if (torch.empty(size, dtype=torch.int64) == pattern).any():
                    escaped = size
            kept = [torch.full((size,), pattern, dtype=torch.int64) for size in (10, 1000, 100_000, 3_000_000)]
            del kept
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
        times=6,
    ),
)
