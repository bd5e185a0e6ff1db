"""The zygote: a warm torch with no secrets, copied for each job and never run.

Started by the broker as `python -m app.sandbox.zygote FD LEVEL DEVICE`. It closes itself in (namespaces, root), warms
up, and then answers each order on its socket with the pid and pidfd of a new room. Whatever it holds a student can
read, so it holds nothing; whatever it started a copy would lack or hang on, so it has one thread and opens nothing.
"""

from __future__ import annotations

import array
import fcntl
import json
import os
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from app.sandbox import roots, spare
from app.sandbox.devices import CLASSES, DeviceClass
from app.sandbox.inside_loader import load_inside
from app.sandbox.levels import Level
from app.sandbox.lockdown import identity, seccomp, syscalls
from app.sandbox.orders import RoomOrders
from app.sandbox.prewarm import prewarm, settle, status_bytes, threads

HIGH = 200  # descriptors that must survive a room's own dup2 live above this
MOST_DESCRIPTORS = 8
ROOM_NAMESPACES = syscalls.CLONE_NEWPID | syscalls.CLONE_NEWNS | syscalls.CLONE_NEWIPC | syscalls.CLONE_NEWUTS
OWN_NAMESPACES = syscalls.CLONE_NEWNS | syscalls.CLONE_NEWNET | syscalls.CLONE_NEWIPC | syscalls.CLONE_NEWUTS


def main(arguments: Sequence[str]) -> None:
    """Warm up, say so, and make rooms until the broker goes."""
    sock = socket.socket(fileno=_high(int(arguments[0])))
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
        flags = syscalls.CLONE_PARENT | (ROOM_NAMESPACES if level.namespaces else 0)
        while True:
            message, descriptors = _receive(sock)
            if not message:
                return
            _make_room(sock, RoomOrders.unpack(message), descriptors, flags, walls)


def get_ready(level: Level, device: DeviceClass) -> spare.Walls:
    """Close this process in, warm it up, and prepare what all rooms share."""
    _prefer_to_go()
    _own_namespaces(level)
    inside = load_inside()
    prewarm()
    inside.rehearse()
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
    return spare.Walls(
        device=device,
        hidden=hidden,
        level=level,
        inside=inside,
        filter=built,
        readable=tuple(readable),
        data_bytes=data,
        mapped_bytes=mapped,
    )


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


def _make_room(sock: socket.socket, orders: RoomOrders, descriptors: list[int], flags: int, walls: spare.Walls) -> None:
    group = descriptors[2] if orders.unified else None
    try:
        pid, pidfd = syscalls.spawn(flags, group, hooks=False)
    except OSError as error:
        sock.send(json.dumps({"slot": orders.slot, "error": str(error)}).encode())
    else:
        if pid == 0:
            sock.close()
            spare.live(orders, descriptors, walls)
        sent = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [pidfd]))]
        sock.sendmsg([json.dumps({"slot": orders.slot, "pid": pid}).encode()], sent)
        os.close(pidfd)
    for descriptor in descriptors:
        os.close(descriptor)


def _receive(sock: socket.socket) -> tuple[bytes, list[int]]:
    """One order and the descriptors that came with it, moved out of the way of 0 to 3."""
    found = array.array("i")
    message, extra, _, _ = sock.recvmsg(1 << 16, socket.CMSG_LEN(MOST_DESCRIPTORS * found.itemsize))
    for level, kind, data in extra:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            found.frombytes(data[: len(data) - len(data) % found.itemsize])
    return message, [_high(descriptor) for descriptor in found]


def _high(descriptor: int) -> int:
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, HIGH)
    os.close(descriptor)
    return moved


def _prefer_to_go() -> None:
    """When the machine runs out of memory, let it take the zygote before the broker and the worker."""
    Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1:])
