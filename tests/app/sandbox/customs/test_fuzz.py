"""Whatever bytes come out of the room, the desk reads them or refuses them, and does so soon."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Iterable
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sandbox.box import Program
from app.sandbox.customs import Declared, declare, line_of_crash
from app.sandbox.customs.printed import keep
from app.sandbox.inside.budget import Budget
from app.sandbox.inside.tensors import Cargo
from app.sandbox.inside.values import namespace
from app.sandbox.wire import Frame, Kind, split
from graders.plan import Call, Data, InputSize, ModelCall, Plan, Vary
from tests.app.sandbox.customs.forms import ANSWER, FINISHED, RAISED, RECORD, TENSOR, cell, end, facts, frame

PROGRAM = Program.of("import torch", "y = torch.ones(2)")
PLAN = Plan(
    calls=(Call(name="a", function="f", after=1),),
    models=(ModelCall(name="m", rows=torch.ones(2, 2), size=InputSize.OWN, after=1),),
    vary=Vary(data=(Data(name="d", old=((2,),)),)),
)
SECONDS = 0.25  # of CPU for a run of a few kilobytes; it takes a hundredth of that
CHANGED = [[0, 1, 0, 2, 3.5], [None, 1, 3, -1.0, 7]]
MODEL = {
    "type": "N",
    "called": "n",
    "token": 4,
    "rows": None,
    "value": {"plain": 1},
    "blank": {"plain": 2},
    "raised": RAISED,
}
CHILD: dict[str, Any] = {
    "type": "C",
    "token": None,
    "training": False,
    "options": {},
    "parameters": [],
    "buffers": [],
    "children": [],
}


def _run() -> list[Frame]:
    cargo = Cargo()
    weight = torch.nn.Parameter(torch.rand(3, 2))
    weight.grad = torch.rand(3, 2)
    values = {
        "w": weight,
        "x": torch.arange(3),
        "b": torch.tensor([True, False]),
        "e": torch.empty(0, 3),
        "n": [1, 2.5, "text", None, (float("nan"),)],
        "s": torch.eye(2).to_sparse(),
        "m": torch.ones(1, device="meta"),
    }
    place = ["operator", 1, 1, 4, 1, 9, "*"]
    part = ["weight", 5, cargo.tensor(weight)]
    module = {
        "type": "torch.nn.Linear",
        "token": 4,
        "training": True,
        "options": {"in_features": {"plain": 2}},
        "parameters": [part],
        "buffers": [],
        "children": [["0", CHILD]],
    }
    optimiser = {"type": "torch.optim.sgd.SGD", "groups": [{"options": {"lr": {"plain": 0.1}}, "parameters": [5]}]}
    record = RECORD | {
        "instrumented": True,
        "places": [place],
        "made": [
            [0, 1, {"module": module}, 4, None, "torch.relu", 4, [], 1],
            [0, 2, cargo.tensor(torch.ones(2)), 1, 2, None, None, [0, None], 6],
            [0, 3, {"called": ["torch.dtype", "torch.float32"]}, None, None, None, None, [], 0],
            [0, 4, None, 1, 2, None, None, [], 2],
        ],
        "names": {"x": [1, 2]},
        "living": [[6, {"optimiser": optimiser}]],
        "caught": [RAISED],
        "dropped": 3,
    }
    told = FINISHED | {
        "record": record,
        "namespace": namespace(values, cargo, Budget()),
        "raised": RAISED,
        "warnings": [{"category": "UserWarning", "message": "m", "place": [1, 1, None]}],
    }
    return [
        facts(2, names=["a", "b"], calls=["torch.relu"], literals=[[1, 1, 0], ["t", 1, 3]], substituted=CHANGED),
        *cell(0),
        frame(Kind.STARTED, 1),
        frame(Kind.FINISHED, 1, told, cargo.take()),
        frame(Kind.ANSWERS, 1, [ANSWER, [MODEL | {"rows": cargo.tensor(torch.ones(2, 3))}]], cargo.take()),
        end(),
    ]


RUN = _run()
RAW = b"".join(one.pack() for one in RUN)


def attempt(frames: Iterable[Frame], printed: bytes = b"") -> Declared | None:
    """Declare; nothing is raised, within the time. None if something was refused."""
    gc.disable()  # a full collection of what the tests have loaded is not the reader's time
    begun = time.process_time()
    try:
        declared = declare(PROGRAM, PLAN, frames, printed)
        return None if declared.refused else declared
    finally:
        took = time.process_time() - begun
        gc.enable()
        assert took < SECONDS


def attempt_raw(raw: bytes) -> None:
    """The same from the wire's bytes on."""
    attempt(split(raw))


def test_the_run_that_is_spoilt_below_is_a_good_one() -> None:
    """Else the tests below would test nothing."""
    told = attempt(split(RAW))
    assert told is not None
    assert told.ended
    assert len(told.observation.cells[1].namespace) == 7
    assert len(told.observation.cells[1].made) == 4
    assert told.observation.cells[1].living


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_as_a_run(raw: bytes) -> None:
    """Straight from the wire."""
    attempt_raw(raw)


@settings(deadline=None)
@given(st.sampled_from(list(Kind)), st.integers(0, 3), st.binary(max_size=200), st.binary(max_size=64))
def test_random_bytes_as_a_frame(kind: Kind, index: int, text: bytes, blob: bytes) -> None:
    """At any place in the run."""
    for before in range(len(RUN)):
        attempt([*RUN[:before], Frame(kind=kind, cell=index, text=text, blob=blob)])


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(RAW) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_flipped_bytes(changes: list[tuple[int, int]]) -> None:
    """Anywhere, headers included."""
    raw = bytearray(RAW)
    for at, byte in changes:
        raw[at] = byte
    attempt_raw(bytes(raw))


@settings(deadline=None)
@given(st.integers(0, len(RAW)), st.integers(0, len(RAW)))
def test_a_piece_cut_out_or_said_twice(start: int, end_at: int) -> None:
    """Truncated, shortened in the middle, or with a part repeated."""
    attempt_raw(RAW[:start])
    attempt_raw(RAW[:start] + RAW[end_at:])


@settings(deadline=None)
@given(st.lists(st.sampled_from(RUN), max_size=10))
def test_frames_in_any_order(frames: list[Frame]) -> None:
    """Duplicated, left out, and turned round."""
    told = attempt(frames)
    if told is not None:
        assert [one.kind for one in frames] == [one.kind for one in RUN[: len(frames)]]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["tensor", "float32", "cpu", "nan"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["plain", "float", "items", "cut", "same", "tensor", "other", *TENSOR])
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def _paths(told: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    return [path, *(deeper for key, value in inner for deeper in _paths(value, (*path, key)))]


TOLD = [json.loads(one.text) if one.text else None for one in RUN]
PLACES = [(index, path) for index, told in enumerate(TOLD) for path in _paths(told) if told is not None]


@settings(max_examples=1000, deadline=None)
@given(st.sampled_from(PLACES), JSON)
def test_any_field_replaced_by_any_json(place: tuple[int, tuple[Any, ...]], other: Any) -> None:
    """Each value of the run, at any depth."""
    index, path = place
    spoilt = json.loads(RUN[index].text)
    if path:
        inner = spoilt
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = other
    else:
        spoilt = other
    one = RUN[index]
    text = json.dumps(spoilt).encode()
    attempt([*RUN[:index], Frame(kind=one.kind, cell=one.cell, text=text, blob=one.blob), *RUN[index + 1 :]])


@settings(deadline=None)
@given(
    st.lists(
        st.integers(0, 2**63 - 1) | st.sampled_from([0, 1, 2, 2**31, 2**32, 2**61, 2**62, 2**63 - 1]), max_size=66
    ),
    st.integers(0, 64) | st.integers(0, 2**63),
    st.sampled_from(["float32", "bool", "complex128", "uint8", "bfloat16"]),
    st.binary(max_size=48),
)
def test_tensors_of_any_shape_over_any_bytes(shape: list[int], size: int, dtype: str, blob: bytes) -> None:
    """No product overflows, and no tensor reaches past its bytes."""
    told = {"v": {"tensor": TENSOR | {"shape": shape, "bytes": size, "dtype": dtype}}}
    declared = attempt([RUN[0], *cell(0, blob, namespace=told)])
    if declared is not None:
        seen = declared.observation.cells[0].namespace["v"]
        assert seen.value.numel() * seen.value.element_size() <= len(blob)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "bomb",
    [
        b'{"namespace":' + b'{"a":' * 50_000,
        b"[" * 1_000_000,
        b'{"raised":null,"exit":false,"stdout_end":0,"warnings":[],"namespace":{"a":{"plain":1e999}}}',
        b'{"raised":null,"exit":false,"stdout_end":0,"warnings":[],"namespace":{"a":{"plain":'
        + b"9" * 100_000
        + b"}}}",
        b'{"raised":null,"exit":false,"stdout_end":' + b"9" * 4000 + b',"warnings":[],"namespace":{}}',
        b'{"raised":null,"exit":false,"stdout_end":0,"warnings":[],"namespace":{"a":{"plain":NaN}}}',
    ],
    ids=["deep-objects", "deep-lists", "1e999", "digits", "huge-offset", "nan"],
)
def test_bombs(bomb: bytes) -> None:
    """Texts made to hurt the reader."""
    assert attempt([*RUN[:1], frame(Kind.STARTED, 0), Frame(kind=Kind.FINISHED, cell=0, text=bomb)]) is None


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_printed_text(printed: bytes) -> None:
    """It is kept, and searched for a crash, whatever it is."""
    keep(printed)
    line_of_crash(PROGRAM, b"Fatal Python error: " + printed)


def test_a_small_run_is_read_in_a_fraction_of_a_millisecond() -> None:
    """It is on every submission's way; the bound is wide, since machines are busy."""
    run = [facts(names=["torch", "y"]), *cell(0, bytes(16), namespace={"y": {"tensor": TENSOR}}), end()]
    program, plan = Program.of("y = 1"), Plan()
    taken = []
    for _ in range(50):
        begun = time.process_time()
        declare(program, plan, run, b"")
        taken.append(time.process_time() - begun)
    assert min(taken) < 0.001
