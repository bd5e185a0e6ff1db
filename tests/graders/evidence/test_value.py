"""Looking for one value; and where it is not there, for the reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from graders.evidence import Evidence, Failure
from graders.explain import Context
from graders.observation import How, Place
from tests.graders.build import Build, Cell, Row, tensor

GIVEN = torch.tensor([4.0, 7.0, 9.0, 2.0, 5.0], dtype=torch.float64)
FIVE = [4.0, 7.0, 9.0, 2.0, 5.0]


def run_of(write: Callable[[Cell, Row], object]) -> Evidence:
    """A run that holds the five numbers of the task, and what is written behind them."""
    run = Build()
    cell = run.cell()
    write(cell, cell.call("torch.tensor", FIVE, source="torch.tensor(data)"))
    return run.evidence()


def why(seen: Evidence, expected: object = 9.0, **more: object) -> Failure:
    """The failure of a search."""
    with pytest.raises(Failure) as told:
        seen.value(expected, **more)  # type: ignore[arg-type]
    return told.value


def test_a_computed_value_is_found_and_noted() -> None:
    """What the search finds is what it returns, and what is varied in the next run."""
    seen = run_of(lambda cell, t: cell.call("torch.Tensor.max", torch.tensor(9.0), t, source="t.max()"))
    found = seen.value(9.0, of=GIVEN)
    assert found.source == "t.max()"
    assert seen.used == [found]
    assert [one.source for one in seen.roots()] == ["torch.tensor(data)"]


def test_the_first_of_several_is_found() -> None:
    """Which of two equal values is found does not depend on their names."""

    def write(cell: Cell, t: Row) -> None:
        cell.call("torch.Tensor.max", torch.tensor(9.0), t, source="first")
        cell.call("torch.amax", torch.tensor(9.0), t, source="second")

    assert run_of(write).value(9.0).source == "first"


def test_a_number_taken_out_of_a_tensor_is_one() -> None:
    """`t.max().item()` is a Python number, and came from PyTorch all the same."""

    def write(cell: Cell, t: Row) -> None:
        cell.call("torch.Tensor.item", 5.4, cell.call("torch.Tensor.mean", torch.tensor(0.0), t), source="item")

    assert run_of(write).value(5.4, of=GIVEN).source == "item"


def test_a_typed_in_value_is_told_as_such() -> None:
    """The value is right, and nothing computed it from the tensor."""
    told = why(run_of(lambda cell, _: cell.call("torch.tensor", torch.tensor(9.0))), of=GIVEN)
    assert told.message_id == "seen.typed"
    assert told.reason == "The value is right, but it is written down and not computed from the tensor."
    assert told.known


def test_what_python_worked_out_stays_pythons() -> None:
    """A nought that came from the tensor is added to it, and the number is Python's as before."""

    def write(cell: Cell, t: Row) -> None:
        nothing = cell.operator("*", torch.tensor(0.0), t)
        made = cell.call("torch.tensor", torch.tensor(9.0), cell.call("builtins.max", 9.0))
        cell.operator("+", torch.tensor(9.0), made, nothing)

    assert why(run_of(write), of=GIVEN).message_id == "seen.list"


def test_a_value_picked_by_its_place_is_told_as_such() -> None:
    """`t[2]` is 9 in these data and in no others: nothing was computed."""

    def write(cell: Cell, t: Row) -> None:
        cell.add(How.SUBSCRIPT, torch.tensor(9.0), t, source="t[2]")

    assert why(run_of(write), of=GIVEN).message_id == "seen.picked"


def test_a_value_of_other_numbers_is_told_as_such() -> None:
    """The largest of 9 and 1 is no answer about the five numbers."""

    def write(cell: Cell, _: Row) -> None:
        cell.call("torch.Tensor.max", torch.tensor(9.0), cell.call("torch.tensor", [9.0, 1.0]))

    assert why(run_of(write), of=GIVEN).message_id == "seen.elsewhere"


@pytest.mark.parametrize(
    ("value", "message_id"), [(tensor([1.0, 2.0], kind="array"), "seen.array"), ((1.0, 2.0), "seen.list")]
)
def test_the_right_numbers_in_no_tensor_are_told_as_such(value: object, message_id: str) -> None:
    """A NumPy array or a list holds the numbers, and torch has not seen them."""
    run = Build()
    run.cell().call("numpy.array", value)  # type: ignore[arg-type]
    told = why(run.evidence(), torch.tensor([1.0, 2.0]))
    assert (told.message_id, told.known) == (message_id, True)


def test_a_right_tensor_beside_a_right_list_is_found() -> None:
    """The list comes first; the tensor is what was asked for."""
    run = Build()
    cell = run.cell()
    cell.call("builtins.list", (1.0, 2.0))
    made = cell.call("torch.tensor", [1.0, 2.0])
    assert run.evidence().value(torch.tensor([1.0, 2.0])).index == made.index


def test_a_hint_is_told_where_its_value_came_up() -> None:
    """The known mistake is named with the expression that makes it, and its line."""
    seen = run_of(lambda cell, t: cell.call("torch.Tensor.median", torch.tensor(5.0), t, source="t.median()"))
    told = why(seen, 5.4, of=GIVEN, hints={"That is the median.": GIVEN.median()})
    assert (told.reason, told.hint) == ("`t.median()` is not the value asked for.", "That is the median.")
    assert told.place == Place(cell=0, line=2, column=0, code="t.median()")
    assert told.known


def test_a_hint_is_not_told_of_what_another_check_found_right() -> None:
    """2 is the smallest and, by chance, the place of the largest: whoever computed the smallest made no mistake."""
    seen = run_of(lambda cell, t: cell.call("torch.Tensor.min", torch.tensor(2.0), t))
    seen.value(2.0, of=GIVEN)
    assert why(seen, 9.0, of=GIVEN, hints={"That is the place.": GIVEN.argmax()}).message_id == "seen.none"


def test_what_was_taken_out_of_a_claimed_value_is_no_mistake_either() -> None:
    """`t.min().item()` is the smallest as much as `t.min()` is."""

    def write(cell: Cell, t: Row) -> None:
        cell.call("torch.Tensor.item", 2.0, cell.call("torch.Tensor.min", torch.tensor(2.0), t))

    seen = run_of(write)
    seen.value(2.0, of=GIVEN)
    assert why(seen, 9.0, of=GIVEN, hints={"That is the place.": GIVEN.argmax()}).message_id == "seen.none"


def test_what_is_computed_from_a_right_value_may_be_a_mistake() -> None:
    """The mean taken off is right; divided by the wrong thing it is the next check's mistake, and its item is not."""

    def write(cell: Cell, t: Row) -> None:
        off = cell.operator("-", torch.tensor(6.0), t, source="off")
        cell.call("torch.Tensor.item", 6.0, off, source="item")
        cell.operator("/", torch.tensor(2.0), cell.look(off), source="divided")

    seen = run_of(write)
    seen.value(6.0)
    assert why(seen, 3.0, hints={"Divided by the variance.": 2.0}).reason.startswith("`divided`")
    assert why(seen, 3.0, hints={"Never told.": 6.0}).hint == ""


def test_a_hint_does_not_beat_the_right_value() -> None:
    """A student who computes the median too has made no mistake."""

    def write(cell: Cell, t: Row) -> None:
        cell.call("torch.Tensor.median", torch.tensor(5.0), t)
        cell.call("torch.Tensor.mean", torch.tensor(5.4), t, source="t.mean()")

    assert run_of(write).value(5.4, hints={"That is the median.": 5.0}).source == "t.mean()"


def test_without_a_hint_the_nearest_explanation_is_told() -> None:
    """The explanation of a mismatch names the student's own expression, and is weaker than a recognised mistake."""
    seen = run_of(lambda cell, t: cell.call("torch.Tensor.sum", torch.tensor(27.0), t, source="t.sum()"))
    context = Context(operation=torch.mean, operands=(GIVEN,), neighbours={"the sum": torch.sum})
    told = why(seen, 5.4, of=GIVEN, context=context)
    assert told.reason.startswith("`t.sum()`: ")
    assert "the sum" in told.reason
    assert not told.known


def test_what_another_check_found_is_explained_by_none() -> None:
    """A value that is right for one check is not taken for the other's failed try."""
    seen = run_of(lambda cell, t: cell.call("torch.Tensor.sum", torch.tensor(27.0), t, source="t.sum()"))
    seen.value(27.0, of=GIVEN)
    context = Context(operation=torch.mean, operands=(GIVEN,), neighbours={"the sum": torch.sum})
    assert why(seen, 5.4, of=GIVEN, context=context).message_id == "seen.none"


def test_the_tasks_own_data_is_no_failed_try() -> None:
    """The five numbers themselves, however shaped, are not explained as a wrong mean."""
    told = why(run_of(lambda cell, _: cell.call("torch.tensor", [FIVE])), 5.4, of=GIVEN)
    assert told.reason == "The value asked for is not among what your code makes. Tensors looked at: 2."


def test_a_program_without_a_tensor_is_told_so() -> None:
    """There is nothing that could be explained."""
    run = Build()
    run.cell().call("builtins.len", 3)
    told = why(run.evidence())
    assert told.reason == "Your code makes no tensor at all."
    assert not told.known


def test_the_terms_are_those_of_close() -> None:
    """A question may ask for more than the numbers: exactly this shape, this dtype."""
    run = Build()
    run.cell().call("torch.tensor", [9.0])
    assert run.evidence().value(9.0).callee == "torch.tensor"
    assert why(run.evidence(), 9.0, exact_shape=True).message_id == "seen.none"


def test_true_is_no_number() -> None:
    """`t.max() == 9` is True, and True is 1 in Python only."""
    run = Build()
    cell = run.cell()
    equal = True
    cell.call("builtins.bool", equal)
    assert why(run.evidence(), 1.0).message_id == "seen.nothing"


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=6, unique=True), st.data())
def test_a_value_is_found_whatever_stands_around_it(numbers: list[int], data: st.DataObject) -> None:
    """The right value, computed from the data, is found among any others, in any order and under any name."""
    run = Build()
    cell = run.cell()
    values = [float(n) for n in numbers]
    t = cell.call("torch.tensor", values)
    others = data.draw(st.lists(st.integers(100, 200), max_size=5))
    place = data.draw(st.integers(0, len(others)))
    for index, other in enumerate([*others[:place], None, *others[place:]]):
        if other is None:
            cell.call("torch.Tensor.max", torch.tensor(max(values)), t, source="here")
        else:
            cell.call("torch.tensor", torch.tensor(float(other)), source=f"other {index}")
    assert run.evidence().value(max(values), of=torch.tensor(values)).source == "here"


@given(st.floats(-1e3, 1e3).filter(lambda n: abs(n) > 1e-2))
def test_no_expected_value_is_ever_told(expected: float) -> None:
    """Whatever was made, the sentence and the hint hold nothing of the hidden number."""
    run = Build()
    run.cell().call("torch.tensor", torch.tensor(expected * 3.7 + 11), source="mine")
    told = why(run.evidence(), expected)
    assert repr(expected) not in told.reason + told.hint


def test_pythons_max_of_a_tensor_is_pytorchs_work() -> None:
    """`max(t)` compares tensors, so PyTorch finds the number."""

    def write(cell: Cell, t: Row) -> None:
        cell.call("builtins.max", torch.tensor(9.0), t, source="max(t)")

    assert run_of(write).value(9.0, of=GIVEN).source == "max(t)"


def test_pythons_max_of_a_list_is_pythons_work() -> None:
    """`max(t.tolist())` is told that the list is plain Python, not that nothing was computed."""

    def write(cell: Cell, t: Row) -> None:
        cell.call("builtins.max", 9.0, cell.call("torch.Tensor.tolist", tuple(FIVE), t), source="max(t.tolist())")

    assert why(run_of(write), of=GIVEN).message_id == "seen.list"


def test_one_number_is_found_whatever_axes_it_has_kept() -> None:
    """With keepdim the largest of a column has the shape (1, 1), and is the number asked for."""

    def write(cell: Cell, t: Row) -> None:
        cell.call("torch.amax", torch.tensor([[9.0]]), t, source="kept")

    assert run_of(write).value(9.0, of=GIVEN).source == "kept"
