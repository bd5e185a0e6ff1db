"""The layers of the room by name: which stand at which level, what is missing on a machine, and how to get it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.sandbox.levels import Level
from app.sandbox.lockdown import landlock


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One wall: whether it stands here and, if not, why and what would raise it."""

    name: str
    on: bool
    why_not: str = ""
    remedy: str = ""


NAMESPACES = ("pid namespace", "mount namespace with a root of its own", "ipc namespace", "uts namespace")


@lru_cache
def standing(level: Level) -> tuple[str, ...]:
    """The layers that stand at a level whatever the machine, and Landlock's version here; for a report's record."""
    return tuple(layer.name for layer in examine(level, None) if layer.on)


def examine(level: Level, status: Mapping[str, object] | None) -> list[Layer]:
    """Every layer. `status` is what the broker says of itself; None leaves out what only it knows (groups, scratch)."""
    abi = landlock.abi()
    found = [
        *(_namespace(name, level) for name in (*NAMESPACES, "empty network namespace")),
        Layer(
            name="a uid for each room",
            on=level.own_uid,
            why_not="" if level.own_uid else f"the level '{level}' has one user for all rooms",
            remedy="" if level.own_uid else "run the worker as root, or in a container with SETUID, SETGID and KILL",
        ),
        Layer(name="no new privileges", on=True),
        Layer(name="no capabilities", on=True),
        Layer(name="resource limits", on=True),
        Layer(
            name=f"Landlock (ABI {abi})" if abi else "Landlock",
            on=abi > 0,
            why_not="" if abi else "this kernel has no Landlock, or it is switched off",
            remedy=""
            if abi
            else "use Linux 5.13 or later with landlock in the lsm= list; in Docker, version 23 or later",
        ),
        Layer(name="seccomp allow-list", on=True),
        Layer(name="sealed memory for printed text", on=True),
    ]
    if status is not None:
        found += [_groups(status), _scratch(level, status)]
    return found


def _namespace(name: str, level: Level) -> Layer:
    return Layer(
        name=name,
        on=level.namespaces,
        why_not="" if level.namespaces else f"the level '{level}' makes no namespaces",
        remedy="" if level.namespaces else "run as root, or where user namespaces are allowed",
    )


def _groups(status: Mapping[str, object]) -> Layer:
    on = bool(status["groups"])
    return Layer(
        name="control group for memory and processes",
        on=on,
        why_not="" if on else str(status["groups_why_not"]),
        remedy="" if on else "run as root, or in a systemd service with Delegate=yes and DelegateSubgroup=main",
    )


def _scratch(level: Level, status: Mapping[str, object]) -> Layer:
    orders = status["orders"]
    assert isinstance(orders, dict)
    on = level.namespaces or bool(orders["scratch"])
    return Layer(
        name="scratch space of a fixed size",
        on=on,
        why_not="" if on else "without mounts of our own a file bomb would fill the machine's disk, so there is none",
        remedy="" if on else "declare one size- and inode-limited tmpfs per slot (ALLCLOSE_SCRATCH)",
    )
