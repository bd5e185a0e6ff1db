"""A room from birth to its one job: the locks, in the order that was found to work, then the wait.

Every step before the filter runs code of ours only. What needs a right comes before the right is given up: mounts
before the uid, the uid before the capabilities, Landlock after both, the system-call filter last.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.sandbox import roots, wire
from app.sandbox.devices import DeviceClass
from app.sandbox.ending import BROKE, OUT_OF_MEMORY, SETUP_FAILED
from app.sandbox.inside_loader import Inside
from app.sandbox.levels import Level
from app.sandbox.lockdown import identity, landlock, rlimits, seccomp, syscalls
from app.sandbox.orders import RoomOrders
from app.sandbox.wipe import wipe

CHANNEL, FIRST_UNUSED = 3, 4
AF, KIND = socket.AF_UNIX, socket.SOCK_SEQPACKET  # said, so that it need not be asked of the kernel
HEADROOM = 0.9  # RLIMIT_DATA below the group's limit: most students then get a traceback with a line, not a kill


# What is followed at once, by another frame or by waiting for one: the two then leave together, which spares the broker
# half of its wakings. No student's line runs in between.
FOLLOWED = frozenset({wire.Kind.FACTS, wire.Kind.FINISHED})


class Channel:
    """The room's end of its conversation with the broker; `inside` is handed this and knows no more of `wire`."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._held = b""

    def send(self, kind: int, cell: int, text: bytes, blob: bytes) -> None:
        """Send one frame, with what was held back for it."""
        self._held += wire.Frame(kind=wire.Kind(kind), cell=cell, text=text, blob=blob).pack()
        if kind not in FOLLOWED:
            self._flush()

    def _flush(self) -> None:
        held, self._held = self._held, b""
        wire.send_packed(self._sock, held)

    def receive(self) -> tuple[int, int, bytes, bytes] | None:
        """The next frame; None when the broker has gone."""
        self._flush()
        frame = wire.receive(self._sock, 1 << 30)
        return (int(frame.kind), frame.cell, frame.text, frame.blob) if frame else None


@dataclass(frozen=True, kw_only=True)
class Walls:
    """What the zygote prepared once for all rooms."""

    level: Level
    device: DeviceClass
    inside: Inside
    filter: seccomp.Filter
    rules: landlock.Opened | None  #: what may be read and written beside the scratch; None where there is no Landlock
    data_bytes: int  #: the zygote's own private memory, which RLIMIT_DATA counts as well
    hidden: tuple[tuple[str, str], ...]  #: what the scratch would hide, as `roots` tells
    mapped_bytes: int  #: its address space, which RLIMIT_AS counts


def live(told: bytes, descriptors: Sequence[int], walls: Walls) -> None:
    """Lock down, warm up, wait for the one job, do it, and wait to be killed. Does not return."""
    _place_descriptors(descriptors)
    channel = Channel(socket.socket(AF, KIND, 0, CHANNEL))
    try:
        orders = RoomOrders.unpack(told)
        _lock(orders, descriptors, walls)
        walls.inside.rehearse(brief=True)
    except BaseException as error:
        channel.send(wire.Kind.READY, 1, f"{type(error).__name__}: {error}".encode(), b"")
        os._exit(SETUP_FAILED)
    channel.send(wire.Kind.READY, 0, b"", b"")
    try:
        walls.inside.serve(channel)
    except MemoryError:  # not even enough to say so in words
        os._exit(OUT_OF_MEMORY)
    except BaseException:
        os._exit(BROKE)
    os._exit(0)


def _place_descriptors(descriptors: Sequence[int]) -> None:
    """The channel becomes 3, the printed text 1 and 2, stdin empty. They came in above 3, so none is overwritten."""
    channel, stdout = descriptors[:2]
    null = os.open("/dev/null", os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(stdout, 1)
    os.dup2(stdout, 2)
    os.dup2(channel, CHANNEL)


def _lock(orders: RoomOrders, descriptors: Sequence[int], walls: Walls) -> None:
    for group in descriptors[2 : 2 + orders.groups]:
        os.write(group, b"0")  # oneself, singly: 0.05 ms, where naming a pid in cgroup.procs takes 10
    if not walls.level.namespaces:
        _be_first_to_go()
    scratch = _scratch(orders, walls)
    if orders.uid is not None:
        identity.become(orders.uid, orders.uid)
    if scratch and orders.scratch:
        wipe(scratch)
    rlimits.Limits(
        cpu=orders.cpu_s,
        data=walls.data_bytes + int(orders.memory * HEADROOM),
        address_space=walls.mapped_bytes + orders.mapped if walls.device.bounds_mapping else None,
        fsize=max(orders.scratch_bytes, orders.stdout_bytes),  # the printed text is a file to the kernel, too
        nofile=orders.files,
        nproc=orders.threads,
    ).set()
    if not walls.level.namespaces:
        os.setsid()
    identity.no_new_privileges()
    syscalls.drop_held_capabilities()  # the zygote has emptied the bounding set
    identity.undumpable()
    identity.die_with_parent()
    os.chdir(scratch or "/")
    if walls.rules:
        landlock.restrict(walls.rules.build(write=scratch))
    syscalls.close_range(FIRST_UNUSED)
    walls.filter.load()


def _scratch(orders: RoomOrders, walls: Walls) -> str | None:
    """A tmpfs of the room's own on /tmp; or the one that was declared for its slot; or none."""
    if not walls.level.namespaces:
        return orders.scratch
    owner = f",uid={orders.uid},gid={orders.uid}" if orders.uid is not None else ""
    options = f"size={orders.scratch_bytes},nr_inodes={orders.inodes},mode=700{owner}"
    syscalls.mount("tmpfs", roots.SCRATCH, "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, options)
    roots.show_again(walls.hidden)
    return roots.SCRATCH


def _be_first_to_go() -> None:
    """When the machine runs out of memory, let the kernel choose this process."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
