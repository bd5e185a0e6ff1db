"""No message lets a reader rebuild a hidden value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, product

import pytest
import torch

from graders.compare import tensor_of
from graders.explain import Explanation, explanations
from tests.graders.examples import EXAMPLES, Draw, Example
from tests.graders.examples.course import COURSE
from tests.graders.examples.mutants import Mutant, mutants

NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
ALL = [*chain.from_iterable(EXAMPLES.values()), *COURSE]
near = partial(torch.isclose, rtol=1e-5, atol=1e-8)


def counted(key: str, text: str, own: torch.Tensor, right: torch.Tensor) -> bool:
    """The field is what it says it is: a size, a place or a count, which tells where values are wrong and not which."""
    if key == "total":
        return text == str(right.numel())
    if key == "count":
        wrong = [~torch.isclose(own, right, rtol=tolerance) for tolerance in (1e-3, 1e-5, 1.3e-6)]
        return text in {
            str(int(cells.sum()))
            for cells in (*wrong, (own - right).abs() > 0.1, own.isnan(), own.isinf(), wrong[0] & (own == 0))
        }
    if key in {"found", "expected"}:
        return text in {str(tuple(own.shape)), str(tuple(right.shape)), "int64", "float32", "float64", "bool"}
    if key in {"index", "axis"}:
        return all(int(number) in range(max(*right.shape, *own.shape, 4)) for number in NUMBER.findall(text))
    return False


def numbers(explanation: Explanation, own: torch.Tensor, right: torch.Tensor) -> set[float]:
    """All that a reader finds in the sentence, the hint, the lines and the fields, but for what is only counted."""
    aligned = own if own.shape == right.shape else torch.zeros_like(right)
    told = {
        key: "..." if counted(key, str(value), aligned if key == "count" else own, right) else str(value)
        for key, value in explanation.params.items()
    }
    masked = replace(explanation, params=told)
    texts = (masked.sentence, masked.hint, *masked.lines, *told.values())
    return {float(number) for text in texts for number in NUMBER.findall(text)}


def guesses(student: torch.Tensor, told: set[float]) -> Iterator[torch.Tensor]:
    """Whatever can be made of one's own value and the numbers told."""
    for one in told:
        whole = torch.full_like(student, one)
        yield from (whole, student * one, student / one, student + one, student - one, one - student, one / student)
    for one, other in product(told, repeat=2):
        combined = (one + other, one - other, one * other, one / other if other else one)
        yield from (torch.full_like(student, value) for value in combined)
        yield student * one + other


def rebuilt(explanation: Explanation, student: object, expected: object) -> list[str]:
    """What a reader gets hold of: the whole, or a single value that was wrong."""
    right, own = tensor_of(expected), tensor_of(student)
    assert right is not None
    right = right.double()
    own = torch.zeros_like(right) if own is None else own.double()
    told = numbers(explanation, own, right)
    wrong = torch.ones_like(right).bool() if own.shape != right.shape else ~near(own, right)
    found = [f"{one} is told" for one in told if near(right[wrong], torch.tensor(one).double()).any()]
    fitting = (guess for guess in guesses(own, told) if guess.shape == right.shape)
    return found + [f"{right} from {own} and {told}" for guess in fitting if (near(guess, right) & wrong).any()]


@pytest.mark.parametrize("example", ALL, ids=lambda example: f"{example.label}: {example.name}")
def test_no_hidden_value_can_be_rebuilt(example: Example) -> None:
    """Every message that holds, not only the one told, is read for numbers that lead to the expected value."""
    for seed in range(3):
        sample = example.build(Draw(seed))
        for explanation in explanations(sample.student, sample.expected, replace(sample.context, hidden=True)):
            assert explanation.lines == ()
            assert rebuilt(explanation, sample.student, sample.expected) == []


@pytest.mark.parametrize("mutant", mutants(), ids=lambda mutant: f"{mutant.reference} -> {mutant.source}")
def test_no_hidden_value_can_be_rebuilt_from_a_mutant(mutant: Mutant) -> None:
    """The same for mistakes made by machine."""
    sample = mutant.build(Draw(1))
    for explanation in explanations(sample.student, sample.expected, sample.context):
        assert rebuilt(explanation, sample.student, sample.expected) == []


@pytest.mark.parametrize("example", ALL, ids=lambda example: f"{example.label}: {example.name}")
def test_fields_hold_names_or_what_can_be_counted(example: Example) -> None:
    """No field holds a number that is not a size, a place or a count; a name is a library's or the question's own."""
    sample = example.build(Draw(0))
    right, own = tensor_of(sample.expected), tensor_of(sample.student)
    assert right is not None
    own = torch.zeros_like(right) if own is None else own
    aligned = own if own.shape == right.shape else torch.zeros_like(right)
    dtypes = {"float16", "bfloat16", "uint8", "int8", "int16", "int32"}
    names = {*sample.context.neighbours, *sample.context.others, *dtypes}
    for explanation in explanations(sample.student, sample.expected, replace(sample.context, hidden=True)):
        for key, value in explanation.params.items():
            named = value in names or str(value).startswith("torch.")
            looked_at = aligned if key == "count" else own
            assert (key == "name" and named) or counted(key, str(value), looked_at.double(), right.double())


def test_the_reader_can_read() -> None:
    """A message that does leak is caught, or the tests above would prove nothing."""
    student, expected = torch.tensor([1.5, 2.5]), torch.tensor([4.5, 7.5])
    leaks = (
        Explanation(message_id="operation.other", params={"name": "3.0 times yours"}),
        Explanation(message_id="operation.other", params={"name": "a gap of 5"}),
        Explanation(message_id="operation.other", params={"name": "7.5"}),
        Explanation(message_id="size.all", params={"total": 2}, lines=("expected: 4.5, 7.5",)),
    )
    assert all(rebuilt(leak, student, expected) for leak in leaks)
    assert not rebuilt(Explanation(message_id="size.all", params={"total": 2}), student, expected)
