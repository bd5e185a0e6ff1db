"""How much wall a machine permits: four levels of the same code, with layers left out.

`full`       root: every layer
`userns`     an ordinary user where user namespaces are allowed: no uid of its own per room, cgroups only if delegated
`container`  root without the right to make namespaces (default Docker): a uid of its own per room, Landlock, seccomp
`same-uid`   an ordinary user without namespaces: Landlock, seccomp and limits; for one's own use, with a warning
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum

from app.errors import AppError
from app.sandbox.lockdown import landlock

CAP_KILL, CAP_SETGID, CAP_SETUID, CAP_SYS_ADMIN = 5, 6, 7, 21


class Level(StrEnum):
    """From the strongest to the weakest."""

    FULL = "full"
    USERNS = "userns"
    CONTAINER = "container"
    SAME_UID = "same-uid"

    def at_least(self, floor: Level) -> bool:
        """Whether this level is no weaker than `floor`."""
        order = list(Level)
        return order.index(self) <= order.index(floor)

    @property
    def namespaces(self) -> bool:
        """Whether rooms have namespaces and a root of their own."""
        return self in (Level.FULL, Level.USERNS)

    @property
    def own_uid(self) -> bool:
        """Whether each room runs as a user of its own."""
        return self in (Level.FULL, Level.CONTAINER)


class LevelRefused(AppError):
    """The machine does not permit the level that the settings ask for."""


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What this process may do here, found by trying."""

    root: bool
    capabilities: int
    namespaces: bool  #: a child of ours could make all the namespaces a room wants
    landlock: int  #: the ABI, 0 if there is none

    def best(self) -> Level:
        """The strongest level that can be had here."""
        if self.root and self.namespaces and self._has(CAP_SETUID, CAP_SETGID):
            return Level.FULL
        if self.root and self._has(CAP_SETUID, CAP_SETGID, CAP_KILL):
            return Level.CONTAINER
        return Level.USERNS if self.namespaces and not self.root else Level.SAME_UID

    def permits(self, level: Level) -> bool:
        """Whether the level can be had; a weaker one than the best is had by leaving layers out.

        Without namespaces it is Landlock alone that closes the file system, so without it there is no such level.
        """
        if not level.namespaces and not self.landlock:
            return False
        if level is Level.SAME_UID:
            return True
        if level is Level.USERNS:
            return self.namespaces and not self.root
        return self.best().at_least(level) and self.root

    def _has(self, *bits: int) -> bool:
        return all(self.capabilities >> bit & 1 for bit in bits)


def look() -> Machine:
    """Find out what this process may do, by trying it in a child that is thrown away."""
    return Machine(
        root=os.geteuid() == 0,
        capabilities=_capabilities(),
        namespaces=_can_unshare(),
        landlock=landlock.abi(),
    )


def choose(wanted: Level | None, floor: Level, machine: Machine) -> Level:
    """The level to run at. Raises LevelRefused, which says what is missing, when the floor cannot be had."""
    level = wanted or machine.best()
    if not machine.permits(level):
        msg = f"This machine does not permit the sandbox level '{level}': {missing(level, machine)}"
        raise LevelRefused(msg)
    if not level.at_least(floor) and wanted and machine.permits(floor):
        raise LevelRefused(f"The settings ask for the sandbox level '{wanted}', and for '{floor}' or stronger.")
    if not level.at_least(floor):
        msg = (
            f"The settings ask for the sandbox level '{floor}' or stronger, and this machine gives '{level}': "
            f"{missing(floor, machine)}"
        )
        raise LevelRefused(msg)
    return level


def missing(level: Level, machine: Machine) -> str:
    """Why the level cannot be had here, and what would give it."""
    if not level.namespaces and not machine.landlock:
        return (
            "this kernel has no Landlock, or it is switched off or filtered away. It needs Linux 5.13 with landlock in "
            "its lsm= list, and in Docker version 23 or later."
        )
    if level.own_uid and not machine.root:
        return "it needs root (in a container: the capabilities SETUID, SETGID and KILL)."
    if level is Level.USERNS and machine.root:
        return "it is for ordinary users; as root take 'full' or 'container'."
    if level.namespaces and not machine.namespaces:
        return (
            "namespaces are refused here. On Ubuntu set kernel.apparmor_restrict_unprivileged_userns=0, "
            "in a container allow unshare and mount in its seccomp and AppArmor profiles."
        )
    return "the capabilities SETUID, SETGID and KILL are missing; add them to the container."


def _capabilities() -> int:
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1], 16) for line in status if line.startswith("CapEff:"))


def _can_unshare() -> bool:
    """Try a room's namespaces and a mount in them, in a process of its own: a copy of this one may have threads."""
    command = [sys.executable, "-s", "-P", "-B", "-m", "app.sandbox.trial"]
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
