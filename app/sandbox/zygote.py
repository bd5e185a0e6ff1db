"""The zygote: a warm torch with no secrets, copied for each job and never run.

Started by the broker as `python -m app.sandbox.zygote FD LEVEL DEVICE`. It closes itself in (namespaces, root), warms
up, and then answers each order on its socket with the pid and pidfd of a new room. Whatever it holds a student can
read, so it holds nothing; whatever it started a copy would lack or hang on, so it has one thread and opens nothing.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import struct
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from app.sandbox import roots, spare
from app.sandbox.devices import CLASSES, DeviceClass
from app.sandbox.inside_loader import load_inside
from app.sandbox.levels import Level
from app.sandbox.lockdown import identity, landlock, seccomp, syscalls
from app.sandbox.orders import HEAD, MADE
from app.sandbox.prewarm import prewarm, settle, status_bytes, threads

INT = struct.calcsize("i")
ROOM_FOR_DESCRIPTORS = socket.CMSG_LEN(8 * INT)
ORDER = 1 << 12  # bytes; a few hundred are sent
REHEARSALS = 30  # until the interpreter has fitted its code to what it meets, and no longer writes to it in each room
ROOM_NAMESPACES = syscalls.CLONE_NEWPID | syscalls.CLONE_NEWNS | syscalls.CLONE_NEWIPC | syscalls.CLONE_NEWUTS
OWN_NAMESPACES = syscalls.CLONE_NEWNS | syscalls.CLONE_NEWNET | syscalls.CLONE_NEWIPC | syscalls.CLONE_NEWUTS


def main(arguments: Sequence[str]) -> None:
    """Warm up, say so, and make rooms until the broker goes."""
    sock = _from(int(arguments[0]))
    level, device = Level(arguments[1]), CLASSES[arguments[2]]
    identity.die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ConnectionError):  # the broker has gone, and so may we
        try:
            walls = get_ready(level, device)
        except Exception as error:
            sock.send(json.dumps({"failed": f"{type(error).__name__}: {error}"}).encode())
            raise
        sock.send(json.dumps({"ready": True}).encode())
        mould = syscalls.Mould(syscalls.CLONE_PARENT | (ROOM_NAMESPACES if level.namespaces else 0))
        while True:
            message, descriptors = _receive(sock)
            if not message:
                return
            _make_room(sock, message, descriptors, mould, walls)


def get_ready(level: Level, device: DeviceClass) -> spare.Walls:
    """Close this process in, warm it up, and prepare what all rooms share."""
    _prefer_to_go()
    _own_namespaces(level)
    prewarm()
    inside = load_inside()  # after torch, so that what every job uses lies together: fewer pages to copy in each room
    inside.rehearse()
    for _ in range(REHEARSALS):
        inside.rehearse(brief=True)
    counted = threads()
    if counted != 1:
        msg = f"the zygote has {counted} threads; a copy would hang on what the others hold"
        raise RuntimeError(msg)
    if level is Level.CONTAINER and (closed := roots.closed_to_others()):
        raise RuntimeError(f"the rooms' users may not pass {closed}, below which Python lies; install it elsewhere")
    readable = roots.libraries() if level.namespaces else roots.readable_without_mounts()
    roots.forget_other_paths()
    built = seccomp.Filter(device.policy_of_same_user if level is Level.SAME_UID else device.policy)
    settle()
    data, mapped = status_bytes("VmData"), status_bytes("VmSize")
    hidden = roots.enter_new_root() if level.namespaces else ()
    syscalls.empty_bounding_set()  # a room inherits it
    return spare.Walls(
        device=device,
        hidden=hidden,
        level=level,
        inside=inside,
        filter=built,
        rules=_rules(readable) if landlock.abi() else None,
        data_bytes=data,
        mapped_bytes=mapped,
    )


def _rules(readable: Sequence[str]) -> landlock.Opened:
    """The paths that all rooms may use, looked up once; a room adds its scratch."""
    rules = landlock.Ruleset(
        read=readable, files_read=[*roots.FILES, *roots.DEVICES], files_write=["/dev/null"], missing_ok=True
    )
    return rules.open()


def _own_namespaces(level: Level) -> None:
    """One mount namespace and one empty network for the zygote and all its rooms; a network each would cost a fifth."""
    if not level.namespaces:
        return
    if level is Level.USERNS:
        uid, gid = os.geteuid(), os.getegid()
        syscalls.unshare(OWN_NAMESPACES | syscalls.CLONE_NEWUSER)
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"0 {uid} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"0 {gid} 1", encoding="ascii")
    else:
        syscalls.unshare(OWN_NAMESPACES)
    syscalls.mount(None, "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)


def _make_room(
    sock: socket.socket, message: bytes, descriptors: Sequence[int], mould: syscalls.Mould, walls: spare.Walls
) -> None:
    """Make one and tell of it. What is done here dirties pages that the next copy shares again, so it is the least."""
    slot, unified = HEAD.unpack_from(message)
    try:
        pid, pidfd = mould.spawn() if not unified else syscalls.spawn(mould.flags, descriptors[2], hooks=False)
    except OSError as error:
        sock.send(json.dumps({"slot": slot, "error": str(error)}).encode())
    else:
        if pid == 0:
            sock.close()
            spare.live(message, descriptors, walls)
        sock.sendmsg([MADE.pack(slot, pid)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("=i", pidfd))])
        os.close(pidfd)
    for descriptor in descriptors:
        os.close(descriptor)


def _receive(sock: socket.socket) -> tuple[bytes, Sequence[int]]:
    """One order and the descriptors that came with it."""
    message, extra, _, _ = sock.recvmsg(ORDER, ROOM_FOR_DESCRIPTORS, socket.MSG_CMSG_CLOEXEC)
    data = extra[0][2] if extra else b""
    return message, struct.unpack(f"={len(data) // INT}i", data)


def _from(descriptor: int) -> socket.socket:
    """The socket to the broker, out of the way of 0 to 3, which are taken: so what comes in never has those numbers.

    A room puts its own there; one that came in with such a number would be lost over it.
    """
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, spare.FIRST_UNUSED)
    os.close(descriptor)
    while (placeholder := os.open(os.devnull, os.O_RDONLY)) < spare.FIRST_UNUSED:
        pass
    os.close(placeholder)
    return socket.socket(fileno=moved)


def _prefer_to_go() -> None:
    """When the machine runs out of memory, let it take the zygote before the broker and the worker."""
    Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1:])
