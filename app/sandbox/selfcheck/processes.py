"""Aim: more processes than one, which outlive the run, starve the others, or run what is not Python."""

from __future__ import annotations

from app.sandbox.selfcheck.escape import (
    COUNTED_THREADS,
    FINISHED,
    FORBIDDEN,
    OUT_OF_MEMORY,
    RAISED,
    REFUSED,
    TRIED,
    Escape,
)

THREAD_ERROR = frozenset({"RuntimeError"})  # "can't start new thread"

ESCAPES = (
    Escape(
        name="fork_bomb",
        why="a hundred copies take the cores from every other run",
        code="""
            import os, time
            take_name()
            for _ in range(100):
                if os.fork() == 0:
                    time.sleep(4)
                    os._exit(0)
            escaped = "100 processes"
        """,
        may_end=REFUSED,
        probe=True,
    ),
    Escape(
        name="fork_by_system_call",
        why="a lock inside Python's os.fork would not hold",
        code="""
            escaped = call("clone", 17, 0, 0, 0, 0)
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="fork_by_c_library",
        why="the C library may fork by another call than Python does",
        code="""
            import ctypes, os
            child = ctypes.CDLL(None).fork()
            if child == 0:
                os._exit(0)
            if child > 0:
                escaped = child
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="daemon",
        why="a process in a session of its own goes on after the run and works for the attacker",
        code="""
            import os, time
            take_name()
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    time.sleep(4)
                os._exit(0)
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="subprocess",
        why="the machine's programs, run with the worker's rights",
        code="""
            import subprocess
            escaped = subprocess.run(["/bin/ls", "/"], capture_output=True).stdout
        """,
        may_end=REFUSED,
        probe=True,
    ),
    Escape(
        name="os_system",
        why="a shell",
        code="""
            import os
            if os.system("exit 7") >> 8 == 7:
                escaped = "a shell said 7"
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="posix_spawn",
        why="a shell by a call that forks and executes in one",
        code="""
            import os
            escaped = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 0"], {})
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="popen_in_background",
        why="a program that nobody waits for",
        code="""
            import subprocess
            escaped = subprocess.Popen([MARK, "4"], executable="/bin/sleep", start_new_session=True).pid
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="become_a_shell",
        why="the process itself becomes a program of the machine and keeps its channel",
        code="""
            import os
            os.execv("/bin/sh", [MARK, "-c", "sleep 4"])
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="become_python",
        why="a fresh interpreter without whatever was changed in this one",
        code="""
            import os, sys
            os.execv(sys.executable, [MARK, "-c", "import time; time.sleep(4)"])
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="become_the_loader",
        why="the dynamic loader runs any file, be it executable or not",
        code="""
            import glob, os
            loaders = [*glob.glob("/lib*/ld-linux*"), *glob.glob("/lib/ld-musl*"), "/lib64/ld-linux-x86-64.so.2"]
            os.execv(loaders[0], [MARK, "--help"])
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="become_memory",
        why="a program that never was a file anywhere",
        code="""
            import glob, os
            program = os.memfd_create("program")
            os.write(program, open(next(iter(glob.glob("/lib*/ld-linux*"))), "rb").read())
            call("execveat", program, b"", 0, 0, 0x1000)
        """,
        may_end=REFUSED,
        raises=frozenset({"OSError", "FileNotFoundError", "StopIteration"}),  # where there is no such loader
    ),
    Escape(
        name="multiprocessing_fork",
        why="workers of the standard library outlive a killed parent",
        code="""
            import multiprocessing, time
            take_name()
            worker = multiprocessing.get_context("fork").Process(target=time.sleep, args=(4,))
            worker.start()
            escaped = worker.pid
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="multiprocessing_spawn",
        why="the same by a fresh interpreter, with a helper process beside it",
        code="""
            import multiprocessing, time
            worker = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(4,))
            worker.start()
            escaped = worker.pid
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="process_pool",
        why="the same by the pool that every tutorial uses",
        code="""
            from concurrent.futures import ProcessPoolExecutor
            with ProcessPoolExecutor(2) as pool:
                escaped = list(pool.map(abs, [-1, -2]))
        """,
        may_end=REFUSED,
        raises=frozenset(
            {"OSError", "FileNotFoundError", "BlockingIOError", "BrokenProcessPool", "NotImplementedError"}
        ),
    ),
    Escape(
        name="torch_processes",
        why="the same by torch's own launcher",
        code="""
            import torch.multiprocessing
            torch.multiprocessing.spawn(print, nprocs=1)
            escaped = "a process"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="dataloader_workers",
        why="honest code that needs processes: it must be told so, not hang",
        code="""
            import torch
            from torch.utils.data import DataLoader, TensorDataset
            rows = TensorDataset(torch.ones(8, 2))
            escaped = len(list(DataLoader(rows, batch_size=4, num_workers=2)))
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="asyncio_subprocess",
        why="a program by the event loop's own way of starting one",
        code="""
            import asyncio
            async def main():
                return (await asyncio.create_subprocess_exec("/bin/true")).pid
            escaped = asyncio.run(main())
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="terminal_of_its_own",
        why="a pseudo-terminal with a process at its other end",
        code="""
            import os, pty, time
            take_name()
            child, _ = pty.fork()
            if child == 0:
                time.sleep(4)
                os._exit(0)
            escaped = child
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="thread_bomb",
        why="threads without number, each with a stack, starve the others as processes do",
        code="""
            import threading, time
            for _ in range(200):
                threading.Thread(target=time.sleep, args=(4,), daemon=True).start()
            escaped = "200 threads"
        """,
        may_end=RAISED | OUT_OF_MEMORY,
        raises=THREAD_ERROR,
    ),
    Escape(
        name="thin_thread_bomb",
        why="threads with small stacks pass below a limit on memory alone",
        code="""
            import threading, time
            threading.stack_size(1 << 16)
            for _ in range(500):
                threading.Thread(target=time.sleep, args=(4,), daemon=True).start()
            escaped = "500 threads"
        """,
        may_end=RAISED | OUT_OF_MEMORY,
        raises=THREAD_ERROR,
        at_levels=COUNTED_THREADS,
    ),
    Escape(
        name="fork_in_a_thread",
        why="a lock that holds for the first thread only",
        code="""
            import os, threading
            found = []
            def attempt():
                try:
                    child = os.fork()
                except OSError as error:
                    found.append(error)
                else:
                    if child == 0:
                        os._exit(0)
                    found.append(child)
            thread = threading.Thread(target=attempt)
            thread.start()
            thread.join()
            if isinstance(found[0], int):
                escaped = found[0]
            raise found[0]
        """,
        may_end=FORBIDDEN | RAISED,
    ),
)
