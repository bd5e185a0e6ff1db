"""Aim: time: to run for ever, or to spend more of the cores than was given."""

from __future__ import annotations

from dataclasses import replace

from app.sandbox.box import Limits
from app.sandbox.selfcheck.escape import (
    CRASHED,
    FINISHED,
    NAP,
    OUT_OF_TIME,
    RAISED,
    REFUSED,
    TRIED,
    Escape,
)

BRIEF = Limits(cell_cpu_s=0.2, cell_wall_s=10, run_cpu_s=1, run_wall_s=20)

BURN = """
    import time
    def burn():
        end = time.process_time() + 0.8
        while time.process_time() < end:
            pass
"""

ESCAPES = (
    Escape(
        name="endless_loop",
        why="a core, for ever",
        code="""
            while True:
                pass
        """,
        may_end=OUT_OF_TIME,
        limits=replace(BRIEF, cell_cpu_s=0.05),
        probe=True,
    ),
    Escape(
        name="endless_loop_in_c",
        why="a loop that never comes back to Python sees no signal",
        code="""
            import collections, itertools
            collections.deque(itertools.repeat(0), maxlen=0)
        """,
        may_end=OUT_OF_TIME,
    ),
    Escape(
        name="huge_number",
        why="one expression that computes for hours",
        code="""
            x = pow(7, 10**9)
        """,
        may_end=OUT_OF_TIME,
    ),
    Escape(
        name="slow_pattern",
        why="a pattern that tries every way to split forty letters",
        code="""
            import re
            re.match(r"(a+)+$", "a" * 40 + "b")
        """,
        may_end=OUT_OF_TIME,
    ),
    Escape(
        name="endless_training",
        why="what honest code does with one zero too many",
        code="""
            import torch
            w = torch.ones(300, 300, requires_grad=True)
            while True:
                (w @ w).sum().backward()
                w.grad.zero_()
        """,
        may_end=OUT_OF_TIME,
    ),
    Escape(
        name="many_cores",
        why="eight threads spend the seconds of one eight times as fast",
        code="""
            import hashlib, threading
            def burn():
                while True:
                    hashlib.pbkdf2_hmac("sha256", b"x", b"y", 100_000)
            threads = [threading.Thread(target=burn) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        """,
        may_end=OUT_OF_TIME,
    ),
    Escape(
        name="asleep",
        why="a room that nobody else can use",
        code="""
            import time
            time.sleep(1e6)
        """,
        may_end=OUT_OF_TIME,
        limits=NAP,
    ),
    Escape(
        name="asleep_in_c",
        why="the same where no signal of Python's arrives",
        code="""
            import select, signal
            signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
            select.select([], [], [])
        """,
        may_end=OUT_OF_TIME,
        limits=NAP,
    ),
    Escape(
        name="deadlock",
        why="a lock that waits for itself",
        code="""
            import threading
            lock = threading.Lock()
            lock.acquire()
            lock.acquire()
        """,
        may_end=OUT_OF_TIME,
        limits=NAP,
    ),
    Escape(
        name="stop_oneself",
        why="a stopped process uses no time at all",
        code="""
            import signal
            signal.raise_signal(signal.SIGSTOP)
            tried = True
        """,
        may_end=OUT_OF_TIME | REFUSED | FINISHED,  # the first process of a pid namespace cannot be stopped from within
        limits=NAP,
        leaves=TRIED,
    ),
    Escape(
        name="limit_signal_ignored",
        why="the warning before the end, not heard",
        code="""
            import signal
            signal.signal(signal.SIGXCPU, signal.SIG_IGN)
            while True:
                pass
        """,
        may_end=OUT_OF_TIME,
        limits=BRIEF,
    ),
    Escape(
        name="all_signals_ignored",
        why="none heard",
        code="""
            import signal
            for number in range(1, 65):
                try:
                    signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError):
                    pass
            while True:
                pass
        """,
        may_end=OUT_OF_TIME,
        limits=BRIEF,
    ),
    Escape(
        name="all_signals_answered",
        why="each answered by a loop of its own",
        code="""
            import signal
            def again(*_):
                while True:
                    pass
            for number in range(1, 65):
                try:
                    signal.signal(number, again)
                except (OSError, ValueError):
                    pass
            again()
        """,
        may_end=OUT_OF_TIME,
        limits=BRIEF,
    ),
    Escape(
        name="every_exception_caught",
        why="an exception that is to end the program does not",
        code="""
            def forever():
                while True:
                    try:
                        while True:
                            pass
                    except BaseException:
                        pass
            forever()
        """,
        may_end=OUT_OF_TIME,
        limits=BRIEF,
    ),
    Escape(
        name="lift_the_limit",
        why="a limit that the process can lift is none",
        code="""
            import resource
            resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            escaped = resource.getrlimit(resource.RLIMIT_CPU)
        """,
        may_end=REFUSED,
        raises=frozenset({"ValueError"}),
    ),
    Escape(
        name="alarm",
        why="an alarm that nobody set a handler for ends the process: its own affair",
        code="""
            import signal, time
            signal.setitimer(signal.ITIMER_REAL, 0.01)
            time.sleep(0.2)
            tried = True
        """,
        may_end=CRASHED | FINISHED | REFUSED,  # ignored where the process is the first of its namespace
        leaves=TRIED,
    ),
    Escape(
        name="alarm_storm",
        why="a hundred thousand interruptions a second",
        code="""
            import signal
            signal.signal(signal.SIGALRM, lambda *_: None)
            signal.setitimer(signal.ITIMER_REAL, 1e-5, 1e-5)
            while True:
                pass
        """,
        may_end=OUT_OF_TIME | REFUSED,
        limits=BRIEF,
    ),
    Escape(
        name="timer_storm",
        why="timers without number are the kernel's work, charged to nobody",
        code="""
            import ctypes, struct
            libc = ctypes.CDLL(None)
            every = struct.pack("qqqq", 0, 1000, 0, 1000)
            for _ in range(5000):
                timer = ctypes.c_int()
                call("timer_create", 1, struct.pack("Qiii", 0, 0, 1, 0) + bytes(44), ctypes.addressof(timer))
            escaped = "5000 timers"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="the_seconds_of_all_cells",
        why="each cell just below its limit, and the whole without end",
        code=(BURN, *["burn()"] * 8),
        may_end=OUT_OF_TIME,
        limits=Limits(cell_cpu_s=1, cell_wall_s=5, run_cpu_s=2, run_wall_s=30),
    ),
    Escape(
        name="asleep_in_all_cells",
        why="the same on the wall clock",
        code=("import time", *["time.sleep(0.8)"] * 8),
        may_end=OUT_OF_TIME,
        limits=Limits(cell_cpu_s=1, cell_wall_s=2, run_cpu_s=3, run_wall_s=3),
    ),
    Escape(
        name="busy_after_the_end",
        why="threads, exit handlers and finalisers that go on when the program is over",
        code="""
            import atexit, threading
            def forever(*_):
                while True:
                    pass
            threading.Thread(target=forever).start()
            atexit.register(forever)
            class Last:
                __del__ = forever
            kept = Last()
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="wait_for_input",
        why="nobody will ever type",
        code="""
            input("your name? ")
        """,
        may_end=RAISED,
        raises=frozenset({"EOFError"}),
    ),
    Escape(
        name="debugger",
        why="nor answer a debugger",
        code="""
            breakpoint()
            tried = True
        """,
        may_end=RAISED | FINISHED | OUT_OF_TIME,
        leaves=TRIED,
        raises=frozenset({"BdbQuit", "EOFError"}),
    ),
)
