"""When one run counts as stopped. Each rule is broken here once."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from app.sandbox.box import Limits, Program, Run, Usage
from app.sandbox.selfcheck.escape import CRASHED, FINISHED, FORBIDDEN, REFUSED, TRIED, Escape
from app.sandbox.selfcheck.judge import why_not
from graders.observation import (
    Answer,
    CellSeen,
    Observation,
    OtherSeen,
    Raised,
    RunStatus,
    SourceFacts,
    TensorSeen,
    Value,
)

PROGRAM = Program.of("first", "second")
ESCAPE = Escape(name="one", why="to see", code="pass", may_end=FINISHED | FORBIDDEN, leaves=TRIED)


def ended(status: RunStatus, *cells: CellSeen, **other: object) -> Run:
    """A run with these cells."""
    return Run(status=status, sentence="so it was", observation=Observation(cells=cells, **other))  # type: ignore[arg-type]


def left(**names: Value) -> CellSeen:
    """A first cell that left these names."""
    return CellSeen(index=0, namespace=names)


RIGHT = ended(RunStatus.FINISHED, left(tried=True))


def judge(run: Run, escape: Escape = ESCAPE) -> str | None:
    """What is wrong with the run."""
    return why_not(escape, PROGRAM, run)


def test_a_right_answer_passes() -> None:
    """A status that is allowed, and the sign that the snippet ran."""
    assert judge(RIGHT) is None
    assert judge(ended(RunStatus.FORBIDDEN)) is None


def test_a_variable_escaped_is_an_escape_whatever_the_status() -> None:
    """A snippet that got out says so; that it was stopped afterwards does not help."""
    for status in (RunStatus.FINISHED, RunStatus.FORBIDDEN):
        assert judge(ended(status, left(tried=True, escaped="a shell"))) == "it escaped: a shell"


@pytest.mark.parametrize("value", [None, False, 0, "", ()])
def test_an_empty_escape_is_one(value: Value) -> None:
    """It is the name that counts: what was got hold of may well be empty."""
    assert (judge(ended(RunStatus.FINISHED, left(tried=True, escaped=value))) or "").startswith("it escaped: ")


def test_an_escape_in_any_cell_counts() -> None:
    """A later cell cannot take back what an earlier one told."""
    run = ended(
        RunStatus.FINISHED, left(escaped=OtherSeen(type="os.file")), CellSeen(index=1, namespace={"tried": True})
    )
    assert judge(run) == "it escaped: os.file"


def test_another_status_is_told_with_its_sentence() -> None:
    """A status that is not allowed is wrong, be the run as harmless as it likes."""
    assert judge(ended(RunStatus.CRASHED)) == "it ended crashed, not finished or forbidden: so it was"
    assert judge(ended(RunStatus.BOX_FAILED)) == "it ended box_failed, not finished or forbidden: so it was"


def test_a_refusal_must_be_one() -> None:
    """A run that raised is stopped only by an exception that a wall raises, not by a slip in the snippet."""
    escape = replace(ESCAPE, may_end=REFUSED)
    slip = CellSeen(index=0, raised=Raised(type="NameError", message="name 'os' is not defined"))
    assert judge(ended(RunStatus.RAISED, slip), escape) == (
        "it raised NameError, which is no refusal: NameError: name 'os' is not defined"
    )
    refusal = CellSeen(index=0, raised=Raised(type="FileNotFoundError", message="no such file"))
    assert judge(ended(RunStatus.RAISED, refusal), escape) is None
    assert judge(ended(RunStatus.RAISED, slip), replace(escape, raises=None)) is None


def test_raised_without_an_exception_is_wrong() -> None:
    """A status that the observation does not bear out."""
    assert judge(ended(RunStatus.RAISED), replace(ESCAPE, may_end=REFUSED)) == "it raised, and no cell says what"


def test_a_run_that_finished_must_have_run() -> None:
    """A box that says "finished" and ran nothing stops nothing."""
    assert judge(ended(RunStatus.FINISHED)) == "it finished and left tried = None, not True"
    assert judge(ended(RunStatus.FINISHED, left(tried=1.5))) == "it finished and left tried = 1.5, not True"


def test_computing_time_has_an_end() -> None:
    """A run that is stopped late was not stopped, whatever its status says."""
    run = replace(RIGHT, usage=Usage(cpu_s=7.5))
    assert judge(run) == "it used 7.5 s of CPU where 3.0 were allowed"


def test_printed_text_is_kept_in_part_only() -> None:
    """64 KiB and a note."""
    assert judge(ended(RunStatus.FINISHED, left(tried=True), stdout="x" * 65_600)) is None
    assert judge(ended(RunStatus.FINISHED, left(tried=True), stdout="x" * 70_000)) == (
        "70000 characters of printed text were kept"
    )


@pytest.mark.parametrize("indices", [(1, 0), (0, 0), (0, 2)])
def test_cells_are_the_programs_own(indices: tuple[int, ...]) -> None:
    """Cells are told in order, each once, and there are no others."""
    cells = [CellSeen(index=index, namespace={"tried": True}) for index in indices]
    assert judge(ended(RunStatus.FINISHED, *cells)) == (
        f"the observation has cells {list(indices)} of a program with 2"
    )


def test_facts_are_of_the_programs_cells() -> None:
    """There are not more facts than cells."""
    run = ended(RunStatus.FINISHED, left(tried=True), facts=(SourceFacts(),) * 3)
    assert judge(run) == "the observation has facts of 3 cells of a program with 2"


def seen(value: torch.Tensor | None, **other: object) -> TensorSeen:
    """A tensor as an observation has it; `other` overrides what is said of it."""
    said: dict[str, object] = {"kind": "tensor", "dtype": "float32", "shape": (2,), "value": value}
    return TensorSeen(**said | other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tensor", "wrong"),
    [
        (seen(torch.ones(2)), None),
        (seen(None, unread="subclass"), None),
        (seen(None), "a tensor of shape (2,) has neither a value nor a reason"),
        (seen(torch.ones(3)), "a tensor told as float32(2,) is torch.float32(3,)"),
        (seen(torch.ones(2, dtype=torch.float64)), "a tensor told as float32(2,) is torch.float64(2,)"),
        (seen(torch.ones(2), grad=seen(None)), "a tensor of shape (2,) has neither a value nor a reason"),
        (seen(torch.ones(9), shape=(9,)), "the observation holds 36 bytes where 20 were allowed"),
    ],
)
def test_a_tensor_is_what_is_said_of_it(tensor: TensorSeen, wrong: str | None) -> None:
    """Whoever judges relies on shape, type and size; a gradient and a nested value are looked at, too."""
    escape = replace(ESCAPE, limits=Limits(run_cpu_s=3, result=20))
    assert judge(ended(RunStatus.FINISHED, left(tried=True, x=tensor)), escape) == wrong
    assert judge(ended(RunStatus.FINISHED, left(tried=True, x=(1, (tensor,)))), escape) == wrong
    answered = CellSeen(index=0, namespace={"tried": True}, answers=(Answer(name="a", value=tensor),))
    assert judge(ended(RunStatus.FINISHED, answered), escape) == wrong


def test_one_tensor_of_many_names_counts_once() -> None:
    """The cap is on what left the room, and a tensor that was sent once may be seen under many names."""
    one = seen(torch.ones(4), shape=(4,))
    escape = replace(ESCAPE, limits=Limits(run_cpu_s=3, result=20))
    assert judge(ended(RunStatus.FINISHED, left(tried=True, a=one, b=one, c=(one, one))), escape) is None


def test_deep_values_are_walked() -> None:
    """An observation nested beyond Python's own recursion is judged all the same."""
    value: Value = 1
    for _ in range(100_000):
        value = (value,)
    assert judge(ended(RunStatus.FINISHED, left(tried=True, x=value))) is None
    while isinstance(value, tuple):  # taken apart by hand: freeing it recursively would be the interpreter's own affair
        value = value[0]


def test_long_values_are_cut() -> None:
    """A finding is a sentence, not what was stolen."""
    assert judge(ended(RunStatus.CRASHED, left(escaped="x" * 1000)), replace(ESCAPE, may_end=CRASHED)) == (
        f"it escaped: {'x' * 200}..."
    )
