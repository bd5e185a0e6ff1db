"""Run a command as if on another machine: `python -m tests.emulate KIND COMMAND...`.

`container`                 default Docker as root: the capabilities SETUID, SETGID and KILL, no namespaces, no mounts
                            (refused by capability and filter, clone3 unknown), no cgroups, a declared tmpfs per slot
`user`                      an ordinary user, where namespaces are allowed
`user-without-namespaces`   an ordinary user, where a filter refuses them

The first two need root. Where this project or its Python lie under a directory that only root may pass, they are shown
to the command at the same paths in a mount namespace, as an ordinary installation would have them.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

from app.sandbox.lockdown import identity, numbers, syscalls
from app.sandbox.roots import first_closed

USER = 61900
SLOTS, FIRST_UID = 16, 61000
SHELF = "/mnt"  # where the declared scratch spaces are mounted
CAPABILITIES = (5, 6, 7)  # KILL, SETGID, SETUID
NAMESPACES = 0x7E020000 | 0x80
ALLOW, REFUSE, UNKNOWN = 0x7FFF0000, 0x00050001, 0x00050026
KINDS = ("container", "user", "user-without-namespaces")
REPO = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str]) -> None:
    """Become the machine, then the command."""
    kind, command = arguments[0], list(arguments[1:])
    if kind not in KINDS:
        sys.exit(f"no such machine: {kind}; there are {', '.join(KINDS)}")
    if os.geteuid() == 0:
        syscalls.unshare(syscalls.CLONE_NEWNS)
        syscalls.mount(None, "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
        _open_the_way()
    if kind == "container":
        _declare_scratch()
        _keep_capabilities()
    elif os.geteuid() == 0:
        os.environ["HOME"] = "/tmp"
        identity.become(USER, USER)
    if kind != "user":
        identity.no_new_privileges()
        _refuse_namespaces()
    os.execvp(command[0], command)  # noqa: S606 - the command is the caller's own


def _open_the_way() -> None:
    """Show Python and the project to every user, at their own paths."""
    needed = [Path(sys.base_prefix), Path(sys.prefix), REPO]
    blocked = {path: first_closed(str(path)) for path in needed}
    for closed in sorted({parent for parent in blocked.values() if parent}):
        inner = [path for path in needed if blocked[path] == closed]
        handles = {path: os.open(path, os.O_PATH) for path in inner}
        syscalls.mount("tmpfs", closed, "tmpfs", 0, "mode=755")
        for path, handle in handles.items():
            path.mkdir(parents=True, exist_ok=True)
            syscalls.mount(f"/proc/self/fd/{handle}", str(path), None, syscalls.MS_BIND | syscalls.MS_REC)
            os.close(handle)


def _declare_scratch() -> None:
    """What the compose file declares: a small tmpfs for each slot, owned by the slot's user. And no cgroups."""
    syscalls.mount("tmpfs", SHELF, "tmpfs", 0, "mode=755")
    places = []
    for slot in range(SLOTS):
        places.append(f"{SHELF}/{slot}")
        Path(places[-1]).mkdir()
        options = f"size=64m,nr_inodes=1k,mode=700,uid={FIRST_UID + slot},gid={FIRST_UID + slot}"
        syscalls.mount("tmpfs", places[-1], "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, options)
    os.environ["ALLCLOSE_SCRATCH"] = ":".join(places)
    syscalls.mount("tmpfs", "/sys/fs/cgroup", "tmpfs", syscalls.MS_RDONLY, "mode=555")


def _keep_capabilities() -> None:
    for capability in range(64):
        if capability not in CAPABILITIES:
            try:
                syscalls.prctl(syscalls.PR_CAPBSET_DROP, capability)
            except OSError:
                break
    mask = sum(1 << capability for capability in CAPABILITIES)
    syscalls.call("capset", struct.pack("=Ii", 0x20080522, 0), struct.pack("=6I", mask, mask, 0, 0, 0, 0))


def _refuse_namespaces() -> None:
    """A filter like default Docker's, as far as namespaces go: everything else is allowed."""
    calls = numbers.here().calls
    program = [(0x20, 0, 0, 0), (0x15, 0, 1, calls["clone3"]), (0x06, 0, 0, UNKNOWN)]
    for name in ("unshare", "setns", "mount", "umount2", "pivot_root"):
        program += [(0x15, 0, 1, calls[name]), (0x06, 0, 0, REFUSE)]
    program += [(0x15, 0, 3, calls["clone"]), (0x20, 0, 0, 16), (0x45, 0, 1, NAMESPACES), (0x06, 0, 0, REFUSE)]
    program += [(0x06, 0, 0, ALLOW)]
    packed = b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
    buffer = bytearray(packed)
    address = ctypes.addressof((ctypes.c_char * len(buffer)).from_buffer(buffer))
    syscalls.call("seccomp", 1, 0, struct.pack("=H6xQ", len(program), address))


if __name__ == "__main__":
    main(sys.argv[1:])
