"""Calls on hidden inputs."""

from __future__ import annotations

import torch

from graders.observation import Answer, TensorSeen
from graders.plan import Argument, Call, Plan
from tests.app.sandbox.inside.rooms import Rooms, Told


def ask(rooms: Rooms, text: str, function: str, *arguments: Argument, then: str = "") -> Told:
    """Run a cell, call one of its functions, then run another cell."""
    return rooms.run(text, then, plan=Plan(calls=(Call(name="answer", function=function, arguments=arguments),)))


def answer(rooms: Rooms, text: str, function: str, *arguments: Argument) -> Answer:
    """The one answer."""
    (given,) = ask(rooms, text, function, *arguments).cells[0].answers
    assert given.name == "answer"
    return given


def numbers(given: Answer) -> list[float]:
    """The numbers of an answer that is a tensor."""
    assert isinstance(given.value, TensorSeen)
    assert given.value.value is not None
    listed: list[float] = given.value.value.tolist()
    return listed


def test_a_function_is_called_on_what_was_given(rooms: Rooms) -> None:
    """Tensors of any kind, numbers, texts and nothing; what comes back is read like any value."""
    given = answer(rooms, "def relu(x): return x.clamp(min=0)", "relu", torch.tensor([-1.0, 2.0]))
    assert numbers(given) == [0, 2]
    assert not given.changed_input
    kinds = answer(
        rooms,
        "def f(*xs): return [str(x) for x in xs]",
        "f",
        *(torch.tensor(3), torch.zeros(0, 2, dtype=torch.bfloat16), torch.tensor([1 + 2j]).conj(), True),
        *(None, "é", 2, 0.5, float("inf"), float("-inf"), float("nan"), torch.ones(1, requires_grad=True)),
    )
    assert kinds.value == (
        *("tensor(3)", "tensor([], size=(0, 2), dtype=torch.bfloat16)", "tensor([1.-2.j])", "True"),
        *("None", "é", "2", "0.5", "inf", "-inf", "nan", "tensor([1.], requires_grad=True)"),
    )


def test_arguments_have_memory_of_their_own(rooms: Rooms) -> None:
    """They can be resized and changed in place like any tensor, which is told."""
    given = answer(rooms, "def f(x):\n    x.resize_(5)\n    return x.shape", "f", torch.ones(2))
    assert given.value == (5,)
    assert given.changed_input
    assert answer(rooms, "def f(x):\n    x.data[0] = 9", "f", torch.ones(2)).changed_input
    assert answer(rooms, "def f(x):\n    x.t_()", "f", torch.ones(2, 1)).changed_input
    assert not answer(rooms, "def f(x): return x.requires_grad_()", "f", torch.full((2,), float("nan"))).changed_input


def test_a_missing_name_is_told(rooms: Rooms) -> None:
    """So is a name that cannot be called."""
    assert answer(rooms, "x = 1", "relu").missing
    given = answer(rooms, "relu = 1", "relu")
    assert not given.missing
    assert given.raised is not None
    assert given.raised.message == "'int' object is not callable"


def test_exceptions_are_answers(rooms: Rooms) -> None:
    """sys.exit and an interrupt included; the place is the student's line."""
    given = answer(rooms, "def f(x):\n    return x / 0", "f", 1)
    assert given.raised is not None
    assert given.raised.type == "ZeroDivisionError"
    assert given.raised.place is not None
    assert given.raised.place.line == 2
    for kind in ("SystemExit", "KeyboardInterrupt"):
        raised = answer(rooms, f"def f():\n    raise {kind}", "f").raised
        assert raised is not None
        assert raised.type == kind


def test_a_probe_leaves_no_trace(rooms: Rooms) -> None:
    """Nothing is printed or warned of, and no random stream moves."""
    told = ask(
        rooms,
        "import torch, numpy, random, sys, warnings\nout = sys.stdout\nprint('a', end='')\n"
        "def f():\n    print('b'); out.write('c\\n'); warnings.warn('d')\n"
        "    torch.rand(3), numpy.random.rand(3), random.random()\n"
        "    torch.set_grad_enabled(False); torch.set_default_dtype(torch.float64)\n",
        "f",
        then="print('e', end='')\nn = torch.rand(1).item(), float(numpy.random.rand()), random.random()\n"
        "g = torch.is_grad_enabled(), str(torch.get_default_dtype())",
    )
    assert told.stdout == b"ae"
    assert [cell.warnings for cell in told.cells] == [(), ()]
    without = rooms.run(
        "import torch, numpy, random", "n = torch.rand(1).item(), float(numpy.random.rand()), random.random()"
    )
    assert told.last.namespace["n"] == without.last.namespace["n"]
    assert told.last.namespace["g"] == (True, "torch.float32")


def test_a_model_is_left_as_it_was(rooms: Rooms) -> None:
    """Its mode, and what a batch norm learns by being looked at."""
    told = ask(
        rooms,
        "import torch\nclass Net(torch.nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.norm = torch.nn.BatchNorm1d(2)\n"
        "    def forward(self, x):\n        y = self.norm(x)\n        self.eval()\n        return y\nnet = Net()",
        "net",
        torch.rand(4, 2),
        then="norm = net.norm\nmode = net.training, norm.training\n"
        "mean, seen = norm.running_mean, norm.num_batches_tracked",
    )
    assert told.cells[0].answers[0].raised is None
    names = told.last.namespace
    assert names["mode"] == (True, True)
    mean, seen = names["mean"], names["seen"]
    assert isinstance(mean, TensorSeen)
    assert isinstance(seen, TensorSeen)
    assert mean.value is not None
    assert seen.value is not None
    assert mean.value.tolist() == [0, 0]
    assert seen.value.item() == 0


def test_several_calls_are_answered_in_order(rooms: Rooms) -> None:
    """Each with fresh arguments, whatever the one before did to its own."""
    x = torch.ones(2)
    calls = tuple(Call(name=name, function="f", arguments=(x,)) for name in ("a", "b"))
    told = rooms.run("def f(x):\n    x += 1\n    return x.sum().item()", plan=Plan(calls=calls))
    assert [(given.name, given.value, given.changed_input) for given in told.last.answers] == [
        ("a", 4.0, True),
        ("b", 4.0, True),
    ]


def test_calls_come_after_a_cell_that_failed(rooms: Rooms) -> None:
    """What was defined before the failure can still be asked."""
    told = ask(rooms, "def f(): return 5\n1/0", "f")
    assert told.cells[0].answers[0].value == 5
