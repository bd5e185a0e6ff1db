"""The dry run, which must leave no trace."""

from __future__ import annotations

import linecache
import random
import sys
import warnings
from typing import TYPE_CHECKING

import numpy as np
import torch

from app.sandbox.inside import rehearse
from tests.app.sandbox.inside.rooms import Rooms

if TYPE_CHECKING:
    import pytest


def test_a_rehearsal_puts_everything_back(capfd: pytest.CaptureFixture[str]) -> None:
    """Random streams, modules, streams, warnings and the line cache are as they were, and nothing is printed."""
    rehearse()  # what is imported on first use may add filters of its own
    before = _state()
    filters = list(warnings.filters)
    rehearse()
    for old, new in zip(before, _state(), strict=True):
        assert old is new or old == new
    assert warnings.filters == filters
    assert not [name for name in linecache.cache if name.startswith("<cell")]
    assert capfd.readouterr() == ("", "")


def test_a_rehearsal_comes_to_its_end() -> None:
    """It raises what it means to raise and nothing else; a rehearsal that breaks off would warm up half."""
    from app.sandbox.inside import rehearsal

    sent: list[tuple[int, bytes]] = []
    original = rehearsal._Nobody.send
    try:
        rehearsal._Nobody.send = lambda _, kind, __, text, ___: sent.append((kind, text))  # type: ignore[method-assign, assignment]
        rehearse()
    finally:
        rehearsal._Nobody.send = original  # type: ignore[method-assign]
    assert [kind for kind, _ in sent] == [3, 4, 5, 7, 4, 5, 9]
    assert b'"raised":null' in sent[2][1]
    assert b'"plain":2' in sent[3][1]
    assert b"rehearsed" in sent[5][1]


def test_a_room_that_rehearsed_starts_afresh(rooms: Rooms) -> None:
    """Neither names nor printed text of the rehearsal are met by the student."""
    told = rooms.run("n = len(globals())\nimport sys\nm = '<cell 2>' in __import__('linecache').cache")
    assert told.last.namespace["n"] == 7
    assert told.last.namespace["m"] is False
    assert told.stdout == b""


def _state() -> tuple[object, ...]:
    return (
        torch.get_rng_state().tolist(),
        repr(np.random.get_state()),  # noqa: NPY002 - the students' own stream
        random.getstate(),
        *(sys.stdin, sys.stdout, sys.stderr, sys.__stdout__),
        sys.modules["__main__"],
        warnings.showwarning,
        sys.getrecursionlimit(),
        torch.is_grad_enabled(),
        torch.get_default_dtype(),
    )
