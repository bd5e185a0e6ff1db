"""Runs that are kept: recalled where the very same is asked for, run where it is not, and never believed."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sandbox import kept
from app.sandbox.box import Limits, Program, Run, Told
from app.sandbox.client import BrokerBox
from app.sandbox.kept import Kept, Noting, Recalling
from graders.observation import RunStatus
from graders.plan import Call, Plan, Vary

PROGRAM = Program.of("import torch\nx = torch.arange(3.) * 2\nprint(x)\ndef f(y): return y + 1")
PLAN = Plan(seed=7, calls=(Call(name="answer", function="f", arguments=(2,)),))
NAMES = st.text("abc ä", max_size=5)
RUNS = st.lists(
    st.builds(
        lambda key, head, body, layers: Kept(key=key, told=Told(head=head, body=body), layers=tuple(layers)),
        st.binary(min_size=16, max_size=16), st.binary(max_size=40), st.binary(max_size=200),
        st.lists(NAMES, max_size=3),
    ),
    max_size=4,
)  # fmt: skip


class Nothing:
    """A box that is never to be used."""

    def run(self, program: Program, plan: Plan, limits: Limits) -> Run:
        """Say that it was."""
        return Run(status=RunStatus.BOX_FAILED, sentence="it was run", trouble=str((program, plan, limits)))


def noted(box: BrokerBox, program: Program = PROGRAM, plan: Plan = PLAN) -> tuple[Run, list[Kept]]:
    """Run it once, and what is kept of that."""
    noting = Noting(box=box)
    run = noting.run(program, plan, Limits())
    return run, kept.unpack(kept.pack(noting.kept()))


def bare(run: Run) -> Any:
    """A run as one can compare it: tensors by their numbers."""
    return repr(dataclasses.replace(run, told=None))


def test_the_same_run_is_recalled_word_for_word(box: BrokerBox) -> None:
    """Status, usage, layers, values and answers are those of the first time, and nothing is run."""
    run, runs = noted(box)
    recalling = Recalling(Nothing(), runs)
    assert bare(recalling.run(PROGRAM, PLAN, Limits())) == bare(run)
    assert run.observation.cells[0].answers[0].value == 3
    assert (recalling.recalled, recalling.ran) == (1, 0)


@pytest.mark.parametrize(
    ("program", "plan", "limits"),
    [
        (Program.of(PROGRAM.cells[0] + " "), PLAN, Limits()),
        (PROGRAM, dataclasses.replace(PLAN, seed=8), Limits()),
        (PROGRAM, dataclasses.replace(PLAN, calls=()), Limits()),
        (PROGRAM, dataclasses.replace(PLAN, calls=(Call(name="answer", function="f", arguments=(3,)),)), Limits()),
        (PROGRAM, dataclasses.replace(PLAN, vary=Vary(offset=1)), Limits()),
        (PROGRAM, PLAN, Limits(cell_cpu_s=9)),
    ],
)
def test_another_run_is_made(box: BrokerBox, program: Program, plan: Plan, limits: Limits) -> None:
    """Whatever is other in it: the code, the seed, what is called and with what, what is varied, the limits."""
    _, runs = noted(box)
    recalling = Recalling(Nothing(), runs)
    assert recalling.run(program, plan, limits).sentence == "it was run"
    assert (recalling.recalled, recalling.ran) == (0, 1)


def test_a_check_may_call_an_answer_by_another_name(box: BrokerBox) -> None:
    """The names by which the checks know the answers are no part of what is asked of a room."""
    _, runs = noted(box)
    plan = dataclasses.replace(PLAN, calls=(dataclasses.replace(PLAN.calls[0], name="other"),))
    run = Recalling(Nothing(), runs).run(PROGRAM, plan, Limits())
    assert (run.observation.cells[0].answers[0].name, run.observation.cells[0].answers[0].value) == ("other", 3)


def test_what_we_spoiled_is_not_kept() -> None:
    """It says nothing of the program; the next time it is run."""
    noting = Noting(box=Nothing())
    noting.run(PROGRAM, PLAN, Limits())
    assert noting.kept() == []


@pytest.mark.parametrize(
    "told",
    [
        Told(head=b"", body=b""),
        Told(head=b"[]", body=b""),
        Told(head=b'{"ending": "no such", "frames": 0}', body=b""),
        Told(head=b'{"ending": "no_room", "frames": 0}', body=b""),
        Told(head=b'{"ending": "ended", "frames": "x"}', body=b"x"),
    ],
)
def test_what_cannot_be_read_is_run_again(told: Told) -> None:
    """A kept run is a saving, and never a need."""
    runs = [Kept(key=kept.key_of(PROGRAM, PLAN, Limits()), told=told, layers=())]
    assert Recalling(Nothing(), runs).run(PROGRAM, PLAN, Limits()).sentence == "it was run"


def test_a_kept_run_goes_through_customs_again(box: BrokerBox) -> None:
    """What a room may not send it may not have sent either: the run is a crash, as it would have been then."""
    _, (one,) = noted(box)
    frames = json.loads(one.told.head)["frames"]
    body = one.told.body.replace(b'"exit":false', b'"exit":"yes"', 1).replace(b'"exit": false', b'"exit": "no"', 1)
    assert body[:frames] != one.told.body[:frames]
    assert len(body) == len(one.told.body)
    forged = dataclasses.replace(one, told=Told(head=one.told.head, body=body))
    run = Recalling(Nothing(), [forged]).run(PROGRAM, PLAN, Limits())
    assert run.status is RunStatus.CRASHED
    assert run.observation.cells == ()


@given(RUNS)
def test_what_is_written_down_is_read_again(runs: Sequence[Kept]) -> None:
    """Byte for byte, in its order."""
    assert kept.unpack(kept.pack(runs)) == list(runs)


@given(RUNS.filter(bool), st.data())
def test_what_is_damaged_is_refused(runs: Sequence[Kept], data: st.DataObject) -> None:
    """Cut off anywhere it is one run fewer, or a ValueError; never something else."""
    packed = kept.pack(runs)
    cut = packed[: data.draw(st.integers(0, len(packed) - 1))]
    try:
        assert kept.unpack(cut) == list(runs)[: len(kept.unpack(cut))]
        assert len(kept.unpack(cut)) < len(runs)
    except ValueError as error:
        assert "kept run" in str(error)  # noqa: PT017 - either is right


@given(st.binary(max_size=300))
def test_bytes_of_anything_are_no_kept_runs(packed: bytes) -> None:
    """They are refused, and break nothing."""
    try:
        kept.unpack(packed)
    except ValueError as error:
        assert "kept run" in str(error)  # noqa: PT017 - or it happens to be right


def test_layers_are_a_list_of_names() -> None:
    """Deep, long and other JSON is refused."""
    for text in (b"[" * 100_000, b"{}", b"[1]", b'["' + b"x" * 101 + b'"]', json.dumps(["x"] * 65).encode(), b"\xff"):
        packed = kept.HEADER.pack(os.urandom(16), len(text), 0, 0) + text
        with pytest.raises(ValueError, match="layers of a kept run"):
            kept.unpack(packed)


def test_the_form_follows_the_code_that_decides_how_bytes_read() -> None:
    """It is a number that a column holds, the same at each call; and every file that it names is there."""
    assert 0 < kept.form() < 1 << 63
    names = {file.name for name in kept.SHAPE for file in kept._files(Path(kept.__file__).parent / name)}
    assert {"record.py", "wire.py", "verdict.py", "ending.py"} <= names
