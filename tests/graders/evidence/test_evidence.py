"""`seen`: what a check may ask of a run."""

from __future__ import annotations

import torch

from graders.observation import GroupSeen, How, ModelAnswer, ModuleSeen, OptimiserSeen, Raised
from tests.graders.build import Build, tensor

LINEAR = ModuleSeen(type="torch.nn.modules.linear.Linear")
SGD = OptimiserSeen(type="torch.optim.sgd.SGD", groups=(GroupSeen(options={"lr": 0.01}),))


def test_tensors_and_arrays_are_told_apart() -> None:
    """Each is given once, and what could not be read is neither."""
    run = Build()
    cell = run.cell()
    t = cell.call("torch.tensor", [1.0])
    cell.look(t)
    cell.call("numpy.array", tensor([1.0], kind="array"))
    cell.call("torch.meta", tensor([2.0]).__class__(kind="tensor", dtype="float32", shape=(1,)))
    seen = run.evidence()
    assert [one.callee for one in seen.tensors] == ["torch.tensor"]
    assert [one.callee for one in seen.arrays] == ["numpy.array"]
    assert len(seen.everything) == 4


def test_modules_are_as_the_questions_last_cell_left_them() -> None:
    """Trained ones hold what they learnt; those of earlier questions are there, those of later ones are not."""
    run = Build()
    states = [ModuleSeen(type=f"state {n}") for n in range(4)]
    run.cell().ends(living={1: states[0]})
    own = run.cell()
    own.ends(living={1: states[1], 2: states[2]})
    own.keeps(a=own.add(How.CALL, LINEAR, token=2))
    run.cell().ends(living={1: states[3], 3: states[3]})
    found = run.evidence(1).modules
    assert [(one.module, one.name) for one in found] == [(states[1], ""), (states[2], "a")]


def test_models_are_put_together_by_their_tokens() -> None:
    """An answer has the module that gave it; that of a function has none."""
    run = Build()
    run.cell().ends(living={5: LINEAR})
    rows = torch.ones(1, 1)
    answers = [ModelAnswer(name="outputs", token=5), ModelAnswer(name="outputs", called="predict")]
    assert [one.module for one in run.evidence().models(answers, rows)] == [LINEAR, None]


def test_an_optimiser_is_given_once_as_it_was_left() -> None:
    """However often it is mentioned; its last state counts."""
    run = Build()
    cell = run.cell()
    made = cell.call("torch.optim.sgd.SGD", OptimiserSeen(type="torch.optim.sgd.SGD"))
    cell.look(made)
    assert made.made.token is not None
    cell.ends(living={made.made.token: SGD})
    assert [one.optimiser for one in run.evidence().optimisers] == [SGD]


def test_exceptions_are_told_caught_or_not() -> None:
    """Those of the question's own cells, in order; those of other questions are not its answer."""
    run = Build()
    run.cell().raises("KeyError")
    own = run.cell()
    own.raises("RuntimeError")
    own.ends(caught=(Raised(type="ValueError", message="caught"),))
    assert [error.type for error in run.evidence(1).raised] == ["ValueError", "RuntimeError"]


def test_calls_are_read_in_the_questions_own_source() -> None:
    """A dotted name, or the end of one; never a part of a word, and nothing of another question's cell."""
    run = Build()
    run.cell(calls=("torch.tanh",))
    run.cell(calls=("loss.backward", "my_relu"), names=("device",))
    seen = run.evidence(1)
    assert seen.calls("backward")
    assert seen.calls("loss.backward")
    assert not seen.calls("relu")
    assert not seen.calls("tanh")
    assert seen.mentions("device", "nothing")
    assert not seen.mentions("nothing")


def test_what_is_printed_is_a_text() -> None:
    """Of the question's own cells."""
    run = Build()
    run.cell().ends(stdout="theirs")
    run.cell().ends(stdout="ours")
    assert run.evidence(1).stdout == "ours"


def test_the_first_that_passes_a_test_is_found_and_noted() -> None:
    """Like what the searches find; where there is none, nothing is noted."""
    run = Build()
    cell = run.cell()
    cell.call("torch.ones", [1.0], source="first")
    cell.call("torch.ones", [1.0], source="second")
    seen = run.evidence()
    found = seen.found(lambda one: one.callee == "torch.ones")
    assert found is not None
    assert found.source == "first"
    assert seen.used == [found]
    assert seen.found(lambda one: one.callee == "torch.zeros") is None
    assert seen.used == [found]


def test_the_latest_is_the_same_object_as_it_was_last() -> None:
    """Weights after training, and not another tensor with their numbers."""
    run = Build()
    cell = run.cell()
    w = cell.call("torch.zeros", [0.0])
    trained = cell.call("torch.Tensor.sub_", [0.5], token=w.made.token)
    cell.call("torch.zeros", [0.9])
    number = cell.call("builtins.len", 3)
    seen = run.evidence()
    first, last, _, plain = seen.everything
    assert seen.latest(first) is last
    assert last.index == trained.index
    assert plain.index == number.index
    assert seen.latest(plain) is plain


def test_shown_is_the_object_or_what_was_taken_out_of_it() -> None:
    """`print(layer.weight)` shows the layer's weight; the layer beside it is not shown by that."""
    run = Build()
    cell = run.cell()
    weight = cell.call("torch.tensor", [1.0])
    other = cell.call("torch.tensor", [2.0])
    part = cell.add(How.SUBSCRIPT, 1.0, weight)
    cell.call("builtins.print", None, part)
    seen = run.evidence()
    assert seen.shows(seen.everything[weight.index])
    assert not seen.shows(seen.everything[other.index])
