"""What is told of the values that a program made."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from graders.observation import CellSeen, How, Made, ModuleSeen, OptimiserSeen, OtherSeen, TensorSeen
from graders.plan import Call, Plan
from tests.app.sandbox.inside.rooms import Rooms

CATCHING = """import torch, contextlib
x = torch.ones(1)
try:
    x.backward()
except RuntimeError as e:
    pass
with contextlib.suppress(RuntimeError):
    x.backward()
try:
    raise RuntimeError('element 0 of tensors')
except* RuntimeError: pass
def f():
    {}['k']
try: f()
except Exception: pass
"""
DISPATCHED = """
from torch.utils._python_dispatch import TorchDispatchMode
n = []
class M(TorchDispatchMode):
    def __torch_dispatch__(self, function, types, args=(), more=None):
        n.append(function)
        return function(*args, **(more or {}))
with M():
    z = x * 2 + 1
assert len(n) == 2, n
"""


def seen(rooms: Rooms, *cells: str, plan: Plan | None = None) -> CellSeen:
    """What was seen of the last cell of a program, none of which was refused."""
    told = rooms.run(*cells, plan=plan)
    assert told.declared.refused is None
    assert told.last.instrumented
    return told.last


def only(cell: CellSeen, how: How, source: str | None = None, **more: Any) -> Made:
    """The one value that was made so."""
    found = [
        made
        for made in cell.made
        if made.how is how
        and source in {None, made.source}
        and all(getattr(made, name) == value for name, value in more.items())
    ]
    assert len(found) == 1, found
    return found[0]


def numbers(made: Made) -> Any:
    """A tensor's numbers as lists."""
    assert isinstance(made.value, TensorSeen)
    assert made.value.value is not None
    return made.value.value.tolist()


def test_a_value_is_told_with_its_place_and_making(rooms: Rooms) -> None:
    """Operator, source text, line, column, operands by their rows."""
    cell = seen(rooms, "import torch\na = torch.tensor([1., 2.])\nprint((\n    a @ a) + 1)")
    made = only(cell, How.OPERATOR, name="@")
    assert (made.place.line, made.place.column, made.source) == (4, 4, "a @ a")
    assert numbers(made) == 5.0
    assert [cell.made[n].name for n in made.operands if n is not None] == ["a", "a"]
    outer = only(cell, How.OPERATOR, name="+")
    assert outer.source == "(\n    a @ a) + 1"
    assert outer.operands == (cell.made.index(made),)
    printed = only(cell, How.CALL, callee="builtins.print")
    assert printed.operands == (cell.made.index(outer),)


@pytest.mark.parametrize(
    ("code", "callee"),
    [
        ("import torch as tc\ntc.relu(x)", "torch.relu"),
        ("from torch.nn import functional as F\nF.mse_loss(x, x)", "torch.nn.functional.mse_loss"),
        ("relu = torch.sigmoid\nrelu(x)", "torch.sigmoid"),
        ("x.view(2, 1)", "torch.Tensor.view"),
        ("getattr(x, 'sum')()", "torch.Tensor.sum"),
        ("torch.nn.Linear(1, 1)", "torch.nn.modules.linear.Linear"),
        ("import numpy as np\nnp.maximum(1, 2)", "numpy.maximum"),
        ("import numpy as np\nnp.dot([1], [2])", "numpy.dot"),
        ("def f(): return 1\nf()", "__main__.f"),
        ("class C:\n    def g(self): return 1\nC().g()", "__main__.C.g"),
        ("(lambda: 3)()", "__main__.<lambda>"),
        ("class grad:\n    __module__ = 'torch.autograd'\n    def __call__(self): return 1\ngrad()()", "__main__.grad"),
        (
            "class S(torch.nn.MSELoss):\n    forward = lambda *_: x\nclass T(S): __module__ = 'torch'\nT()(x, x)",
            "__main__.T",
        ),
        ("'a,b'.split(',')", "builtins.str.split"),
        ("torch.manual_seed(3)", "torch.random.manual_seed"),
    ],
)
def test_a_callee_is_told_by_what_it_is(rooms: Rooms, code: str, callee: str) -> None:
    """Not by what the student calls it."""
    cell = seen(rooms, f"import torch\nx = torch.ones(2)\n{code}")
    assert cell.made[-1].callee == callee


def test_the_text_of_an_expression_is_from_our_copy(rooms: Rooms) -> None:
    """Over lines, and with letters of several bytes before it."""
    cell = seen(rooms, "ä = 'öö'; y = ä.replace('ö',\n   'x')")
    made = only(cell, How.CALL)
    assert (made.source, made.place.column) == ("ä.replace('ö',\n   'x')", 14)


def test_tokens_tell_objects_and_memory_apart(rooms: Rooms) -> None:
    """A view is another object in the same memory; so is what NumPy sees of a tensor, and back."""
    cell = seen(
        rooms,
        "import torch\na = torch.arange(6).reshape(2, 3)\nb = a.view(3, 2)\nc = a\nd = a.clone()\n"
        "n = a.numpy()\nt = torch.from_numpy(n)\nm = n[1:]\n"
        "import numpy as np\nk = np.zeros(3)\nu = torch.from_numpy(k[1:])",
    )
    ids = cell.identities
    assert ids["a"] == ids["c"]
    assert ids["a"].token != ids["b"].token
    assert ids["a"].memory == ids["b"].memory == ids["n"].memory == ids["t"].memory == ids["m"].memory
    assert ids["d"].memory not in {ids["a"].memory, ids["k"].memory}
    assert ids["k"].memory == ids["u"].memory
    assert None not in {one.memory for one in ids.values()}


def test_a_new_object_at_an_old_address_has_a_token_of_its_own(rooms: Rooms) -> None:
    """Tokens die with their objects."""
    cell = seen(rooms, "import torch\nfor i in range(8):\n    torch.ones(2) + 1\n")
    sums = [made for made in cell.made if made.how is How.OPERATOR]
    assert len({made.token for made in sums}) == len({made.memory for made in sums}) == 8


def test_what_came_from_what(rooms: Rooms) -> None:
    """From an array to a tensor and back, by operands that hold the tokens."""
    cell = seen(rooms, "import torch\nt = torch.tensor([10, 20, 30])\na = t.numpy()\nb = torch.from_numpy(a)")
    back = only(cell, How.CALL, callee="torch.from_numpy")
    assert back.operands[0] is not None
    source = cell.made[back.operands[0]]
    assert source.token == only(cell, How.CALL, callee="torch.Tensor.numpy").token == cell.identities["a"].token
    assert back.memory == source.memory


def test_loops_keep_the_first_eight_and_the_last(rooms: Rooms) -> None:
    """With the count of the last; and the last one's operands."""
    cell = seen(rooms, "import torch\nw = torch.tensor(0.)\nfor i in range(1000):\n    w = w + 2\n")
    sums = [made for made in cell.made if made.how is How.OPERATOR]
    assert [numbers(made) for made in sums] == [2, 4, 6, 8, 10, 12, 14, 16, 2000]
    assert [made.nth for made in sums] == [1, 2, 3, 4, 5, 6, 7, 8, 1000]
    assert [made.last for made in sums] == [False] * 8 + [True]
    assert cell.made[sums[-1].operands[0] or 0].nth == 1000


def test_ten_steps_of_descent_are_seen_where_nothing_is_returned(rooms: Rooms) -> None:
    """A function's locals at its exit, by whatever exit."""
    cell = seen(
        rooms,
        "import torch\ndef descend(early):\n    w = torch.tensor(0., requires_grad=True)\n    for _ in range(10):\n"
        "        ((w - 3) ** 2).backward()\n        with torch.no_grad():\n            w -= 0.1 * w.grad\n"
        "        w.grad.zero_()\n    if early: return\n    v = w * 1\ndescend(False)\ndescend(True)",
    )
    exits = [made for made in cell.made if made.how is How.LOCAL]
    assert [(made.name, made.place.line) for made in exits] == [("w", 10), ("v", 10), ("w", 9)]
    assert all(numbers(made) == pytest.approx(2.677877) for made in exits)


@pytest.mark.parametrize(
    "body",
    [
        "for i in range(3):\n        w = torch.ones(2) * i",
        "for w in torch.tensor([[0., 0.], [2., 2.]]): pass",
        "if n:\n        w = torch.ones(2) * 2",
        "try:\n        w = torch.ones(2) * 2\n        1 / 0\n    except ZeroDivisionError: pass",
        "with torch.no_grad():\n        w = torch.ones(2) * 2",
        "while True:\n        w = torch.ones(2) * 2\n        if n: return\n        break",
        "match n:\n        case 1:\n            w = torch.ones(2) * 2",
        "for i in range(3):\n        w = torch.ones(2) * i\n        if i == 2: return None",
        "(w := torch.ones(2) * 2)",
    ],
)
def test_locals_of_a_branch_are_told_too(rooms: Rooms, body: str) -> None:
    """Bound in a loop, a condition, a `try`, a `with`: at the exit it is looked at what is bound."""
    cell = seen(rooms, f"import torch\ndef f(n):\n    if not n:\n        v = torch.zeros(1)\n    {body}\nf(1)")
    exits = [(made.name, numbers(made)) for made in cell.made if made.how is How.LOCAL]
    assert exits == [("w", [2, 2])]


def test_a_network_that_a_function_trained_is_told_as_it_was_at_the_end(rooms: Rooms) -> None:
    """It dies with the function; when it was made it had learnt nothing yet."""
    cell = seen(
        rooms,
        "import torch\ndef train():\n    net = torch.nn.Linear(1, 1)\n    with torch.no_grad():\n"
        "        net.weight.fill_(7.)\ntrain()",
    )
    told = only(cell, How.LOCAL, name="net").value
    assert isinstance(told, ModuleSeen)
    weight = told.parameters[0].value
    assert isinstance(weight, TensorSeen)
    assert weight.value is not None
    assert weight.value.tolist() == [[7]]
    assert not [made for made in cell.made if made.shown]


def test_a_list_that_grew_in_a_function_is_told_as_it_was_at_the_end(rooms: Rooms) -> None:
    """Losses that were kept and never shown."""
    cell = seen(rooms, "def train():\n    losses = []\n    for i in range(20):\n        losses.append(i)\ntrain()")
    assert only(cell, How.LOCAL, name="losses").value == tuple(range(20))


def test_the_names_of_a_function_that_runs_often_are_told_eight_times(rooms: Rooms) -> None:
    """After that its exit costs a look at a counter."""
    cell = seen(rooms, "import torch\ndef f(i):\n    w = torch.tensor(i)\nfor i in range(30): f(i)")
    assert [(made.nth, numbers(made)) for made in cell.made if made.how is How.LOCAL] == [(n + 1, n) for n in range(8)]


def test_values_are_told_as_they_were(rooms: Rooms) -> None:
    """What is changed in place later, by whatever way, does not change what was told."""
    cell = seen(
        rooms,
        "import torch\nx = torch.zeros(1)\ny = x + 1\ny.add_(1)\ny.data += 1\ny[0] = 9\ny.numpy()[0] = 10\n"
        "torch.add(y, 1, out=y)",
    )
    found = [numbers(made) for made in cell.made if made.token == cell.identities["y"].token]
    assert found == [[1], [1], [2], [2], [3], [3], [9], [10], [10], [11]]


def test_what_a_loop_made_last_is_saved_before_a_known_change(rooms: Rooms) -> None:
    """By an augmented or item assignment, a method that ends in `_`, `out=`; else it is told as changed."""
    head = "import torch\nz = torch.zeros(1)\nfor i in range(20):\n    y = z + i\n    "
    for change in ("y += 100", "y.add_(100)", "torch.add(y, 100, out=y)", "y[0] = 100", "y[:] += 100"):
        cell = seen(rooms, head + change)
        last = only(cell, How.OPERATOR, "z + i", last=True)
        assert (numbers(last), last.changed) == ([19], False), change
        assert last.token == cell.identities["y"].token
    cell = seen(rooms, head + "change = getattr(y, 'add' + '_'); change(100)")
    last = only(cell, How.OPERATOR, "z + i", last=True)
    assert (numbers(last), last.changed) == ([119], True)


def test_what_is_shown(rooms: Rooms) -> None:
    """The objects given to print, the parts of texts, the bare expression at the end: not their texts only."""
    cell = seen(
        rooms,
        "import torch\nt = torch.rand(2, 3)\nprint('shape', t.shape, t.dtype)\nm = torch.nn.Linear(2, 1)\n"
        "print(*m.parameters())\nx = f'{t.sum():.2f} {t}'\nprint(f'{t.mean()}')\nt",
    )
    prints = [made for made in cell.made if made.callee == "builtins.print"]
    values = [cell.made[n].value for n in prints[0].operands if n is not None]
    assert values == [(2, 3), OtherSeen(type="torch.dtype", text="torch.float32")]
    unpacked = cell.made[prints[1].operands[0] or 0].value
    assert isinstance(unpacked, tuple)
    assert [part.kind for part in unpacked if isinstance(part, TensorSeen)] == ["parameter", "parameter"]
    assert [made.source for made in cell.made if made.shown and made.how is not How.CALL] == [
        *("t.shape", "t.dtype", "m.parameters()", "t", "t"),
    ]
    assert [made.source for made in cell.made if made.shown and made.how is How.CALL] == ["t.sum()", "t.mean()"]
    assert prints[2].operands == (cell.made.index(only(cell, How.CALL, "t.mean()")),)


def test_what_print_was_given_is_shown(rooms: Rooms) -> None:
    """The objects, by whatever name print is called; in a loop the last one, too; not what went another way."""
    cell = seen(
        rooms,
        "import torch\nfrom builtins import print as say\nt = torch.ones(2)\n"
        "say('sum', t.sum(), [t * 2], {'max': t.max()}, sep=' ')\n"
        "u = t + 1\nfor i in range(20):\n    loss = t.mean() * i\n    print(loss.item())",
    )
    assert [made.source for made in cell.made if made.shown and made.nth == 1] == [
        *("t.sum()", "t * 2", "t.max()", "loss.item()"),
    ]
    assert [made.value for made in cell.made if made.shown and made.last] == [19.0]
    assert not only(cell, How.OPERATOR, "t + 1").shown


def test_operands_are_of_the_same_time(rooms: Rooms) -> None:
    """Where an exception came between, what was made before it is no operand of what is made after it."""
    cell = seen(
        rooms,
        "import torch\ndef f(x, i):\n    if i < 12: raise ValueError\n    return x + 1\n"
        "for i in range(30):\n    try:\n        f(torch.tensor(i) * 2, i)\n    except ValueError: pass",
    )
    calls = [made for made in cell.made if made.how is How.CALL and made.source.startswith("f(")]
    assert [(numbers(made), made.operands[0]) for made in calls[:8]] == [(25 + 2 * n, None) for n in range(8)]
    assert {made.callee for made in calls[:8]} == {None}
    assert calls[8].last
    assert numbers(calls[8]) == 59


def test_a_loop_in_a_mode_is_not_told_as_changed(rooms: Rooms) -> None:
    """Versions are read past a mode of the student's."""
    cell = seen(rooms, "import torch\nx = torch.ones(1)\nwith torch.device('cpu'):\n    for i in range(20): x * i")
    last = only(cell, How.OPERATOR, last=True)
    assert (numbers(last), last.changed) == ([19], False)


def test_caught_exceptions_are_told(rooms: Rooms) -> None:
    """By handlers and `suppress`; with the file that raised, so that a student's own raise is told from torch's."""
    cell = seen(rooms, CATCHING)
    files = [(raised.type, raised.file, raised.place and raised.place.line) for raised in cell.caught]
    assert files[:2] == [("RuntimeError", "torch/autograd/graph.py", 4), ("RuntimeError", "torch/autograd/graph.py", 8)]
    assert [file for _, file, _ in files[2:]] == ["<cell 1>", "<cell 1>"]
    assert files[3] == ("KeyError", "<cell 1>", 13)
    raised = seen(rooms, "import torch\ntorch.ones(1).backward()").raised
    assert raised is not None
    assert raised.file == "torch/autograd/graph.py"


def test_modules_and_optimisers_are_described(rooms: Rooms) -> None:
    """Structure, plain attributes, weights, mode; groups and whose parameters; when made and as the cell left them."""
    cell = seen(
        rooms,
        "import torch\nfrom torch import nn\nnet = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.BatchNorm1d(4))\n"
        "o = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)\nnet.eval()\n"
        "with torch.no_grad():\n    net[0].weight.fill_(7.)",
    )
    net, optimiser = cell.living[cell.identities["net"].token], cell.living[cell.identities["o"].token]
    assert isinstance(net, ModuleSeen)
    assert isinstance(optimiser, OptimiserSeen)
    assert [name for name, _ in net.children] == ["0", "1", "2"]
    linear, _, norm = (child for _, child in net.children)
    assert (linear.type, linear.training) == ("torch.nn.modules.linear.Linear", False)
    assert linear.options == {"in_features": 2, "out_features": 4}
    weight = linear.parameters[0]
    assert isinstance(weight.value, TensorSeen)
    assert weight.value.value is not None
    assert torch.equal(weight.value.value, torch.full((4, 2), 7.0))
    assert [part.name for part in norm.buffers] == ["running_mean", "running_var", "num_batches_tracked"]
    (group,) = optimiser.groups
    assert (group.options["lr"], group.options["momentum"]) == (0.01, 0.9)
    assert group.parameters == tuple(p.token for m in (linear, norm) for p in m.parameters)
    first = only(cell, How.CALL, callee="torch.nn.modules.container.Sequential").value
    assert isinstance(first, ModuleSeen)
    assert first.training


def test_a_model_that_exists_only_in_a_call_is_told(rooms: Rooms) -> None:
    """With its weights, and the call of it names which module it was."""
    cell = seen(rooms, "import torch\nprint(torch.nn.Linear(2, 1)(torch.ones(1, 2)))")
    module = only(cell, How.CALL, "torch.nn.Linear(2, 1)")
    call = only(cell, How.CALL, "torch.nn.Linear(2, 1)(torch.ones(1, 2))")
    assert isinstance(module.value, ModuleSeen)
    assert call.callee_token == module.token is not None


def test_a_gradient_set_by_hand_is_seen(rooms: Rooms) -> None:
    """As a store, with the value as its operand."""
    cell = seen(rooms, "import torch\nx = torch.tensor(2., requires_grad=True)\nx.grad = torch.tensor(44.)")
    store = only(cell, How.STORE, name="grad")
    assert store.token == cell.identities["x"].token
    assert numbers(cell.made[store.operands[0] or 0]) == 44


def test_places_of_an_earlier_cell_are_told_with_it(rooms: Rooms) -> None:
    """A function of cell 1 that runs in cell 2 is told by cell 2; each cell keeps eight values of its own."""
    told = rooms.run("def f(n):\n    return n + 1\nfor i in range(20): f(i)", "f(5)")
    made = only(told.last, How.OPERATOR)
    assert (made.place.cell, made.place.line, made.value, made.nth) == (0, 2, 6, 1)


def test_probes_leave_no_record(rooms: Rooms) -> None:
    """The recorder is off while hidden inputs are answered."""
    plan = Plan(calls=(Call(name="a", function="f", arguments=(41,), after=0),))
    told = rooms.run("def f(n):\n    return n + 1", "g = f(1)", plan=plan)
    assert told.cells[0].answers[0].value == 42
    assert told.cells[0].made == ()
    assert [made.value for made in told.cells[1].made if made.how is How.OPERATOR] == [2]


def test_recursion_attributes_operands_to_their_own_call(rooms: Rooms) -> None:
    """A place that runs in many frames at once mixes nothing up."""
    cell = seen(rooms, "import torch\ndef f(n):\n    return torch.tensor(1) if n < 2 else f(n - 1) + f(n - 2)\nf(4)")
    for made in cell.made:
        if made.how is How.OPERATOR and made.name == "+":
            left, right = (cell.made[n] for n in made.operands if n is not None)
            assert numbers(left) + numbers(right) == numbers(made)


@pytest.mark.parametrize(
    "code",
    [
        "torch.vmap(lambda v: v * 2 + v.sum())(x)",
        "torch.func.grad(lambda v: (v * 2).sum())(x)",
        "torch.jit.trace(lambda v: v * 2 + 1, x)",
        "torch.autograd.functional.jacobian(lambda v: v * 2, x)",
        "class S(torch.Tensor): pass\ny = x.as_subclass(S) + 1",
        "y = torch.ones(2, device='meta') + 1",
        "y = x.to_sparse() * 2",
        "with torch.inference_mode():\n    for i in range(20): z = x * 2",
        DISPATCHED,
        DISPATCHED.replace("torch.utils._python_dispatch", "torch.overrides")
        .replace("Dispatch", "Function")
        .replace("__torch_dispatch__", "__torch_function__"),
        "x.untyped_storage().resize_(0)\ny = x.view(-1)",
        "with torch.device('meta'):\n    z = torch.ones(2) + 1",
        "x.backward(x)\nx.grad.backward",
        "import numpy as np\ny = np.array([object()]) == 1",
    ],
)
def test_tensors_that_cannot_be_read_cost_nothing(rooms: Rooms, code: str) -> None:
    """Whatever a value is, the program runs and the rest is told."""
    cell = seen(
        rooms,
        f"import torch\nx = torch.ones(2, requires_grad=True)\nx = x.detach().requires_grad_()\n{code}\nlast = 6 * 7",
    )
    assert cell.raised is None
    assert cell.dropped == 0
    assert only(cell, How.OPERATOR, "6 * 7").value == 42


def test_too_much_is_dropped_and_counted(rooms: Rooms) -> None:
    """A flood of values or of bytes leaves the namespace and later cells what they need."""
    many = "import torch\n" + "\n".join(f"torch.tensor({n}) + {n}" for n in range(4000))
    big = "import torch\nr = torch.rand(400_000)\nk = [r * n for n in range(3)] + [r + 1, r - 1, r + 2]"
    told = rooms.run(many, big, "import torch\nx = torch.ones(3) + 1")
    assert told.declared.refused is None
    assert told.cells[0].dropped > 0
    assert numbers(only(told.last, How.OPERATOR)) == [2, 2, 2]
    assert sum(len(frame.pack()) for frame in told.frames) < 16 << 20


def test_large_values_of_a_loop_are_not_held(rooms: Rooms) -> None:
    """A loop over tensors of some megabytes needs no more memory than it would."""
    cell = seen(
        rooms,
        "import torch, weakref\nlast = []\nfor i in range(12):\n    t = torch.zeros(2_000_000) + 1\n"
        "    last.append(weakref.ref(t))\n"
        "del t\nalive = [r() is not None for r in last]",
    )
    assert cell.namespace["alive"] == (False,) * 12


def test_a_cell_that_fails_tells_what_it_made(rooms: Rooms) -> None:
    """Up to the line that failed."""
    cell = seen(rooms, "x = 1 + 1\ny = 1 / 0")
    assert cell.raised is not None
    assert [made.value for made in cell.made] == [2]


def test_a_cell_that_cannot_be_read_says_that_it_was_not_watched(rooms: Rooms) -> None:
    """Neither a syntax error nor a plain run has made anything that was seen."""
    told = rooms.run("x = = 1", "import sys\nsys.settrace(None)\nx = 1 + 1")
    assert [cell.instrumented for cell in told.cells] == [False, False]
    assert told.last.made == ()
