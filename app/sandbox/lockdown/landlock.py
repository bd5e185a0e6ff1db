"""Landlock: what of the file system, the network and other processes a process may still reach.

An ordinary user may use it, in a container too, and it needs no file tree of one's own. What a kernel's version (its
ABI) cannot refuse stays open and is left to the other layers:

ABI 1 (Linux 5.13) files · 2 (5.19) renaming across directories · 3 (6.2) truncating · 4 (6.7) TCP · 5 (6.10) ioctl on
devices · 6 (6.12) abstract unix sockets, signals to outsiders · 7 (6.15) silence in the audit log.
"""

import functools
import os
import stat
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.sandbox.lockdown.syscalls import call

NEWEST = 7  #: the newest ABI this module speaks; a newer kernel is spoken to in this one

WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5
MAKE_DIR, MAKE_REG, MAKE_SYM, REFER, TRUNCATE, IOCTL_DEV = 1 << 7, 1 << 8, 1 << 12, 1 << 13, 1 << 14, 1 << 15

_READ = READ_FILE | READ_DIR
_WRITE = WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SYM | REFER | TRUNCATE
_OF_A_FILE = WRITE_FILE | READ_FILE | TRUNCATE  # other bits make a rule about a file invalid

_TCP_BIND_AND_CONNECT = 3
_ABSTRACT_SOCKETS_AND_SIGNALS = 3
_VERSION, _PATH_BENEATH, _LOG_SAME_EXEC_OFF = 1, 1, 1


@functools.cache
def abi() -> int:
    """Give the ABI of this kernel, at most `NEWEST`; 0 where Landlock is absent, switched off, or filtered away."""
    try:
        return min(call("landlock_create_ruleset", None, 0, _VERSION), NEWEST)
    except OSError:
        return 0


@dataclass(frozen=True, kw_only=True)
class Ruleset:
    """Paths that stay open; everything else is refused (EACCES; EPERM for signals and abstract sockets).

    Links are followed now, when the rules are made, and what lies at the path is meant from then on, not its name.
    Nothing may be executed, and no device, socket or pipe made, anywhere. In `write` one may also read, rename from one
    directory to another (from ABI 2; below, that gives EXDEV) and truncate.
    """

    read: Sequence[str] = ()  #: directories, with all below; a file among them is readable too
    write: Sequence[str] = ()  #: directories, with all below
    files_read: Sequence[str] = ()
    files_write: Sequence[str] = ()  #: for reading as well
    missing_ok: bool = False  #: leave out paths that do not exist, instead of raising FileNotFoundError

    def build(self, version: int | None = None) -> int:
        """Give a descriptor (close-on-exec) for `restrict`, made for ABI `version`, by default the kernel's.

        Raises OSError where there is no Landlock, and for a path that cannot be opened.
        """
        opened = self.open(version)
        try:
            return opened.build()
        finally:
            opened.close()

    def open(self, version: int | None = None) -> "Opened":
        """Look the paths up once, for rule sets that this process and its children build. Raises as `build` does."""
        version = abi() if version is None else version
        handled, attributes = _handled(version)
        opened = Opened(attributes=attributes, handled=handled)
        try:
            for path, rights in self._rights():
                self._add(opened, path, rights & handled)
        except BaseException:
            opened.close()
            raise
        return opened

    def _rights(self) -> Iterator[tuple[str, int]]:
        for paths, rights in (
            (self.read, _READ),
            (self.write, _READ | _WRITE),
            (self.files_read, READ_FILE),
            (self.files_write, _OF_A_FILE),
        ):
            yield from ((path, rights) for path in paths)

    def _add(self, opened: "Opened", path: str, rights: int) -> None:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            if self.missing_ok:
                return
            raise
        opened.places.append(place)
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_A_FILE
        opened.rules.append(struct.pack("=Qi", rights, place))


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A rule set whose paths are open."""

    attributes: bytes
    handled: int
    places: list[int] = field(default_factory=list)  #: descriptors
    rules: list[bytes] = field(default_factory=list)

    def build(self, write: str | None = None) -> int:
        """Give a descriptor (close-on-exec) for `restrict`; `write` is one more directory to write in."""
        ruleset = call("landlock_create_ruleset", self.attributes, len(self.attributes), 0)
        try:
            for rule in self.rules:
                call("landlock_add_rule", ruleset, _PATH_BENEATH, rule, 0)
            if write is not None:
                place = os.open(write, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
                rule = struct.pack("=Qi", (_READ | _WRITE) & self.handled, place)
                try:
                    call("landlock_add_rule", ruleset, _PATH_BENEATH, rule, 0)
                finally:
                    os.close(place)
        except BaseException:
            os.close(ruleset)
            raise
        return ruleset

    def close(self) -> None:
        """Let go of the paths."""
        for place in self.places:
            os.close(place)


def restrict(ruleset: int) -> None:
    """Put this thread, and those it starts from now on, under the rules for good. Needs no_new_privs.

    The descriptor may be closed afterwards. Refusals are kept out of the audit log: a student may cause millions.
    """
    call("landlock_restrict_self", ruleset, _LOG_SAME_EXEC_OFF if abi() >= 7 else 0)


def _handled(version: int) -> tuple[int, bytes]:
    """Give the file rights this ABI can refuse, and struct landlock_ruleset_attr: all in it is refused by default."""
    newer = (REFER if version < 2 else 0) | (TRUNCATE if version < 3 else 0) | (IOCTL_DEV if version < 5 else 0)
    files = ((1 << 16) - 1) & ~newer
    tcp = _TCP_BIND_AND_CONNECT if version >= 4 else 0
    scopes = _ABSTRACT_SOCKETS_AND_SIGNALS if version >= 6 else 0
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    return files, struct.pack("=QQQ", files, tcp, scopes)[:size]
