"""The file tree a room sees: torch, Python and nothing else, read-only.

Where the machine permits mounts the zygote builds it once and makes it its own root; each room then mounts its scratch
on /tmp. Elsewhere the same list of paths becomes a Landlock rule set. Our own packages are never among them: a
reference solution that could be imported would be a stolen answer.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from app.sandbox.lockdown import syscalls

OURS = ("app", "graders", "reference", "tests")
SYSTEM = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/lib", "/lib64")
FILES = ("/etc/localtime", "/etc/ld.so.cache")
DEVICES = ("/dev/null", "/dev/urandom", "/dev/random")  # no /dev/zero: mapped, it is memory that nothing counts
ANCHORS = ("/mnt", "/srv", "/media", "/opt", "/tmp")  # some directory to mount on; hidden for the zygote alone
SCRATCH = "/tmp"
BEHIND = "behind-the-scratch"


def libraries() -> list[str]:
    """The directories Python, torch and the C library are loaded from, outermost only."""
    paths = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    paths |= {f"{sys.base_prefix}/lib", f"{sys.prefix}/lib", *SYSTEM}
    real = sorted({path for path in paths if path and Path(path).is_dir()})
    return [path for path in real if not any(path.startswith(f"{other}/") for other in real)]


def ours(paths: list[str]) -> list[str]:
    """Where below these directories packages of ours are installed: to be hidden."""
    site = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), str(Path(__file__).parents[2])}
    found = [f"{folder}/{name}" for folder in site for name in OURS if Path(folder, name).exists()]
    return [path for path in found if any(path.startswith(f"{other}/") for other in paths)]


def readable_without_mounts() -> list[str]:
    """The paths for Landlock, which can only allow: where ours lie in a directory, its other entries one by one."""
    paths = libraries()
    hidden = set(ours(paths))
    return [entry for path in paths for entry in _around(path, hidden)]


def _around(path: str, hidden: set[str]) -> Iterator[str]:
    if path in hidden:
        return
    if not any(other.startswith(f"{path}/") for other in hidden):
        yield path
        return
    for entry in sorted(os.listdir(path)):
        yield from _around(f"{path}/{entry}", hidden)


def forget_other_paths() -> None:
    """Take off the module path what is not below the libraries, such as a checkout of ours: no room will see it."""
    libs = libraries()
    sys.path[:] = [path for path in sys.path if any(f"{path}/".startswith(f"{lib}/") for lib in libs)]


def closed_to_others() -> str | None:
    """A directory on the way to the libraries that other users may not pass, if any."""
    return next((found for path in libraries() if (found := first_closed(path))), None)


def first_closed(path: str) -> str | None:
    """The first directory on the way to `path` that other users may not pass, if any."""
    return next((str(parent) for parent in reversed(Path(path).parents) if not parent.stat().st_mode & 0o001), None)


def enter_new_root() -> tuple[tuple[str, str], ...]:
    """Build the tree on a small tmpfs and make it this process's root; the old one is let go.

    The caller is alone in a mount namespace of its own, whose mounts no longer spread. Returns what a room's scratch
    would hide, as when Python was installed below /tmp: where it can be found as well, and where it belongs.
    """
    libs = libraries()
    needed = [*libs, *DEVICES, *FILES]
    free = [p for p in ANCHORS if Path(p).is_dir() and not any(n.startswith(f"{p}/") for n in needed)]
    if not free:
        raise RuntimeError(f"none of {', '.join(ANCHORS)} is there and free of what Python needs")
    root = free[0]
    keep = {path: os.open(path, os.O_PATH) for path in needed if Path(path).exists()}
    syscalls.mount("tmpfs", root, "tmpfs", syscalls.MS_NOSUID | syscalls.MS_NODEV, "size=1m,mode=755")
    for path, handle in keep.items():
        _bind(path, root + path, handle)
        os.close(handle)
    for path in ours(libs):
        syscalls.mount("tmpfs", root + path, "tmpfs", syscalls.MS_RDONLY | syscalls.MS_NOSUID, "size=4k,mode=555")
    os.makedirs(root + SCRATCH, exist_ok=True)
    hidden = tuple((f"/{BEHIND}-{n}", path) for n, path in enumerate(libs) if path.startswith(f"{SCRATCH}/"))
    for source, path in hidden:
        os.makedirs(root + source)
        syscalls.mount(root + path, root + source, None, syscalls.MS_BIND | syscalls.MS_REC)
    flags = syscalls.MS_REMOUNT | syscalls.MS_BIND | syscalls.MS_RDONLY | syscalls.MS_NOSUID | syscalls.MS_NODEV
    syscalls.mount(None, root, None, flags)
    os.chdir(root)
    syscalls.pivot_root(".", ".")
    syscalls.umount(".", syscalls.MNT_DETACH)
    os.chdir("/")
    return hidden


def show_again(hidden: tuple[tuple[str, str], ...]) -> None:
    """Put back, on top of a scratch that was mounted over it, what it hid; with all that is mounted in there."""
    for source, path in hidden:
        os.makedirs(path)
        syscalls.mount(source, path, None, syscalls.MS_BIND | syscalls.MS_REC)


def _bind(path: str, target: str, handle: int) -> None:
    if Path(path).is_symlink() and path in SYSTEM:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.symlink(os.readlink(path), target)
        return
    if Path(path).is_dir():
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        Path(target).touch()
    syscalls.mount(f"/proc/self/fd/{handle}", target, None, syscalls.MS_BIND | syscalls.MS_REC)
    if path in DEVICES:
        return
    # A user namespace may not drop flags that the mount had when it was copied in, so they are named again.
    kept = os.statvfs(target).f_flag & (os.ST_NOEXEC | os.ST_NOSUID | os.ST_NODEV)
    flags = syscalls.MS_REMOUNT | syscalls.MS_BIND | syscalls.MS_RDONLY | syscalls.MS_NOSUID | syscalls.MS_NODEV
    syscalls.mount(None, target, None, flags | (syscalls.MS_NOEXEC if kept & os.ST_NOEXEC else 0))
