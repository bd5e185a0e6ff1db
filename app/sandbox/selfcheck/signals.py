"""Aim: another process, by whatever one process can do to another."""

from __future__ import annotations

from app.sandbox.selfcheck.escape import CRASHED, FINISHED, REFUSED, TRIED, Escape

ESCAPES = (
    Escape(
        name="kill",
        why="the broker, the worker or another room dies",
        code="""
            import os
            os.kill(VICTIM, 9)
            escaped = "killed"
        """,
        may_end=REFUSED,
        probe=True,
    ),
    Escape(
        name="stop",
        why="a stopped process holds what it holds for ever",
        code="""
            import os
            os.kill(VICTIM, 19)
            escaped = "stopped"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="kill_parent",
        why="whoever made the room; asked with signal 0, which does no harm where it is permitted",
        code="""
            import os
            parent = os.getppid()
            if parent:
                os.kill(parent, 0)
                escaped = parent
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="kill_everybody",
        why="every process that can be reached, with one call; asked with signal 0",
        code="""
            import os
            os.kill(-1, 0)
            escaped = "everybody"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="share_a_group",
        why="what is sent to the room's process group would reach the box",
        code="""
            import os
            if os.getppid() and os.getpgid(0) == os.getpgid(os.getppid()):
                escaped = os.getpgid(0)
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="kill_group",
        why="a whole session at once",
        code="""
            import os
            os.killpg(os.getpgid(VICTIM), 0)
            escaped = "may signal the group"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="kill_thread",
        why="a signal to a thread, by a call that filters forget",
        code="""
            call("tgkill", VICTIM, VICTIM, 9)
            escaped = "killed"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="kill_task",
        why="the same by its older form",
        code="""
            call("tkill", VICTIM, 9)
            escaped = "killed"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="queue_signal",
        why="a signal with a forged sender",
        code="""
            import struct
            call("rt_sigqueueinfo", VICTIM, 9, struct.pack("iii", 9, 0, -1) + bytes(116))
            escaped = "killed"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="queue_signal_to_thread",
        why="the same to a thread",
        code="""
            import struct
            call("rt_tgsigqueueinfo", VICTIM, VICTIM, 9, struct.pack("iii", 9, 0, -1) + bytes(116))
            escaped = "killed"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="kill_by_descriptor",
        why="a descriptor of a process outlives checks on its number",
        code="""
            process = call("pidfd_open", VICTIM, 0)
            call("pidfd_send_signal", process, 9, 0, 0)
            escaped = "killed"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="signal_by_file",
        why="the kernel itself sends SIGIO, or any other signal, to whoever is named as a file's owner",
        code="""
            import fcntl, os, socket, time
            mine, theirs = socket.socketpair()
            fcntl.fcntl(mine, fcntl.F_SETOWN, VICTIM)
            fcntl.fcntl(mine, 10, 9)
            fcntl.fcntl(mine, fcntl.F_SETFL, os.O_ASYNC)
            theirs.send(b"x")
            time.sleep(0.05)
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="signal_by_file_to_thread",
        why="the same by the newer form, which names a thread",
        code="""
            import fcntl, os, socket, struct, time
            mine, theirs = socket.socketpair()
            fcntl.fcntl(mine, 15, struct.pack("ii", 0, VICTIM))
            fcntl.fcntl(mine, 10, 9)
            fcntl.fcntl(mine, fcntl.F_SETFL, os.O_ASYNC)
            theirs.send(b"x")
            time.sleep(0.05)
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="trace",
        why="whoever traces a process owns it: its memory, its secrets, its next step",
        code="""
            call("ptrace", 16, VICTIM, 0, 0)
            escaped = "attached"
        """,
        may_end=REFUSED,
        probe=True,
    ),
    Escape(
        name="trace_quietly",
        why="the same without stopping it",
        code="""
            call("ptrace", 0x4206, VICTIM, 0, 0)
            escaped = "attached"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="read_memory",
        why="expected values lie in the worker's memory",
        code="""
            import ctypes, struct
            block = ctypes.create_string_buffer(16)
            here = struct.pack("QQ", ctypes.addressof(block), 16)
            try:
                call("process_vm_readv", VICTIM, here, 1, here, 1, 0)
                escaped = block.raw
            except OSError as error:
                if error.errno == 14:
                    escaped = "permitted, though nothing lies at that address"
                raise
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="write_memory",
        why="and a mark would be one byte",
        code="""
            import ctypes, struct
            block = ctypes.create_string_buffer(16)
            here = struct.pack("QQ", ctypes.addressof(block), 16)
            try:
                call("process_vm_writev", VICTIM, here, 1, here, 1, 0)
                escaped = "written"
            except OSError as error:
                if error.errno == 14:
                    escaped = "permitted, though nothing lies at that address"
                raise
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="memory_file",
        why="the same through a file",
        code="""
            import os
            escaped = os.open(f"/proc/{VICTIM}/mem", os.O_RDWR)
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="take_descriptor",
        why="another process's open files, its database connection among them",
        code="""
            process = call("pidfd_open", VICTIM, 0)
            escaped = call("pidfd_getfd", process, 0, 0)
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="limit_another",
        why="a limit of nought for the worker's open files",
        code="""
            import resource
            resource.prlimit(VICTIM, resource.RLIMIT_NOFILE, (0, 0))
            escaped = "limited"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="slow_another",
        why="a worker at the lowest priority",
        code="""
            import os
            os.setpriority(os.PRIO_PROCESS, VICTIM, 19)
            escaped = "slowed"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="move_another",
        why="a worker tied to one core",
        code="""
            import os
            os.sched_setaffinity(VICTIM, {0})
            escaped = "moved"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="move_oneself",
        why="a core of one's own choice is a neighbour's core",
        code="""
            import os
            os.sched_setaffinity(0, os.sched_getaffinity(0))
            escaped = "may choose"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="other_ways",
        why="calls that look harmless and name another process",
        code="""
            import ctypes
            got = reached(
                ("kcmp", VICTIM, VICTIM, 0, 0, 0),
                ("move_pages", VICTIM, 0, 0, 0, 0, 0),
                ("migrate_pages", VICTIM, 0, 0, 0),
                ("ioprio_set", 1, VICTIM, 0),
                ("sched_setattr", VICTIM, 0, 0),
                ("sched_setscheduler", VICTIM, 0, 0),
                ("perf_event_open", 0, VICTIM, -1, -1, 0),
                ("process_madvise", -1, 0, 0, 0, 0),
                ("process_mrelease", -1, 0),
            )
            if got:
                escaped = got
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="signals_without_a_name",
        why="whoever looks up the name of the signal that ended a run does not find one",
        code="""
            import signal, threading
            for number in (40, 63, 34):
                signal.pthread_kill(threading.get_ident(), number)
            tried = True
        """,
        may_end=FINISHED | CRASHED | REFUSED,
        leaves=TRIED,
    ),
    Escape(
        name="outlive_the_parent",
        why="a process that does not die with the box outlives it when the box is killed",
        code="""
            call("prctl", 1, 0, 0, 0, 0)
            escaped = "set free"
        """,
        may_end=REFUSED,
    ),
)
