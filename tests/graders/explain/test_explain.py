"""Mismatches are explained as a teacher would, and what has no explanation gets none."""

from __future__ import annotations

import pytest
import torch

from graders.explain import Context, Descent, explain, explanations
from graders.explain.case import Strength
from graders.observation import TensorSeen
from tests.graders.examples import EXAMPLES
from tests.graders.examples.course import COURSE
from tests.graders.explain_chance import PAIRS, made_up
from tests.graders.explain_table import of_mutants, row_of, table, total

ENOUGH = 8
GOAL = 0.8


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_class_has_examples_enough(name: str) -> None:
    """A share of few examples says nothing: eight a class at least, and each under its own class's name."""
    assert len(EXAMPLES[name]) >= ENOUGH
    assert {example.label.split(".")[0] for example in EXAMPLES[name]} == {name}
    assert len({example.name for example in EXAMPLES[name]}) == len(EXAMPLES[name])


def test_the_right_explanation_is_told_first() -> None:
    """At least four of five labelled mismatches are explained by the labelled message, in every class and in all."""
    rows = table(seeds=3)
    assert {row.name: row.first / row.examples for row in [*rows, total(rows)] if row.first < GOAL * row.examples} == {}


def test_wrong_answers_of_the_course_are_explained() -> None:
    """The task's own small numbers allow more coincidences than numbers drawn, and four of five hold there too."""
    row = row_of("course", COURSE, seeds=2)
    assert row.first >= GOAL * row.examples


def test_mutants_are_explained_by_their_class() -> None:
    """Mistakes that nobody wrote for the purpose are explained as well, without a neighbour named by the question."""
    row = of_mutants()
    assert row.examples >= 100
    assert row.first >= GOAL * row.examples


def test_unrelated_values_get_no_explanation() -> None:
    """Of values that have nothing to do with each other at most two in a hundred get more than the facts."""
    assert len(made_up()) <= 0.02 * PAIRS


def test_what_is_right_needs_no_explanation() -> None:
    """None for a value that is close, and for free choices."""
    x = torch.tensor([1.0, 2.0])
    assert explain(x, x) is None
    assert explain([1, 2], x) is None
    assert explanations(torch.tensor([3]), 3.0) == ()


def test_a_mismatch_always_gets_a_sentence() -> None:
    """In the end the facts are told: never None, never an empty sentence."""
    for student, expected in (
        (None, 1.0),
        ("three", 3),
        (torch.zeros(0), torch.ones(3)),
        (torch.zeros(2, 0), torch.ones(2)),
        (torch.tensor([1j, 2j]), torch.tensor([1.0, 2.0])),
        (torch.full((3,), torch.nan), torch.ones(3)),
        (torch.full((3,), torch.inf), torch.ones(3)),
        (torch.rand(1, 1, 1, 1, 1, 2), torch.ones(2)),
        (torch.rand(3), torch.tensor([1.0, torch.nan, 2.0])),
        (torch.tensor([True, False]), torch.tensor([3.0, 2.0])),
        (torch.zeros(1_000_001), torch.ones(1_000_001)),
    ):
        told = explain(student, expected)
        assert told is not None
        assert told.sentence


def test_stronger_explanations_come_first() -> None:
    """What the question names beats a relation, a relation beats a pattern, and the facts come last."""
    x = torch.tensor([3.0, -1.0, 2.0])
    told = explanations(-x, x, Context(others={"Q3": -x}, starter=(-x,)))
    assert [one.strength for one in told] == sorted(one.strength for one in told)
    assert [one.message_id for one in told][:3] == ["identity.starter", "identity.other_answer", "linear.negated"]
    assert told[-1].strength is Strength.FACT


def test_an_operation_that_refuses_is_no_error() -> None:
    """Neighbours and references may not fit the operands: that explains nothing, and breaks nothing."""

    def refuses(*_operands: object, **_options: object) -> torch.Tensor:
        raise RuntimeError("shapes do not fit")

    context = Context(
        operation=refuses,
        operands=(torch.ones(2), 3),
        neighbours={"refusing": refuses},
        descent=Descent(start=torch.ones(2), gradient=refuses, steps=3, rate=0.1),
    )
    told = explain(torch.tensor([1.5, 2.5]), torch.tensor([7.0, 0.5]), context)
    assert told is not None
    assert told.message_id == "size.all"


def test_an_operation_that_warns_is_no_error() -> None:
    """A broadcast that PyTorch warns of is one of the mistakes that are tried."""
    outputs, targets = torch.tensor([1.0, 2.0, 4.0]), torch.tensor([0.5, 3.0, 1.5])
    loss = torch.nn.functional.mse_loss
    student = ((outputs[:, None] - targets) ** 2).mean()
    told = explain(student, loss(outputs, targets), Context(operation=loss, operands=(outputs, targets)))
    assert told is not None
    assert told.message_id == "layout.broadcast_inside"


def test_what_was_seen_in_a_run_is_read_as_it_is() -> None:
    """A value from the box is explained without being unpacked first."""
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    told = explain(TensorSeen(kind="tensor", dtype="float32", shape=(2, 2), value=x.T), x)
    assert told is not None
    assert told.message_id == "layout.transposed"
