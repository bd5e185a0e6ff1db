"""Aim: the kernel itself. What a room's work never needs must be refused before the kernel looks at it.

Each sweep asks for calls of one family with arguments that do no harm should they be let through. "Not permitted" and
"no such call" are walls; any other answer came from the code behind them.
"""

from __future__ import annotations

from app.sandbox.selfcheck.escape import CRASHED, FINISHED, REFUSED, TRIED, Escape


def _sweep(name: str, why: str, calls: str, *, probe: bool = False) -> Escape:
    code = f"""
got = reached(
{calls.strip()}
)
if got:
    escaped = got
tried = True
"""
    return Escape(name=name, why=why, code=code, may_end=FINISHED, leaves=TRIED, probe=probe)


ESCAPES = (
    _sweep(
        "namespaces",
        "in a user namespace of its own a process is root, and most holes of the kernel open only to root",
        """
    ("unshare", 0x10000000), ("unshare", 0x40000000), ("unshare", 0x00020000), ("unshare", 0x20000000),
    ("unshare", 0x08000000), ("unshare", 0x04000000), ("unshare", 0x02000000), ("unshare", 0x00000080),
    ("setns", 0, 0), ("setns", -1, 0x10000000),
    ("clone", 0x10000000 | 17, 0, 0, 0, 0), ("clone", 0x40000000 | 17, 0, 0, 0, 0), ("clone", 0x10010F00, 0, 0, 0, 0),
    ("clone3", 0, 0),
        """,
        probe=True,
    ),
    _sweep(
        "mounts",
        "a mount brings in other files, a new root undoes the room's",
        """
    ("mount", 0, 0, 0, 0, 0), ("umount2", 0, 0), ("pivot_root", 0, 0), ("chroot", 0), ("fsopen", 0, 0),
    ("fsconfig", -1, 0, 0, 0, 0), ("fsmount", -1, 0, 0), ("fspick", -1, 0, 0), ("open_tree", -1, 0, 0),
    ("move_mount", -1, 0, -1, 0, 0), ("mount_setattr", -1, 0, 0, 0, 0), ("statmount", 0, 0, 0, 0),
    ("listmount", 0, 0, 0, 0), ("mknodat", -100, 0, 0o020666, 259),
        """,
    ),
    _sweep(
        "machine",
        "modules, another kernel, a restart, swap, quotas: the machine itself",
        """
    ("init_module", 0, 0, 0), ("finit_module", -1, 0, 0), ("delete_module", 1, 0), ("kexec_load", 0, 1000, 0, 0),
    ("kexec_file_load", -1, -1, 0, 0, 0), ("reboot", 0, 0, 0, 0), ("swapon", 0, 0), ("swapoff", 0), ("acct", 1),
    ("quotactl", 0, 0, 0, 0), ("quotactl_fd", -1, 0, 0, 0), ("syslog", 3, 0, 0), ("sethostname", 0, 1000),
    ("setdomainname", 0, 1000), ("iopl", 3), ("ioperm", 0, 0, 0), ("modify_ldt", 0, 0, 0),
        """,
    ),
    _sweep(
        "looking_into_the_kernel",
        "programs inside the kernel, its counters and its page faults: where most of the last years' escapes began",
        """
    ("bpf", 0, 0, 0), ("perf_event_open", 0, 0, -1, -1, 0), ("userfaultfd", 1), ("ptrace", 0, 0, 0, 0),
    ("pidfd_open", 1, 0), ("pidfd_getfd", -1, 0, 0), ("get_robust_list", 1, 0, 0), ("kcmp", 1, 1, 0, 0, 0),
    ("process_vm_readv", 1, 0, 0, 0, 0, 0), ("fanotify_init", 0, 0), ("inotify_init1", 0),
    ("map_shadow_stack", 0, 0, 0),
        """,
    ),
    _sweep(
        "rings",
        "work queued for the kernel to do passes by every filter of calls",
        """
    ("io_uring_setup", 1, 0), ("io_uring_enter", -1, 0, 0, 0, 0, 0), ("io_uring_register", -1, 0, 0, 0),
    ("io_setup", 1, 0),
        """,
        probe=True,
    ),
    _sweep(
        "keys",
        "keyrings are shared by a user's processes, outlive them, and hold what others put there",
        """
    ("add_key", 0, 0, 0, 0, 0), ("request_key", 0, 0, 0, 0), ("keyctl", 0, -3, 0), ("keyctl", 0, -4, 1),
        """,
    ),
    _sweep(
        "handles",
        "files opened by number instead of by path, past every check of paths",
        """
    ("name_to_handle_at", -1, 0, 0, 0, 0), ("open_by_handle_at", -1, 0, 0),
        """,
    ),
    _sweep(
        "objects_that_stay",
        "memory, semaphores and queues that no process's end removes",
        """
    ("shmget", IPC_KEY, 4096, 0o1600), ("semget", IPC_KEY, 1, 0o1600), ("msgget", IPC_KEY, 0o1600),
    ("mq_open", 0, 0, 0, 0),
        """,
    ),
    _sweep(
        "clocks",
        "the machine's time, which limits and signatures rest on",
        """
    ("settimeofday", 0, 0), ("clock_settime", 0, 0), ("adjtimex", 0), ("clock_adjtime", 0, 0),
        """,
    ),
    _sweep(
        "identity",
        "another user's rights, or one more layer of filters to confuse what stands",
        """
    ("setuid", 0), ("setgid", 0), ("setresuid", 0, 0, 0), ("setresgid", 0, 0, 0), ("setgroups", 0, 0), ("capset", 0, 0),
    ("setfsuid", 0), ("personality", 0x0040000), ("seccomp", 1, 0, 0), ("landlock_create_ruleset", 0, 0, 0),
    ("landlock_restrict_self", -1, 0), ("lsm_set_self_attr", 0, 0, 0, 0),
        """,
    ),
    _sweep(
        "scheduling",
        "a run before all others, on the cores and memory of its choice",
        """
    ("sched_setscheduler", 0, 1, 0), ("sched_setattr", 0, 0, 0), ("setpriority", 0, 0, -5), ("ioprio_set", 1, 0, 0),
    ("set_mempolicy", 0, 0, 0), ("migrate_pages", 0, 0, 0, 0), ("move_pages", 0, 0, 0, 0, 0, 0),
        """,
    ),
    _sweep(
        "pipes_of_pages",
        "pages moved between files and pipes have been written to where they should only be read",
        """
    ("vmsplice", -1, 0, 0, 0), ("splice", -1, 0, -1, 0, 0, 0), ("tee", -1, -1, 0, 0), ("memfd_secret", 0),
    ("remap_file_pages", 0, 0, 0, 0, 0),
        """,
    ),
    _sweep(
        "doors",
        "what a socket can do beyond sending",
        """
    ("bind", -1, 0, 0), ("connect", -1, 0, 0), ("listen", -1, 0), ("accept", -1, 0, 0),
        """,
    ),
    _sweep(
        "traits",
        "a process's own traits: who may trace it, when it dies, what it inherits, who answers for its calls",
        """
    ("prctl", 1, 0, 0, 0, 0), ("prctl", 4, 1, 0, 0, 0), ("prctl", 22, 2, 0, 0, 0), ("prctl", 28, 0, 0, 0, 0),
    ("prctl", 33, 0, 0, 0, 0), ("prctl", 35, 1, 0, 0, 0), ("prctl", 36, 1, 0, 0, 0), ("prctl", 47, 2, 0, 0, 0),
    ("prctl", 59, 99, 0, 0, 0), ("prctl", 0x59616D61, 1, 0, 0, 0),
        """,
    ),
    Escape(
        name="locks_in_place",
        why="the locks themselves, asked of the kernel: no new rights, a filter on, nobody may look in",
        code="""
            import ctypes
            libc = ctypes.CDLL(None)
            wanted = {"no new privileges": (39, 1), "a filter of calls": (21, 2), "not dumpable": (3, 0)}
            told = {name: libc.prctl(ask, 0, 0, 0, 0) for name, (ask, _) in wanted.items()}
            missing = [name for name, (_, answer) in wanted.items() if told[name] not in (answer, -1)]
            if missing:
                escaped = missing
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
        probe=True,
    ),
    Escape(
        name="second_set_of_numbers",
        why="on x86-64 a bit in the number leads to the same calls by numbers that a filter may not know",
        code="""
            import ctypes, os
            if os.uname().machine == "x86_64" and ctypes.CDLL(None).syscall(ctypes.c_long(0x40000000 | 39)) > 0:
                escaped = "x32"
            tried = True
        """,
        may_end=CRASHED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="calls_of_old_machines",
        why="the calls of 32-bit programs have other numbers: what is `getpid` there is `writev` here",
        code=r"""
            import ctypes, mmap, os
            if os.uname().machine == "x86_64":
                page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
                page.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
                got = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
                if got > 0:
                    escaped = got
            tried = True
        """,
        may_end=REFUSED | CRASHED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="type_into_the_terminal",
        why="what is pushed into a terminal's input the operator's shell runs",
        code="""
            import fcntl
            for descriptor in (0, 1, 2):
                fcntl.ioctl(descriptor, 0x5412, b"x")
                escaped = "typed"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="requests_to_files",
        why="requests to devices and file systems are a second set of system calls",
        code="""
            import fcntl
            found = []
            for request in (0x5412, 0x541C, 0x5452, 0x8901, 0x8910, 0xC0109428, 0x40049409, 0x6609, 0xB701, 0xC040FF0B):
                for descriptor in (0, 1, 3):
                    try:
                        fcntl.ioctl(descriptor, request, bytes(64))
                        found.append(hex(request))
                    except OSError:
                        pass
            if found:
                escaped = found
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
)
