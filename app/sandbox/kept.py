"""Runs that are kept: two boxes around another one, which note what was run, and recall it instead of running it again.

What is kept of a run are the very bytes in which the answer came, under a key that is a digest of the order: program,
plan and limits. Who asks for the same run again is given the same answer, read anew by the customs desk, with all its
caps: a room's bytes do not become honest by lying in a database. Who asks for another run has it made. So a question of
which only the checks have changed is judged from what is kept, and one whose plan has changed is run again, and nobody
has to say which is which.

The form is our own: for each run a header of fixed size, then the layers as strict JSON, the head and the body.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import struct
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from app.sandbox import wire
from app.sandbox.box import Box, Limits, Program, Run, Told
from app.sandbox.client import order
from app.sandbox.levels import Level
from app.sandbox.verdict import Answer, conclude
from graders.observation import RunStatus
from graders.plan import Plan

HEADER = struct.Struct("<16sIII")  # the key; lengths of layers, head and body
SHAPE = ("inside", "wire.py", "ending.py", "verdict.py")  #: what decides how a room's bytes are to be read
LAYERS, LAYER = 64, 100  #: of what is read: how many, and how long each

Key = bytes


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One run as it is kept."""

    key: Key
    told: Told
    layers: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes when packed, but for its layers."""
        return HEADER.size + len(self.told.head) + len(self.told.body)


@dataclass(frozen=True, kw_only=True)
class Noting:
    """A box that notes what was run in another one. What failed through our fault is not worth it."""

    box: Box
    _made: list[tuple[Program, Plan, Limits, Run]] = field(default_factory=list)

    def run(self, program: Program, plan: Plan, limits: Limits) -> Run:
        """See `Box`."""
        run = self.box.run(program, plan, limits)
        self._made.append((program, plan, limits, run))
        return run

    def kept(self) -> list[Kept]:
        """All that can be kept, in the order in which it was run."""
        return [
            Kept(key=key_of(program, plan, limits), told=run.told, layers=run.layers)
            for program, plan, limits, run in self._made
            if run.told is not None and run.status is not RunStatus.BOX_FAILED
        ]


class Recalling:
    """A box that runs only what is not kept."""

    def __init__(self, box: Box, kept: Iterable[Kept]) -> None:
        self._box = box
        self._kept: Mapping[Key, Kept] = {one.key: one for one in reversed(list(kept))}
        self._lock = threading.Lock()
        self.ran = 0  #: how many had to be run
        self.recalled = 0

    def run(self, program: Program, plan: Plan, limits: Limits) -> Run:
        """See `Box`."""
        run = self._recall(program, plan, limits)
        with self._lock:
            self.recalled += run is not None
            self.ran += run is None
        return run or self._box.run(program, plan, limits)

    def _recall(self, program: Program, plan: Plan, limits: Limits) -> Run | None:
        """Read what is kept of this run; None where nothing is, or nothing that can be read."""
        kept = self._kept.get(key_of(program, plan, limits)) if self._kept else None
        if kept is None:
            return None
        try:
            answer = Answer.read(wire.Frame(kind=wire.Kind.ANSWER, text=kept.told.head, blob=kept.told.body))
            run = conclude(program, plan, answer, limits, Level.SAME_UID)
        except Exception:
            return None
        return None if run.status is RunStatus.BOX_FAILED else replace(run, layers=kept.layers)


def key_of(program: Program, plan: Plan, limits: Limits) -> Key:
    """A digest of all that is asked for. The names by which the checks know the answers are no part of it."""
    job = order(program, plan, limits)
    return hashlib.blake2b(job.text + job.blob, digest_size=16).digest()


@cache
def form() -> int:
    """Tell this form from others: a number that follows the code that decides how a room's bytes read, and torch."""
    here = Path(__file__).parent
    files = [file for name in SHAPE for file in _files(here / name)]
    digest = hashlib.blake2b(importlib.metadata.version("torch").encode(), digest_size=8)
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return int.from_bytes(digest.digest()) >> 1  # what a column holds


def pack(kept: Iterable[Kept]) -> bytes:
    """Write runs down."""
    pieces: list[bytes] = []
    for one in kept:
        layers = json.dumps(one.layers).encode()
        pieces += [HEADER.pack(one.key, len(layers), len(one.told.head), len(one.told.body))]
        pieces += [layers, one.told.head, one.told.body]
    return b"".join(pieces)


def unpack(packed: bytes) -> list[Kept]:
    """Read what `pack` has written (ValueError for anything else)."""
    found, at = [], 0
    while at < len(packed):
        if len(packed) - at < HEADER.size:
            raise ValueError("a kept run has no header")
        key, layers, head, body = HEADER.unpack_from(packed, at)
        ends = [at + HEADER.size, layers, head, body]
        for index in range(1, 4):
            ends[index] += ends[index - 1]
        if ends[-1] > len(packed):
            raise ValueError("a kept run is cut off")
        told = Told(head=packed[ends[1] : ends[2]], body=packed[ends[2] : ends[3]])
        found.append(Kept(key=key, told=told, layers=_layers(packed[ends[0] : ends[1]])))
        at = ends[3]
    return found


def _layers(text: bytes) -> tuple[str, ...]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("the layers of a kept run are no JSON") from None
    right = (
        isinstance(told, list) and len(told) <= LAYERS and all(type(one) is str and len(one) <= LAYER for one in told)
    )
    if not right:
        raise ValueError("the layers of a kept run are no list of names")
    return tuple(told)


def _files(place: Path) -> list[Path]:
    return sorted(place.glob("*.py")) if place.is_dir() else [place]
