"""Aim: places that every machine has: users, packages, devices, the kernel's settings, and the ways round a root."""

from __future__ import annotations

from app.sandbox.selfcheck.escape import (
    FINISHED,
    REFUSED,
    TRIED,
    Escape,
)

ESCAPES = (
    Escape(
        name="look_around",
        why="who and what else is here",
        code="""
            import os
            found = []
            for folder in ("/boot", "/var", "/run", "/proc/1", "/sys/fs/cgroup", "/dev/disk"):
                try:
                    found += os.listdir(folder)
                except OSError:
                    pass
            if found:
                escaped = found[:20]
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="read_users",
        why="the names of all users",
        code="""
            escaped = open("/etc/passwd").read()
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="read_passwords",
        why="their passwords, if it runs as root",
        code="""
            escaped = open("/etc/shadow").read()
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="dots",
        why="up and up, past a root that is only a prefix",
        code="""
            escaped = open("../" * 40 + CANARY.lstrip("/")).read()
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="root_of_proc",
        why="the kernel's own links to a root lead past paths that were checked",
        code="""
            import os
            found = []
            for link in ("/proc/self/root", "/proc/1/root", "/proc/self/cwd/..", "/proc/thread-self/root"):
                try:
                    found.append(open(link + CANARY).read())
                except OSError:
                    pass
            if found:
                escaped = found
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="by_descriptor",
        why="an open directory that was left behind is a door",
        code="""
            import os
            found = []
            for number in range(1024):
                for path in ("..", "../../..", ".", CANARY.lstrip("/")):
                    try:
                        found.append((number, os.open(path, os.O_RDONLY, dir_fd=number)))
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
        name="shared_places",
        why="places that every user may write to outlive the room",
        code="""
            import os
            found = []
            for folder in ("/dev/shm", "/var/tmp", "/run/lock", "/dev/mqueue", "/run/user"):
                try:
                    os.close(os.open(f"{folder}/{MARK}", os.O_WRONLY | os.O_CREAT))
                    found.append(folder)
                except OSError:
                    pass
            if found:
                escaped = found
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="packages",
        why="code in site-packages runs in every later process, the worker's own included",
        code="""
            import os, sys, torch
            found = []
            for folder in {os.path.dirname(torch.__file__), os.path.dirname(os.__file__), *sys.path}:
                try:
                    os.close(os.open(f"{folder}/{MARK}.py", os.O_WRONLY | os.O_CREAT))
                    os.unlink(f"{folder}/{MARK}.py")
                    found.append(folder)
                except OSError:
                    pass
            if found:
                escaped = found
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="package_file",
        why="a line added to torch itself",
        code="""
            import os, torch
            os.open(torch.__file__, os.O_WRONLY | os.O_APPEND)
            escaped = torch.__file__
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="compiled_module",
        why="a .pyc is believed when its date fits, and nobody reads it",
        code="""
            import os, torch
            folder = os.path.join(os.path.dirname(torch.__file__), "__pycache__")
            os.close(os.open(f"{folder}/{MARK}.pyc", os.O_WRONLY | os.O_CREAT))
            os.unlink(f"{folder}/{MARK}.pyc")
            escaped = folder
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="devices",
        why="memory, disks and the kernel's log as files",
        code="""
            import os
            found = []
            names = "mem kmem kmsg port sda vda nvme0n1 fuse kvm tty console ptmx net/tun loop-control uinput vhost-net"
            for name in names.split():
                for mode in (os.O_RDONLY, os.O_RDWR):
                    try:
                        os.close(os.open(f"/dev/{name}", mode | os.O_NONBLOCK))
                        found.append(name)
                    except OSError:
                        pass
            if found:
                escaped = found
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="kernel_settings",
        why="core_pattern and release_agent run a program as root, outside of everything",
        code="""
            import glob, os
            found = []
            for path in ("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/self/oom_score_adj",
                         "/proc/self/uid_map", "/sys/kernel/uevent_helper",
                         *glob.glob("/sys/fs/cgroup/*/release_agent"),
                         *glob.glob("/sys/fs/cgroup/**/cgroup.procs", recursive=True)):
                try:
                    os.close(os.open(path, os.O_WRONLY))
                    found.append(path)
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
