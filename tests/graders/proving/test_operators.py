"""Each operator makes the mistake that it says it makes."""

from __future__ import annotations

import pytest

from graders.proving import OPERATORS, Operator, mutants
from tests.graders.proving.answers import ANSWERS


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_the_example_of_an_operator_is_one_of_its_mutants(operator: Operator) -> None:
    """What the table shows is what is made."""
    assert operator.after in [mutant.source for mutant in mutants(operator.before, [operator])]


def test_no_two_operators_share_a_name() -> None:
    """A name says which mistake it was."""
    names = [operator.name for operator in OPERATORS]
    assert len(names) == len(set(names))


def test_every_operator_is_of_use_in_real_answers() -> None:
    """Each makes a mutant of the pooled answers that no operator before it makes."""
    made = {mutant.operator for answer in ANSWERS.values() for mutant in mutants(answer)}
    assert {operator.name for operator in OPERATORS} - made == set()


#: Source, the operator's name, and all that it makes of it.
EXACT = [
    ("y = (a + b) @ c", "arithmetic.operands", ["y = c @ (a + b)"]),
    ("y = a - b - c", "arithmetic.operands", ["y = c - (a - b)", "y = b - a - c"]),
    ("y = a+b", "arithmetic.side", ["y = a", "y = b"]),
    ("y = (x @ w + b).relu()", "arithmetic.side", [
        f"y = ({rest}).relu()" for rest in ("x @ w", "b", "x + b", "w + b")
    ]),
    ("y = 3 * x", "arithmetic.sign", ["y = 3 + x", "y = 3 / x"]),
    ("y = (a).T.sum()", "shape.other", ["y = (a).sum()", "y = (a).flatten().sum()"]),
    ("y = torch.relu(a + b)", "activation.dropped", ["y = a + b"]),
    ("y = F.relu(h)", "activation.other", ["y = F.sigmoid(h)", "y = F.tanh(h)", "y = F.gelu(h)"]),
    ("y = h.relu()", "activation.other", ["y = h.sigmoid()", "y = h.tanh()"]),
    ("nn.ReLU()", "activation.other", ["nn.Sigmoid()", "nn.Tanh()", "nn.GELU()", "nn.Identity()"]),
    ("import torch as tc\ntc.rand(2)", "constructor.other", [
        f"import torch as tc\ntc.{n}(2)" for n in ("randn", "ones", "zeros")
    ]),
    ("def relu(x): ...\ny = relu(h)", "activation.other", []),
    ("x = -0.5", "constant.sign", ["x = 0.5"]),
    ("x = 0.1", "constant.double", ["x = 0.2"]),
    ("torch.manual_seed(3)", "constant.more", []),
    ("x = True", "constant.more", []),
    ("[(1), (2),]", "element.dropped", ["[(2),]", "[(1),]"]),
    ("nn.Linear(2, 4, bias=False)", "layer.bias", []),
    ("nn.Linear(in_features=2, out_features=4)", "layer.size", [
        f"nn.Linear(in_features={a}, out_features={b})" for a, b in [(3, 4), (1, 4), (4, 4), (2, 5), (2, 3), (2, 8)]
    ]),
    ("x[:, -1]", "index.one_off", ["x[:, 0]", "x[:, -2]"]),
    ("x.sum(0)", "argument.dropped", ["x.sum()"]),
    ("f(a, k=1)", "argument.dropped", ["f(a)"]),
    ("x.max(dim=-1)", "argument.axis", ["x.max(dim=0)"]),
    ("a is not b", "condition.comparison", ["a is b"]),
    ("for i in range(2): f()", "training.count", [f"for i in range({n}): f()" for n in (1, 3, 4, 0)]),
    ("y = torch.tensor([0, 1, 1, 1])", "gates.table", [
        f"y = torch.tensor([{row}])" for row in ("0, 0, 0, 1", "0, 1, 1, 0", "1, 1, 1, 0")
    ]),
    ("optim.SGD(p, lr=0.01)", "optimiser.rate", [f"optim.SGD(p, lr={n})" for n in ("0.1", "0.001", "0.0")]),
    ("import os\nx = 1\nf(x)  # so\nx = 2\n", "statement.dropped", [
        "import os\nx = 1\nx = 2\n", "import os\nx = 1\nf(x)  # so\n"
    ]),
    ("if c:\n    f()\n", "statement.dropped", ["if c:\n    pass\n"]),
    ('print(f"{x.mean():.2f} é {y.mean()}")', "call.dropped", [
        'print(f"{x:.2f} é {y.mean()}")', 'print(f"{x.mean():.2f} é {y}")'
    ]),
    ("é = 'ü'; x = é.item()", "call.dropped", ["é = 'ü'; x = é"]),
    ("x = (a\n     .detach()\n     .numpy())", "call.dropped", [
        "x = (a\n     \n     .numpy())", "x = (a\n     .detach()\n     )"
    ]),
    ("for i in r:\n    f()\n    if i: break", "training.outside", []),
    ("for i in r:\n    f()\n    break", "training.outside", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "name", "expected"), EXACT, ids=lambda value: str(value)[:40])
def test_an_operator_makes_these_and_no_others(source: str, name: str, expected: list[str]) -> None:
    """Brackets, signs, aliases, letters of two bytes and broken lines are all respected."""
    own = [operator for operator in OPERATORS if operator.name == name]
    assert sorted(mutant.source for mutant in mutants(source, own)) == sorted(expected)


DESCENT = "for s in r:\n    o.zero_grad()\n    loss = f(m(x), y)\n    loss.backward()\n    o.step()\n"


def test_a_training_step_is_reordered_only_where_the_order_matters() -> None:
    """zero_grad may stand before or after the forward pass, so that pair is left alone."""
    own = [operator for operator in OPERATORS if operator.name == "training.order"]
    bodies = [[line.strip() for line in mutant.source.splitlines()[1:]] for mutant in mutants(DESCENT, own)]
    zero, loss, backward, step = "o.zero_grad()", "loss = f(m(x), y)", "loss.backward()", "o.step()"
    assert bodies == [
        [backward, loss, zero, step],
        [zero, backward, loss, step],
        [zero, loss, step, backward],
    ]
