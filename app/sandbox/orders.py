"""What each process of the box is told when it starts, and what one room is to be. Data only, as JSON between them."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass

from app.sandbox.levels import Level


@dataclass(frozen=True, kw_only=True)
class BrokerOrders:
    """How the broker is to keep its rooms."""

    level: Level
    spares: int = 4  #: rooms that wait, locked down and warm
    first_uid: int = 61000  #: rooms run as this uid and the ones after it, where they have uids of their own
    scratch: tuple[str, ...] = ()  #: per slot a tmpfs made beforehand, for levels that may not mount
    zygote_jobs: int = 5000  #: after so many rooms a fresh zygote takes over
    device: str = "cpu"

    @property
    def slots(self) -> int:
        """Rooms there can be at once: waiting, running and dying ones."""
        return 2 * self.spares + 2

    def pack(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self))

    @staticmethod
    def unpack(text: str) -> BrokerOrders:
        """From JSON."""
        found = json.loads(text)
        return BrokerOrders(**found | {"level": Level(found["level"]), "scratch": tuple(found["scratch"])})


HEAD = struct.Struct("<H?")  # a room's slot, and whether its group is a cgroup v2 directory
MADE = struct.Struct("<Hi")  # what the zygote answers: the slot, and the pid


@dataclass(frozen=True, kw_only=True)
class RoomOrders:
    """What the zygote is told of one room: who it is and its built-in limits, in bytes and counts."""

    slot: int
    uid: int | None  #: None: stay who you are
    scratch: str | None  #: None: mount one where mounts are allowed, else have none
    memory: int
    mapped: int  #: address space beyond the zygote's own; its page tables are memory that nothing else counts
    threads: int | None  #: None: not countable here, since the user has processes of their own
    files: int
    scratch_bytes: int
    stdout_bytes: int
    inodes: int
    cpu_s: int  #: a last resort below the broker's own watch
    groups: int = 0  #: how many of the descriptors that came along are cgroup v1 `tasks` files
    unified: bool = False  #: or one that is a cgroup v2 directory

    def pack(self) -> bytes:
        """What the zygote needs to know by itself, then all of it as JSON for the room."""
        return HEAD.pack(self.slot, self.unified) + json.dumps(asdict(self)).encode()

    @staticmethod
    def unpack(packed: bytes) -> RoomOrders:
        """From what `pack` made."""
        return RoomOrders(**json.loads(packed[HEAD.size :]))
