"""Values and tensors from JSON and bytes. That they come through whole is tested with the inside that tells them."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from app.sandbox.customs import Contraband
from graders.observation import OtherSeen, TensorSeen
from tests.app.sandbox.customs.forms import TENSOR, TWO, cell, facts, read, value


def test_a_tensor_is_read_with_all_its_facts() -> None:
    """The numbers are the bytes, in a tensor that can be written to."""
    told = TENSOR | {"kind": "parameter", "requires_grad": True, "leaf": False, "grad_fn": "MulBackward0"}
    seen = value({"tensor": told}, TWO)
    assert isinstance(seen, TensorSeen)
    assert seen.value is not None
    assert seen.value.tolist() == [1.0, 2.0]
    assert not seen.value.requires_grad
    assert (seen.kind, seen.requires_grad, seen.is_leaf, seen.grad_fn) == ("parameter", True, False, "MulBackward0")
    seen.value.add_(1)


def test_a_gradients_bytes_come_before_its_tensors() -> None:
    """And it is counted before it."""
    other = b"\0" * 16
    seen = value({"items": [{"tensor": TENSOR | {"grad": {"tensor": TENSOR}}}, {"same": 0}], "cut": False}, TWO + other)
    assert seen[0].value.tolist() == [0.0, 0.0]
    assert seen[0].grad.value.tolist() == [1.0, 2.0]
    assert seen[1] is seen[0].grad


def test_tensors_of_earlier_cells_can_be_meant() -> None:
    """`same` counts through all frames of the run; what could not be read is not counted."""
    unread = {"tensor": TENSOR | {"unread": "meta", "bytes": 0}}
    told = read(
        facts(2),
        *cell(0, TWO, namespace={"u": unread, "a": {"tensor": TENSOR}}),
        *cell(1, namespace={"b": {"same": 0}}),
        cells=2,
    )
    first, second = told.observation.cells
    assert second.namespace["b"] is first.namespace["a"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"plain": "x"}, "x"),
        ({"float": "-inf"}, float("-inf")),
        ({"items": [{"plain": 1}, {"items": [], "cut": True}], "cut": False}, (1, ())),
        ({"other": "torch.dtype"}, OtherSeen(type="torch.dtype")),
    ],
)
def test_other_values_are_read(told: Any, expected: object) -> None:
    """Each form once."""
    assert value(told) == expected


@pytest.mark.parametrize(
    "told",
    [
        *(None, 1, "x", [], {}, {"plain": []}, {"plain": {}}, {"plain": 1, "cut": False}, {"plain": 2**63}),
        *({"float": "NaN"}, {"float": 1.0}, {"float": []}, {"other": 1}, {"other": "x" * 201}, {"what": 1}),
        *({"same": 0}, {"same": -1}, {"same": True}, {"same": "0"}, {"items": []}, {"items": {}, "cut": False}),
        *({"items": [], "cut": 0}, {"items": [1], "cut": False}, {"items": [{"plain": 1}] * 257, "cut": True}),
        {"items": [{"items": [{"items": [{"items": [{"items": [], "cut": False}], "cut": False}], "cut": False}]}]},
    ],
)
def test_values_of_other_forms_are_contraband(told: Any) -> None:
    """Unknown keys, wrong types, references into nothing, too long and too deep."""
    with pytest.raises(Contraband):
        value(told)


@pytest.mark.parametrize(
    "wrong",
    [
        *({"kind": "array", "grad": {"tensor": TENSOR}}, {"kind": "list"}, {"kind": None}, {"kind": []}),
        *({"dtype": "float33"}, {"dtype": "object"}, {"dtype": None}, {"dtype": "float64"}, {"dtype": "quint8"}),
        *({"shape": [3]}, {"shape": [-2]}, {"shape": [2.0]}, {"shape": [True, 2]}, {"shape": None}, {"shape": [[2]]}),
        *({"shape": [2, 1 << 62, 4]}, {"shape": [1 << 63]}, {"shape": [1] * 65}, {"shape": ["2"]}),
        *({"bytes": 4}, {"bytes": 9}, {"bytes": -8}, {"bytes": 1 << 40}, {"bytes": 8.0}, {"bytes": None}),
        *({"device": "/dev/null"}, {"device": None}, {"layout": "round"}, {"layout": []}, {"leaf": 1}),
        *({"requires_grad": None}, {"grad_fn": 1}, {"grad_fn": "x" * 201}, {"unread": 1}, {"unread": ""}),
        *({"unread": "meta"}, {"grad": 1}, {"grad": {}}, {"grad": {"plain": 1}}, {"extra": 1}),
        {"grad": {"tensor": TENSOR | {"grad": {"tensor": TENSOR}}}},
    ],
    ids=str,
)
def test_a_wrong_field_of_a_tensor_is_contraband(wrong: dict[str, Any]) -> None:
    """Each field has its own check; a type that is longer than the bytes must not read past them."""
    assert value({"tensor": TENSOR}, TWO).value.tolist() == [1.0, 2.0]
    with pytest.raises(Contraband):
        value({"tensor": TENSOR | wrong}, TWO)


def test_a_missing_field_is_contraband() -> None:
    """There are no defaults."""
    for name in TENSOR:
        with pytest.raises(Contraband):
            value({"tensor": {key: told for key, told in TENSOR.items() if key != name}}, TWO)


def test_the_blob_must_be_used_up_and_no_more() -> None:
    """Neither bytes that nobody claims nor bytes that two tensors claim."""
    for blob in (b"", TWO[:8], TWO + b"\0", TWO * 2):
        with pytest.raises(Contraband):
            value({"tensor": TENSOR}, blob)
    twice = {"items": [{"tensor": TENSOR}] * 2, "cut": False}
    with pytest.raises(Contraband):
        value(twice, TWO)
    assert len(value(twice, TWO * 2)) == 2


def test_truth_values_are_zero_or_one() -> None:
    """Any other byte in a bool tensor is undefined behaviour in whoever reads it."""
    told = TENSOR | {"dtype": "bool", "shape": [3], "bytes": 3}
    assert value({"tensor": told}, b"\0\1\1" + bytes(13)).value.tolist() == [False, True, True]
    with pytest.raises(Contraband, match="a truth value is neither 0 nor 1"):
        value({"tensor": told}, b"\0\2\1" + bytes(13))


@pytest.mark.parametrize("shape", [[0], [0, 3], [3, 0], [0, 1 << 40], [1 << 20, 0, 1 << 20]])
def test_sizes_of_zero_are_sizes(shape: list[int]) -> None:
    """An empty tensor keeps its shape and takes no bytes."""
    assert value({"tensor": TENSOR | {"shape": shape, "bytes": 0}}).value.shape == torch.Size(shape)


@pytest.mark.parametrize("shape", [[0, 1 << 41], [1 << 62, 0, 1 << 62], [0] + [1 << 62] * 63])
def test_empty_tensors_of_impossible_sizes_are_contraband(shape: list[int]) -> None:
    """Their strides would overflow."""
    with pytest.raises(Contraband, match="out of this world"):
        value({"tensor": TENSOR | {"shape": shape, "bytes": 0}})


def test_ten_thousand_tensors_are_enough() -> None:
    """The next is refused, unread ones counted too."""
    unread = {"tensor": TENSOR | {"unread": "meta", "bytes": 0}}
    names = {f"n{n}": {"items": [unread] * 250, "cut": False} for n in range(41)}
    with pytest.raises(Contraband, match="too many tensors"):
        read(facts(), *cell(namespace=names))
