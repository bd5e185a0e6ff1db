"""A model that was called on hidden rows, and what it is made of."""

from __future__ import annotations

import torch

from graders.evidence.models import LINEAR, Model
from graders.observation import ModelAnswer, ModuleSeen, PartSeen, Raised
from tests.graders.build import tensor

ROWS = torch.ones(2, 3)


def linear(weight: list[list[float]], bias: list[float] | None = None) -> ModuleSeen:
    """A linear layer as it is seen."""
    parts: tuple[PartSeen, ...] = (PartSeen(name="weight", value=tensor(weight, kind="parameter")),)
    if bias is not None:
        parts += (PartSeen(name="bias", value=tensor(bias, kind="parameter")),)
    return ModuleSeen(type=LINEAR, parameters=parts)


def model(module: ModuleSeen | None = None, **answer: object) -> Model:
    """What a model answered."""
    return Model(answer=ModelAnswer(name="outputs", **answer), given=ROWS, module=module)  # type: ignore[arg-type]


def test_layers_stand_in_order_with_their_own_numbers() -> None:
    """However deep it lies, each linear layer is given with its weight and its bias; a missing bias is None."""
    inner = ModuleSeen(type="Inner", children=(("deep", linear([[3.0]])),))
    net = ModuleSeen(type="Net", children=(("one", linear([[1.0, 2.0]], [0.5])), ("two", inner)))
    layers = model(net).layers
    assert [layer.weight.tolist() for layer in layers] == [[[1.0, 2.0]], [[3.0]]]
    assert layers[0].bias is not None
    assert layers[0].bias.tolist() == [0.5]
    assert layers[1].bias is None


def test_parameters_have_dotted_names() -> None:
    """As in `state_dict`, so that a check may name one; what could not be read is left out."""
    unread = PartSeen(name="lost", value=None)
    own = PartSeen(name="scale", value=tensor([2.0], kind="parameter"))
    net = ModuleSeen(type="Net", parameters=(own, unread), children=(("one", linear([[1.0]], [0.5])),))
    assert list(model(net).parameters) == ["scale", "one.weight", "one.bias"]


def test_parts_of_one_type_can_be_asked_for() -> None:
    """Itself comes first, then its parts."""
    net = ModuleSeen(type="Net", children=(("one", linear([[1.0]])),))
    assert [part.type for part in model(net).parts()] == ["Net", LINEAR]
    assert len(model(net).parts(LINEAR)) == 1


def test_a_plain_function_has_no_parts() -> None:
    """It has an output all the same."""
    found = model(value=tensor([1.0]), called="predict")
    assert (found.layers, found.parts(), dict(found.parameters)) == ([], [], {})
    assert found.output is not None
    assert found.output.dtype is torch.float64


def test_a_model_is_called_what_the_student_calls_it() -> None:
    """Its variable; else its class; else what everybody says."""
    assert model(called="net", type="a.b.Net").name == "net"
    assert model(type="a.b.Net").name == "Net"
    assert model().name == "the model"


def test_the_rows_are_those_it_was_really_given() -> None:
    """Where its own size decided, the question's rows were too wide or too narrow."""
    assert model().rows is ROWS
    assert model(rows=tensor([[1.0]])).rows.shape == (1, 1)


def test_an_answer_without_numbers_has_no_output() -> None:
    """An exception, a text or complex numbers give nothing to compare."""
    failed = model(raised=Raised(type="ValueError", message="no"))
    assert failed.output is None
    assert failed.raised is not None
    assert model(value="text").output is None
    assert model(value=tensor(torch.ones(2, dtype=torch.complex64))).output is None


def test_a_model_that_tells_rows_apart_without_weights_knows_them_by_itself() -> None:
    """One that says the same of all rows then, says nothing, or says no numbers, does not."""
    assert model(blank=tensor([[0.0], [1.0], [1.0]])).knows
    for blank in (tensor([[0.5], [0.5]]), tensor([[float("nan")], [1.0]]), tensor(1.0), tensor([]), None):
        assert not model(blank=blank).knows
