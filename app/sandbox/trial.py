"""`python -m app.sandbox.trial`: exit 0 if a room's namespaces can be made here, and something mounted in them."""

from __future__ import annotations

import os

from app.sandbox.lockdown import syscalls

FLAGS = syscalls.CLONE_NEWNS | syscalls.CLONE_NEWNET | syscalls.CLONE_NEWIPC | syscalls.CLONE_NEWUTS
FLAGS |= syscalls.CLONE_NEWPID


def main() -> None:
    """Raise OSError at the first thing that is refused."""
    syscalls.unshare(FLAGS | (0 if os.geteuid() == 0 else syscalls.CLONE_NEWUSER))
    syscalls.mount(None, "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    syscalls.mount("tmpfs", "/tmp", "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, "size=64k")


if __name__ == "__main__":
    main()
