"""Models called on hidden rows, whatever they are called."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from graders.observation import ModelAnswer, ModuleSeen, TensorSeen
from graders.plan import Call, InputSize, ModelCall, Plan
from tests.app.sandbox.inside.rooms import Rooms, Told

ROWS = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
COLUMN = torch.tensor([[1.0], [2.0], [3.0]])
HEAD = "import torch\nfrom torch import nn\n"


def ask(rooms: Rooms, text: str, rows: torch.Tensor = ROWS, then: str = "", **others: Any) -> Told:
    """Run a cell, call its models, run another cell."""
    plan = Plan(models=(ModelCall(name="hidden", rows=rows, **others),))
    told = rooms.run(HEAD + text, then, plan=plan)
    assert told.declared.ended, told.declared.refused
    return told


def answers(rooms: Rooms, text: str, rows: torch.Tensor = ROWS, **others: Any) -> tuple[ModelAnswer, ...]:
    """The answers of all models."""
    return ask(rooms, text, rows, **others).cells[0].models


def answer(rooms: Rooms, text: str, rows: torch.Tensor = ROWS, **others: Any) -> ModelAnswer:
    """The one answer."""
    [given] = answers(rooms, text, rows, **others)
    assert given.name == "hidden"
    return given


def numbers(seen: object) -> Any:
    """The numbers of a tensor."""
    assert isinstance(seen, TensorSeen)
    assert seen.value is not None
    return seen.value.tolist()


def test_a_model_is_called_under_any_name_or_none(rooms: Rooms) -> None:
    """The latest first; what is part of another one is not called by itself."""
    text = (
        "kept = [nn.Flatten()]\na = nn.Linear(2, 1)\nclass Net(nn.Module):\n"
        "    def __init__(self):\n        super().__init__()\n        self.a = a\n        self.act = nn.ReLU()\n"
        "    def forward(self, x):\n        return self.act(self.a(x))\nnetz = Net()\nnn.Linear(2, 1)"
    )
    told = ask(rooms, text)
    net, bare, flat = told.cells[0].models
    assert (bare.called, bare.type) == ("", "torch.nn.modules.linear.Linear")
    assert (net.called, net.type) == ("netz", "__main__.Net")
    assert net.token == told.cells[0].identities["netz"].token
    assert (flat.called, flat.type) == ("", "torch.nn.modules.flatten.Flatten")
    assert numbers(flat.value) == ROWS.tolist()
    linear = told.cells[0].living[told.cells[0].identities["a"].token]
    assert isinstance(linear, ModuleSeen)
    weight, bias = (torch.tensor(numbers(part.value)) for part in linear.parameters)
    assert torch.allclose(torch.tensor(numbers(net.value)), torch.relu(ROWS @ weight.T + bias))
    assert net.rows is None


def test_a_model_that_lives_in_a_function_or_an_expression_only_is_called(rooms: Rooms) -> None:
    """As it was last; once it has been called it is let go of, as it is where nothing is to be called."""
    text = (
        "import weakref\nseen = []\ndef f():\n    net = nn.Linear(2, 1)\n    seen.append(weakref.ref(net))\n"
        "    with torch.no_grad():\n        net.weight.fill_(2)\n        net.bias.fill_(1)\n"
        "f()\nnn.ReLU()(torch.ones(1))\nfor _ in range(9): nn.MSELoss()(torch.ones(1), torch.ones(1))"
    )
    then = "gone = seen[0]() is None"
    told = ask(rooms, text, then=then)
    relu, net = told.cells[0].models
    assert (relu.type, relu.called) == ("torch.nn.modules.activation.ReLU", "")
    assert numbers(net.value) == [[7.0], [15.0], [23.0]]
    assert told.last.namespace["gone"] is True
    assert rooms.run(HEAD + text + "\n" + then).last.namespace["gone"] is True


def test_at_most_eight_are_called_the_latest_made(rooms: Rooms) -> None:
    """Modules before functions, and among them those with a name before the others; a loss is no model."""
    text = "def f(x): return x\nnets = []\n" + "".join(f"nets.append(nn.Softmax(dim={n}))\n" for n in range(10))
    given = answers(rooms, text, functions=True)
    assert [one.type for one in given] == ["torch.nn.modules.activation.Softmax"] * 8
    assert [one.raised.message[-10:] for one in given if one.raised] == [f"but got {n})" for n in range(9, 1, -1)]
    text = "net = nn.ReLU()\nnn.Tanh()\nloss = nn.MSELoss()\ndef f(x): return x"
    assert [one.called for one in answers(rooms, text, functions=True)] == ["net", "", "f"]


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        ("def predict(x):\n    return 2 * x + 1", COLUMN, [[3.0], [5.0], [7.0]]),
        ("predict = lambda x: x.sum()", COLUMN, 6.0),
        ("def predict(x, k=2):\n    return k * x", COLUMN, [[2.0], [4.0], [6.0]]),
        ("def predict(x):\n    return float(x) + 0.5", COLUMN, [1.5, 2.5, 3.5]),
        ("def predict(x):\n    return 1 if x[0] > 2 else 0", ROWS, [0, 1, 1]),
        ("def predict(x):\n    assert x.dim() == 1\n    return x[0] * x[1]", ROWS, [2.0, 12.0, 30.0]),
        ("def predict(x):\n    assert x.shape == (3,)\n    return x", COLUMN, [1.0, 2.0, 3.0]),
        ("@torch.no_grad()\ndef predict(x):\n    return x.sum()", ROWS, 21.0),
        ("class M:\n    def __call__(self, x):\n        return -x\npredict = M()", COLUMN, [[-1.0], [-2.0], [-3.0]]),
        ("class M:\n    def f(self, x):\n        return -x\npredict = M().f", COLUMN, [[-1.0], [-2.0], [-3.0]]),
        ("w = torch.ones(1, requires_grad=True)\ndef predict(x):\n    return (w * x).numpy()", COLUMN, COLUMN.tolist()),
    ],
)
def test_functions_of_one_argument_are_called(rooms: Rooms, text: str, rows: torch.Tensor, expected: Any) -> None:
    """The batch, then without its second dimension, then row by row, whose answers become one tensor."""
    [given] = [one for one in answers(rooms, text, rows, functions=True) if one.called == "predict"]
    assert given.raised is None
    assert given.token is None
    assert numbers(given.value) == expected


def test_other_things_are_not_called(rooms: Rooms) -> None:
    """What takes another number of arguments, what is not the student's, classes; and functions only if asked for."""
    text = (
        "from torch import relu\nfrom copy import copy\nf0 = lambda: 1\nf2 = lambda x, y: 1\nfs = lambda *xs: 1\n"
        "def fk(x, *, k): pass\nclass C:\n    def __init__(self, x): self.x = x\n    def m(self): return 1\n"
        "c, m, n, s = C(1), C(1).m, None, 'text'\nf1 = lambda x: 7\ng1 = f1"
    )
    assert [one.called for one in answers(rooms, text, functions=True)] == ["g1"]
    assert answers(rooms, text) == ()


def test_rows_that_do_not_stack_are_told_one_by_one(rooms: Rooms) -> None:
    """As a tuple of what came back."""
    given = answer(rooms, "def f(x):\n    return x[: int(x[0])]", functions=True)
    assert isinstance(given.value, tuple)
    assert [numbers(part) for part in given.value] == [[1.0], [3.0, 4.0], [5.0, 6.0]]


BY_HAND = """class N(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(3, 1))
    def forward(self, x):
        return x @ self.w
net = N()
"""


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("net = nn.Linear(3, 1)", 3),
        ("net = nn.Sequential(nn.Flatten(), nn.Linear(1, 4), nn.Linear(4, 1))", 1),
        ("net = nn.Sequential(nn.Linear(5, 4), nn.ReLU())", 5),
        ("net = nn.Sequential(nn.BatchNorm1d(4), nn.Linear(4, 1))", 4),
        (BY_HAND, 3),
        ("class L(nn.Linear): pass\nnet = L(3, 5)", 3),
        ("net = nn.LazyLinear(2)", None),
        ("net = nn.ReLU()", None),
    ],
)
def test_rows_are_made_as_wide_as_the_model(rooms: Rooms, text: str, width: int | None) -> None:
    """Columns are repeated or left out, and what was really given is told; where there is no weight, as they were."""
    given = answer(rooms, text, size=InputSize.OWN)
    assert given.raised is None
    if width is None:
        assert given.rows is None
    else:
        assert torch.equal(torch.tensor(numbers(given.rows)), torch.cat([ROWS] * 3, dim=1)[:, :width])


def test_a_model_is_given_rows_of_the_type_that_it_computes_in(rooms: Rooms) -> None:
    """Where it is no module, double precision is tried as well."""
    net, predict = answers(
        rooms,
        "net = nn.Linear(1, 2).double()\nwith torch.no_grad():\n    net.weight.fill_(1)\n    net.bias.zero_()\n"
        "def predict(x): return net(x)",
        COLUMN,
        size=InputSize.OWN,
        functions=True,
    )
    assert numbers(net.value) == numbers(predict.value) == [[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]
    assert isinstance(net.rows, TensorSeen)
    assert net.rows.dtype == "float64"
    half = answer(rooms, "net = nn.Linear(2, 1).bfloat16()", size=InputSize.OWN)
    assert half.raised is None
    assert isinstance(half.rows, TensorSeen)
    assert half.rows.dtype == "bfloat16"


def test_another_width_is_the_models_own_error(rooms: Rooms) -> None:
    """Where the rows are to be as given; the first of the tries is told."""
    given = answer(rooms, "net = nn.Linear(3, 1)")
    assert given.raised is not None
    assert "mat1 and mat2 shapes cannot be multiplied (3x2 and 3x1)" in given.raised.message
    assert given.value is None


NET = "class N(nn.Module):\n    def forward(self, x):\n        {}\nnet = N()\ngood = nn.Identity()"


@pytest.mark.parametrize(
    ("body", "raised"),
    [
        ("while True: pass", "TimeUp"),
        ("print('x' * 1000)\n        raise SystemExit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("return self.forward(x)", "RecursionError"),
        ("return Ellipsis", None),
        ("return type('T', (torch.Tensor,), {'__torch_function__': None})(3)", None),
        ("return [x] * 3000", None),
        ("return torch.zeros(4_000_000)", None),
        ("return {'a': x}", None),
    ],
)
def test_a_hostile_model_costs_only_its_own_answer(rooms: Rooms, body: str, raised: str | None) -> None:
    """It loops, prints, ends the process, or gives back junk; the others are told as they are."""
    told = ask(rooms, NET.format(body), then="x = 5")
    good, net = told.cells[0].models
    assert numbers(good.value) == ROWS.tolist()
    assert (net.raised.type if net.raised else None) == raised
    assert told.stdout == b""
    assert told.last.namespace["x"] == 5


@pytest.mark.parametrize(
    "text",
    [
        "class N(nn.Module):\n    __call__ = None\nnet = N()",
        "class N(nn.Module): pass\nnet = N()\nN.__getattribute__ = lambda self, name: 1 / 0",
        "class N(nn.Module):\n    def parameters(self): 1 / 0\n    modules = buffers = parameters\nnet = N()",
        "net = nn.ReLU()\nnet.__dict__['_modules'] = net.__dict__['_parameters'] = 7",
        "net = nn.ReLU()\nnet._modules['self'] = net",
        "net = nn.ReLU()\ntorch.nn.modules.loss._Loss = torch.no_grad = torch.float64 = None",
        "import signal\nsignal.signal = signal.setitimer = None",
        "class M(type): __module__ = property(lambda cls: 1 / 0)\nclass N(nn.Module, metaclass=M): pass\nnet = N()",
        "class T:\n    def __getattr__(self, name): raise OSError\n    __hash__ = None\nnet = T()",
    ],
)
def test_strange_objects_do_not_keep_others_from_answering(rooms: Rooms, text: str) -> None:
    """Nothing of theirs is asked before they are called."""
    given = answers(rooms, f"good = nn.Identity()\n{text}\nT = None", functions=True, size=InputSize.OWN)
    assert [numbers(one.value) for one in given if one.called == "good"] == [ROWS.tolist()]


def test_loops_without_end_cost_two_seconds_in_all(rooms: Rooms) -> None:
    """Then the rest is not called at all, and the run goes on."""
    text = "".join(f"def f{n}(x):\n    while True: pass\n" for n in range(8))
    told = ask(rooms, text, functions=True, then="x = 5")
    given = told.cells[0].models
    assert [one.raised.type for one in given if one.raised] == ["TimeUp"] * 8
    assert given[0].raised is not None
    assert given[0].raised.message == "it took too long for a call on a few rows"
    assert given[7].raised is not None
    assert given[7].raised.message == "the calls before it have used up the time"
    assert told.last.namespace["x"] == 5


def test_calls_leave_no_trace(rooms: Rooms) -> None:
    """Not in weights, gradients, modes, names, lists, random streams or warnings, whatever a function does."""
    text = (
        "import warnings\nnet = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))\nw = torch.ones(2)\nlosses = [1.0]\n"
        "net(torch.rand(4, 2)).sum().backward()\ngrad = net[0].weight.grad\nbefore = net.state_dict()\n"
        "before = {name: value.clone() for name, value in before.items()}\n"
        "def train(x):\n    global w, new\n    warnings.warn('w'); torch.rand(2); losses.append(2.0); net.eval()\n"
        "    with torch.no_grad():\n        for p in net.parameters():\n            p += 1\n"
        "    w.data[0] = 9; w = 5; new = 6\n"
        "    net.zero_grad()\n    return x"
    )
    then = (
        "same = all(torch.equal(before[name], value) for name, value in net.state_dict().items())\n"
        "as_it_was = same, net.training, net[0].weight.grad is grad, losses, w.tolist(), 'new' in globals()\n"
        "n = torch.rand(1).item()"
    )
    told = ask(rooms, text, functions=True, then=then)
    assert len(told.cells[0].models) == 2
    assert told.last.namespace["as_it_was"] == (True, True, True, (1.0,), (1.0, 1.0), False)
    assert told.cells[0].warnings == ()
    assert told.last.namespace["n"] == rooms.run(HEAD + text, then).last.namespace["n"]


def test_each_call_has_rows_of_its_own(rooms: Rooms) -> None:
    """What one model does to them no other one sees."""
    given = answers(rooms, "def f(x):\n    x += 1\n    return x.clone()\ndef g(x):\n    return f(x)", functions=True)
    assert [numbers(one.value) for one in given] == [(ROWS + 1).tolist()] * 2


def test_calls_by_name_and_of_models_go_together(rooms: Rooms) -> None:
    """Each gets its own arguments; several calls of models are told by their names."""
    plan = Plan(
        calls=(Call(name="a", function="f", arguments=(torch.tensor([9.0]),)),),
        models=(
            ModelCall(name="one", rows=ROWS),
            ModelCall(name="two", rows=COLUMN),
            ModelCall(name="late", rows=ROWS, after=1),
        ),
    )
    told = rooms.run(HEAD + "def f(x): return x\nnet = nn.Identity()", "net = None", plan=plan)
    first, second = told.cells
    assert numbers(first.answers[0].value) == [9.0]
    assert [(one.name, numbers(one.value)) for one in first.models] == [
        ("one", ROWS.tolist()),
        ("two", COLUMN.tolist()),
    ]
    assert second.models == ()
    assert told.declared.ended


def test_a_model_is_called_again_with_all_weights_at_nought(rooms: Rooms) -> None:
    """What it tells apart even then it does not know by its weights; these are put back, those in functions' too."""
    text = (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(2, 1)\n"
        "    def forward(self, x):\n        return x[:, :1] + self.a(x)\nnet = Net()\nnn.init.ones_(net.a.weight)\n"
        "nn.init.ones_(net.a.bias)\ndef function(x):\n    return net.a(x)"
    )
    told = ask(rooms, text, then="left = net.a.weight.sum().item() + net.a.bias.item()", functions=True)
    net, function = told.cells[0].models
    assert numbers(net.value) == [[5.0], [11.0], [17.0]]
    assert numbers(net.blank) == [[1.0], [3.0], [5.0]]
    assert numbers(function.blank) == [[0.0], [0.0], [0.0]]
    assert told.cells[1].namespace["left"] == 3
