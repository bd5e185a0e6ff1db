"""What is kept of an upload: judged again it gives the same report, and what is too much is left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.pipeline import kept as keeping
from app.pipeline.reading import read_code
from app.pipeline.upload import grade_upload
from app.sandbox import kept
from app.sandbox.box import Told
from app.sandbox.client import BrokerBox
from app.sandbox.kept import Kept, Noting, Recalling
from app.store import observations
from graders import catalogue
from graders.report import Json

ANSWERS = Path(__file__).parents[2] / "answers"
#: values found, numbers varied, a seed varied, calls of functions, models called, a crash, an exception as the task
SOME = [
    "q03/right_distribution.py", "q04/right_also_star.py", "q09/right_amax_amin.py", "q09/half_argmax.py",
    "q13/right_checked_by_hand.py", "q14/right_both_cases.py", "q15/right_detach_each_step.py", "q16/right_class.py",
    "q17/right_clamp.py", "q18/half_both_flaws.py", "q22/right_class.py", "q25/right_centred_inputs.py",
]  # fmt: skip
BROKEN = {
    "raises": "import torch\nx = torch.zeros(2) @ torch.zeros(3)",
    "is no Python": "import torch\nx = (",
    "exits": "import torch, os\nos._exit(3)",
    "never ends": "while True: pass",
}
PACK = catalogue.load()


def judged_twice(box: BrokerBox, code: str, question: int) -> tuple[Json, Json, Recalling]:
    """The report of a run, and the one from what was kept of it."""
    noting = Noting(box=box)
    fresh = grade_upload(noting, PACK, read_code(code, question), 4711).reports[0]
    packed = keeping.pack(noting)
    assert packed is not None
    assert packed.format == kept.form()
    recalling = Recalling(box, kept.unpack(observations.unpack(packed)))
    stored = grade_upload(recalling, PACK, read_code(code, question), 4711).reports[0]
    return fresh.to_json(with_params=True), stored.to_json(with_params=True), recalling


@pytest.mark.parametrize("name", SOME)
def test_judging_what_is_kept_gives_the_same_report(box: BrokerBox, name: str) -> None:
    """To the last letter and the last millisecond of usage; and nothing is run."""
    code = (ANSWERS / name).read_text(encoding="utf-8")
    fresh, stored, recalling = judged_twice(box, code, int(name[1:3]))
    assert stored == fresh
    assert (recalling.ran, recalling.recalled > 0) == (0, True)


@pytest.mark.parametrize("name", list(BROKEN))
def test_what_broke_is_not_run_again_either(box: BrokerBox, name: str) -> None:
    """How it ended is part of what is kept."""
    fresh, stored, recalling = judged_twice(box, BROKEN[name], 9)
    assert stored == fresh
    assert recalling.ran == 0


def test_another_seed_is_another_run(box: BrokerBox) -> None:
    """What is varied is drawn by it."""
    code = (ANSWERS / "q17/right_clamp.py").read_text(encoding="utf-8")
    noting = Noting(box=box)
    grade_upload(noting, PACK, read_code(code, 17), 1)
    recalling = Recalling(box, noting.kept())
    grade_upload(recalling, PACK, read_code(code, 17), 2)
    assert recalling.ran > 0


def noted(*sizes: int) -> Noting:
    """Runs of these sizes, which nothing compresses."""

    class Some(Noting):
        def kept(self) -> list[Kept]:
            return [Kept(key=bytes([n] * 16), told=Told(head=b"{}", body=os.urandom(s)), layers=()) for n, s in runs]

    runs = list(enumerate(sizes))
    return Some(box=None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sizes", "left"),
    [
        ((10, 20), [0, 1]),
        ((10, 5 << 20, 20), [0, 2]),
        ((300_000, 900_000, 300_000), [0, 2]),
        ((2 << 20, 3 << 20), None),
        ((), None),
    ],
)
def test_the_largest_are_left_out(sizes: tuple[int, ...], left: list[int] | None) -> None:
    """Until the rest fits into a row; where nothing does, nothing is kept."""
    packed = keeping.pack(noted(*sizes))
    found = packed and [one.key[0] for one in kept.unpack(observations.unpack(packed))]
    assert found == left
