"""What snippets may use without writing it out: raw system calls, forged frames, a man in the middle.

A helper travels into the room as text. Only those that a snippet mentions go, on the one line before its own first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from app.sandbox import wire
from app.sandbox.selfcheck.calls import NUMBERS

HELPERS: Mapping[str, str] = {
    "call": '''
def call(name, *arguments):
    """Make a system call by name; raises OSError as the kernel or the filter says."""
    import ctypes, os
    number = NUMBERS[name][("x86_64", "aarch64").index(os.uname().machine)]
    if number is None:
        raise OSError(38, f"no {name} on this machine")
    syscall = ctypes.CDLL(None, use_errno=True).syscall
    syscall.restype = ctypes.c_long
    got = syscall(ctypes.c_long(number), *[a if isinstance(a, bytes) else ctypes.c_long(a) for a in arguments])
    if got == 0 and name == "clone":
        os._exit(0)  # the copy
    if got == -1:
        raise OSError(ctypes.get_errno(), name)
    return got
''',
    "reached": '''
def reached(*calls):
    """Which of these calls got as far as the kernel: anything but "not permitted" and "no such call"."""
    got = []
    for name, *arguments in calls:
        try:
            got.append(f"{name} gave {call(name, *arguments)}")
        except OSError as error:
            if error.errno not in (1, 38):
                got.append(f"{name}: {error.strerror or error} ({error.errno})")
    return got
''',
    "frame": '''
def frame(kind, text=b"", blob=b"", cell=0):
    """One frame as the inside would send it."""
    import struct
    return struct.pack(HEADER, kind, cell, len(text), len(blob)) + text + blob
''',
    "send": '''
def send(data, descriptor=3):
    """Put bytes on the channel, packet by packet."""
    import os
    for at in range(0, len(data), 1 << 16):
        os.write(descriptor, data[at : at + (1 << 16)])
''',
    "relay": '''
def relay(change):
    """Stand between the inside and the broker; `change` gets each frame's parts and returns what goes on."""
    import os, socket, struct, threading
    real = os.dup(3)
    mine, theirs = socket.socketpair()
    os.dup2(theirs.fileno(), 3)
    def exactly(size):
        data = b""
        while len(data) < size:
            data += mine.recv(size - len(data)) or os._exit(0)
        return data
    def pump():
        while True:
            kind, cell, text, blob = struct.unpack(HEADER, exactly(struct.calcsize(HEADER)))
            for data in change(kind, cell, exactly(text), exactly(blob)):
                send(data, real)
    threading.Thread(target=pump, daemon=True).start()
''',
    "take_name": '''
def take_name():
    """Bear MARK as the process's name, by which the suite finds whoever is left."""
    import ctypes
    ctypes.CDLL(None).prctl(15, MARK.encode(), 0, 0, 0)
''',
}
CONSTANTS: Mapping[str, object] = {"HEADER": wire.HEADER.format} | {kind.name: kind.value for kind in wire.Kind}


def prelude(text: str, constants: Mapping[str, object]) -> str:
    """One line that defines whatever of the constants and helpers `text` mentions; empty if it mentions none."""
    used = _with_helpers(text)
    numbers = {name: pair for name, pair in NUMBERS.items() if f'"{name}"' in text}
    known = {**CONSTANTS, **constants, "NUMBERS": numbers}
    parts = [f"{name} = {value!r}" for name, value in known.items() if _mentions(used, name)]
    parts += [f"exec({source!r})" for source in reversed(used[1:])]
    return "; ".join(parts)


def mentioned(text: str, names: Iterable[str]) -> frozenset[str]:
    """Which of the names a snippet mentions, or a helper that it uses."""
    used = _with_helpers(text)
    return frozenset(name for name in names if _mentions(used, name))


def _with_helpers(text: str) -> list[str]:
    used = [text]
    for name, source in reversed(list(HELPERS.items())):  # a helper may use those above it
        if _mentions(used, name):
            used.append(source)
    return used


def _mentions(texts: list[str], name: str) -> bool:
    return any(re.search(rf"\b{name}\b", text) for text in texts)
