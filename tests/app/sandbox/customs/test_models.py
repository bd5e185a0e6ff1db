"""The answers of models, and the numbers that were replaced, from JSON."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from app.sandbox.box import Program
from app.sandbox.customs import Contraband, declare
from app.sandbox.wire import Frame, Kind
from graders.observation import CellSeen, ModelAnswer, Place, Substitution, TensorSeen
from graders.plan import Call, Data, InputSize, ModelCall, Plan, Vary
from tests.app.sandbox.customs.forms import ANSWER, RAISED, TENSOR, TWO, cell, end, facts, frame, read

ROWS = torch.tensor([[1.0], [2.0]])
GIVEN = ModelCall(name="given", rows=ROWS)
OWN = ModelCall(name="own", rows=ROWS, size=InputSize.OWN)
MODEL: dict[str, Any] = {
    "type": "N",
    "called": "net",
    "token": 3,
    "rows": None,
    "value": {"plain": 1},
    "blank": {"plain": 2},
    "raised": None,
}
WIDE = {"tensor": TENSOR | {"shape": [2, 2], "bytes": 16}}
WIDE_BYTES = torch.tensor([[1.0, 1.0], [2.0, 2.0]]).numpy().tobytes()
DATA = Plan(vary=Vary(data=(Data(name="a", old=((1,),)), Data(name="b", old=((2,),)))))


def answers(told: Any, *models: ModelCall, blob: bytes = b"", calls: tuple[Call, ...] = ()) -> CellSeen:
    """What the desk makes of the answers to calls of models."""
    frames = [facts(), *cell(), frame(Kind.ANSWERS, 0, told, blob), end()]
    return read(*frames, plan=Plan(calls=calls, models=models)).observation.cells[0]


def replaced(*changes: Any, plan: Plan = DATA) -> tuple[Substitution, ...]:
    """What the desk makes of replaced numbers."""
    return read(facts(substituted=[*changes]), plan=plan).observation.substituted


def test_models_answer_after_the_calls_by_name() -> None:
    """In the order of the plan, each with as many models as there are."""
    wide = MODEL | {"rows": WIDE, "raised": RAISED, "token": None}
    call = Call(name="a", function="f")
    seen = answers([ANSWER, [], [MODEL, wide]], GIVEN, OWN, calls=(call,), blob=WIDE_BYTES)
    first, second = seen.models
    assert first == ModelAnswer(name="own", type="N", called="net", token=3, value=1, blank=2)
    assert isinstance(second.rows, TensorSeen)
    assert second.raised is not None
    assert second.token is None
    assert [one.name for one in seen.answers] == ["a"]


def test_other_rows_than_the_plans_are_contraband() -> None:
    """A room that answers right for rows of its own choice has answered nothing."""
    own = MODEL | {"rows": WIDE}
    with pytest.raises(Contraband, match="not given the rows of the plan"):
        answers([[own]], OWN, blob=bytes(16))
    with pytest.raises(Contraband, match="something else than it should"):
        answers([[own]], GIVEN, blob=WIDE_BYTES)
    with pytest.raises(Contraband, match="something else than it should"):
        answers([[MODEL | {"rows": {"plain": 1}}]], OWN)
    eights = {"tensor": TENSOR | {"shape": [8], "dtype": "float8_e4m3fn"}}  # which torch compares with nothing
    with pytest.raises(Contraband, match="not given the rows of the plan"):
        answers([[MODEL | {"rows": eights}]], OWN, blob=TWO)
    double = {"tensor": TENSOR | {"shape": [2], "bytes": 16, "dtype": "float64"}}
    twice = torch.tensor([1.0, 2.0], dtype=torch.float64).numpy().tobytes()
    assert answers([[MODEL | {"rows": double}]], OWN, blob=twice).models[0].rows is not None
    flat = MODEL | {"rows": {"tensor": TENSOR}}
    assert answers([[flat]], OWN, blob=TWO).models[0].rows is not None


def test_rows_that_could_not_be_told_are_let_pass() -> None:
    """There was no room for them; their shape says how wide they were."""
    unread = {"tensor": TENSOR | {"unread": "too large", "bytes": 0, "shape": [2, 1 << 40]}}
    [seen] = answers([[MODEL | {"rows": unread}]], OWN).models
    assert isinstance(seen.rows, TensorSeen)
    assert seen.rows.value is None


@pytest.mark.parametrize(
    "told",
    [
        *([], [1], [[MODEL], [MODEL]], [MODEL], [[MODEL] * 9], [[1]], [[MODEL | {"more": 1}]], [[{}]]),
        *([[MODEL | {"type": "x" * 201}]], [[MODEL | {"called": 1}]], [[MODEL | {"token": -1}]]),
        *([[MODEL | {"value": 1}]], [[MODEL | {"raised": {}}]], [[MODEL | {"rows": {"same": 0}}]]),
    ],
    ids=lambda told: str(told)[:60],
)
def test_wrong_answers_are_contraband(told: Any) -> None:
    """Each field is checked, and there are no more models than eight; the cell itself has passed."""
    frames = [facts(), *cell(), frame(Kind.ANSWERS, 0, told), end()]
    declared = declare(Program.of("x = 1"), Plan(models=(OWN,)), frames, b"")
    assert declared.refused
    assert declared.observation.cells == (CellSeen(index=0, unanswered=True),)


def test_models_that_are_due_must_answer() -> None:
    """Be it that there are none."""
    with pytest.raises(Contraband):
        read(facts(), *cell(), end(), plan=Plan(models=(GIVEN,)))
    assert answers([[]], GIVEN).models == ()


def test_replaced_numbers_carry_the_names_of_the_plan() -> None:
    """The place is in our own copy of the program; what was varied by its place has no name."""
    assert replaced([1, 1, 4, 1, 7.5], [None, 1, 0, 2.0, -3.0]) == (
        Substitution(name="b", place=Place(cell=0, line=1, column=4, code="x = 1"), old=1, new=7.5),
        Substitution(name="", place=Place(cell=0, line=1, column=0, code="x = 1"), old=2.0, new=-3.0),
    )


@pytest.mark.parametrize(
    "change",
    [
        *(1, [], [0, 1, 0, 1], [2, 1, 0, 1, 2], [-1, 1, 0, 1, 2], ["a", 1, 0, 1, 2], [0, 0, 0, 1, 2]),
        *([0, 1, None, 1, True], [0, 1, 0, "1", 2], [0, 1, 0, 1, None], [0, 1, 0, 1 << 63, 2], [0.0, 1, 0, 1, 2]),
    ],
    ids=str,
)
def test_wrong_replacements_are_contraband(change: Any) -> None:
    """Each field is checked."""
    with pytest.raises(Contraband):
        replaced(change)


def test_replacements_come_just_where_something_is_varied() -> None:
    """A plan that varies nothing has none, one that does has a list for each cell."""
    with pytest.raises(Contraband):
        replaced(plan=Plan(vary=Vary(draw=1)))
    assert replaced(plan=Plan(vary=Vary(offset=1))) == ()
    plain: list[Frame] = [facts()]
    with pytest.raises(Contraband):
        read(*plain, plan=DATA)
