"""What is put before a snippet: only what it mentions, on one line, and working."""

from __future__ import annotations

import json
import subprocess
import sys

from app.sandbox import wire
from app.sandbox.selfcheck.helpers import CONSTANTS, HELPERS, mentioned, prelude

PLUMBING = """
import fcntl, os, socket
from app.sandbox import wire
pair = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
ours, theirs = (socket.socket(fileno=fcntl.fcntl(one.detach(), fcntl.F_DUPFD, 10)) for one in pair)
os.dup2(theirs.fileno(), 3)
inside = socket.socket(fileno=3)
"""


def run(code: str, *, plumbing: bool = False) -> str:
    """Run code in a process of its own, with a channel on descriptor 3 if wanted; return what it printed."""
    command = [sys.executable, "-c", f"{PLUMBING if plumbing else ''}\n{prelude(code, {})}\n{code}"]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.strip()


def test_nothing_is_put_before_a_snippet_that_mentions_nothing() -> None:
    """A plain snippet goes in as it is."""
    assert prelude("x = 1", {"VICTIM": 5}) == ""


def test_only_what_is_mentioned_is_put_before() -> None:
    """A snippet is told no more than it uses."""
    assert prelude("os.kill(VICTIM, 9)", {"VICTIM": 5, "PORT": 7}) == "VICTIM = 5"


def test_a_part_of_a_longer_word_is_no_mention() -> None:
    """`PORTS` is not `PORT`."""
    assert prelude("PORTS = 1", {"PORT": 7}) == ""


def test_a_helper_brings_what_it_uses() -> None:
    """`reached` comes with `call`, and `call` with the numbers asked for, in an order that works."""
    assert run('print(reached(("bind", -1, 0, 0)))') == "['bind: bind (9)']"
    assert prelude('call("bind")', {}).startswith("NUMBERS = {'bind': (49, 200)}; exec(")


def test_mentioning_goes_through_helpers() -> None:
    """A snippet that takes a name mentions MARK, which is what the suite looks for afterwards."""
    assert mentioned("take_name()", ["MARK", "PORT"]) == {"MARK"}
    assert mentioned("take_names()", ["MARK", "PORT"]) == set()


def test_a_call_raises_what_the_kernel_says() -> None:
    """The errno of a system call becomes the exception that Python has for it."""
    code = 'try:\n    call("connect", -1, 0, 0)\nexcept OSError as error:\n    print(error.errno, error.strerror)'
    assert run(code) == "9 connect"


def test_a_copy_made_by_a_call_ends_at_once() -> None:
    """A child of a raw clone does not go on with the snippet."""
    assert run('import os, sys\nprint(call("clone", 17, 0, 0, 0, 0) > 0)\nsys.stdout.flush()') == "True"


def test_frames_are_those_of_the_wire() -> None:
    """A forged frame is byte for byte what the inside would send."""
    names: dict[str, object] = dict(CONSTANTS)
    exec(HELPERS["frame"], names)  # noqa: S102 - our own text
    made = names["frame"](wire.Kind.FINISHED, b"{}", b"abc", 3)  # type: ignore[operator]
    assert made == wire.Frame(kind=wire.Kind.FINISHED, cell=3, text=b"{}", blob=b"abc").pack()


def test_sending_goes_packet_by_packet() -> None:
    """Bytes larger than a packet arrive whole on the other side."""
    code = """
import threading
sent = frame(FACTS, b"x" * 200_000)
threading.Thread(target=send, args=(sent,)).start()
got = wire.receive(ours, 1 << 20)
print(got.kind.name, len(got.text))
"""
    assert run(code, plumbing=True) == "FACTS 200000"


def test_a_relay_changes_what_the_inside_says() -> None:
    """What the inside sends reaches the broker altered, doubled or not at all, as the snippet likes."""
    code = """
import json
def change(kind, cell, text, blob):
    if kind == STARTED:
        return []
    return [frame(kind, text.replace(b"right", b"wrong"), blob, cell)] * (2 if kind == END else 1)
relay(change)
for kind, text in ((wire.Kind.STARTED, b""), (wire.Kind.FINISHED, b"right" * 50_000), (wire.Kind.END, b"")):
    wire.send(inside, wire.Frame(kind=kind, cell=4, text=text, blob=b"b"))
got = [wire.receive(ours, 1 << 20) for _ in range(3)]
print(json.dumps([(one.kind.name, one.cell, one.text[:5].decode(), len(one.text), len(one.blob)) for one in got]))
"""
    assert json.loads(run(code, plumbing=True)) == [
        ["FINISHED", 4, "wrong", 250_000, 1],
        ["END", 4, "", 0, 1],
        ["END", 4, "", 0, 1],
    ]
