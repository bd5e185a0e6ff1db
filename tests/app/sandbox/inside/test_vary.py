"""The task's own numbers replaced, and what is drawn in their place."""

from __future__ import annotations

import ast
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.inside.program import Program
from app.sandbox.inside.vary import vary
from graders.observation import Place, Substitution, TensorSeen
from graders.plan import Data, Plan, Spot, Vary
from tests.app.sandbox.inside.rooms import Rooms, Told

OLD = (4, 7, 9, 2, 5)
NEW = (11, 12, 13, 14, 15)
FIVE = Plan(vary=Vary(data=(Data(name="given", old=(OLD,), new=(NEW,)),)))
TWO = {"draw": 1, "data": [{"old": [[2.0]], "new": [[7.5]]}], "places": [], "offset": 0}


def orders(*old: float, new: Any = ()) -> dict[str, Any]:
    """What a room is told of one piece of data."""
    return {"draw": 1, "data": [{"old": [list(old)], "new": [list(new)] if new else []}], "places": [], "offset": 0}


def varied(text: str, told: dict[str, Any]) -> str:
    """The program as it is after."""
    program = Program([text])
    vary(program, told)
    tree = program.cells[0].tree
    assert tree is not None
    return ast.unparse(tree)


def changed(text: str, told: dict[str, Any]) -> bool:
    """Whether anything in it is other than before."""
    return varied(text, told) != ast.unparse(ast.parse(text))


def numbers(told: Told, name: str) -> list[Any]:
    """The numbers of a tensor in the last cell's namespace."""
    seen = told.last.namespace[name]
    assert isinstance(seen, TensorSeen)
    assert seen.value is not None
    listed: list[Any] = seen.value.tolist()
    return listed


@pytest.mark.parametrize(
    "text",
    [
        "torch.tensor([4, 7, 9, 2, 5])",
        "torch.tensor([4., 7., 9., 2., 5.])",
        "torch.tensor([[4, 7, 9, 2, 5]])",
        "torch.tensor((4, 7, 9, 2, 5), dtype=torch.float32)",
        "tc.FloatTensor([4, 7, 9, 2, 5]).max()",
        "torch.Tensor([4, 7, 9, 2, 5])",
        "tensor(data=[4, 7, 9, 2, 5])",
        "torch.from_numpy(np.array([4, 7, 9, 2, 5]))",
        "torch.tensor(sorted([4, 7, 9, 2, 5]))",
        "torch.tensor([float(x) for x in [4, 7, 9, 2, 5]])",
        "data = [4, 7, 9, 2, 5]\nt = torch.tensor(data)",
        "a, b = [4, 7, 9, 2, 5], 3\nt = torch.tensor(a)",
        "data: list[int] = [4, 7, 9, 2, 5]",
        "self.data = [4, 7, 9, 2, 5]",
        "rows = [[4, 7, 9, 2, 5], [1, 1, 1, 1, 1]]\nt = torch.tensor(rows)",
        "rows = [[4, 7, 9, 2, 5], [1, 1, 1, 1, 1]]\nfor row in rows: print(torch.tensor(row))",
        "def largest(values): return torch.tensor(values).max()\nlargest([4, 7, 9, 2, 5])",
        "def largest(values=(4, 7, 9, 2, 5)): return torch.tensor(values).max()",
        "print(f'{torch.tensor([4, 7, 9, 2, 5]).max()}')",
        "class Stats:\n    def __init__(self, *numbers): self.t = torch.tensor(numbers)\nStats(4, 7, 9, 2, 5)",
        "class Stats:\n    def take(self, xs): return torch.tensor(xs)\nStats().take([4, 7, 9, 2, 5])",
    ],
)
def test_given_numbers_are_found_by_value(text: str) -> None:
    """Inside a constructor's data or under a name, flat or nested, whole or not."""
    found = varied(text, orders(*OLD, new=NEW))
    kind = float if "4." in text else int
    assert ", ".join(str(kind(number)) for number in NEW) in found
    assert "4, 7" not in found


@pytest.mark.parametrize(
    "text",
    [
        "torch.tensor([4, 7, 9, 2])",
        "torch.tensor([4, 7, 9, 2, 5, 1])",
        "torch.tensor([7, 4, 9, 2, 5])",
        "torch.zeros(4, 7, 9, 2, 5)",
        "torch.zeros([4, 7, 9, 2, 5])",
        "torch.Tensor(4, 7, 9, 2, 5)",
        "torch.full((4, 7, 9, 2, 5), 1.0)",
        "torch.tensor([1], requires_grad=[4, 7, 9, 2, 5])",
        "torch.tensor(x[[4, 7, 9, 2, 5]])",
        "print([4, 7, 9, 2, 5])",
        "assert x.tolist() == [4, 7, 9, 2, 5]",
        "right = x.tolist() == [4, 7, 9, 2, 5]",
        "shape = (4, 7, 9, 2, 5)\nx = torch.zeros(shape)",
        "index = [4, 7, 9, 2, 5]\nx = y[index]",
        "rows = [[4, 7, 9, 2, 5], [1]]",
        "a, b, c, d, e = 4, 7, 9, 2, 5",
        "'[4, 7, 9, 2, 5]'",
    ],
)
def test_what_is_no_data_stays(text: str) -> None:
    """Other numbers, sizes, indices, keyword arguments, what is only printed or compared with."""
    assert not changed(text, orders(*OLD, new=NEW))


@pytest.mark.parametrize(
    "text",
    [
        "x = torch.tensor(2.0, requires_grad=True)",
        "x = torch.tensor([2.])",
        "x = torch.tensor([[2]])",
        "x = torch.full((3,), 2.0)",
        "x = torch.full((3,), fill_value=2.0)",
        "x0 = 2.0\nx = torch.tensor(x0)",
        "x0 = 2.0\nx = torch.tensor([x0])",
        "x0 = [2.0]\nx = torch.Tensor(x0)",
        "def slope(x0):\n    return torch.tensor(x0, requires_grad=True)\nslope(2.0)",
        "class P:\n    def __init__(self, x0): self.x = torch.tensor(float(x0))\nP(2)",
        "slope = lambda x0: torch.tensor(x0)\nslope(x0=2)",
        "def slope(x0=2.0):\n    return torch.tensor(x0, requires_grad=True)",
    ],
)
def test_a_lone_number_is_found_where_it_is_plainly_data(text: str) -> None:
    """In the data of a constructor by itself, or under a name that a constructor is given."""
    assert "7.5" in varied(text, TWO)


@pytest.mark.parametrize(
    "text",
    [
        "y = 3 * x ** 3 + 2 * x ** 2 + 5",
        "x = torch.tensor([2.0, 3.0])",
        "x = torch.tensor([[2.0], [3.0]])",
        "x = torch.Tensor(2)",
        "x = torch.Tensor(2, 3)",
        "n = 2\nx = torch.Tensor(n)",
        "n = 2\nx = torch.zeros(n)",
        "n = 2\nx = torch.tensor(n)\ny = x ** n",
        "n = 2",
        "x = torch.full((2,), 1.0)",
        "x = torch.tensor(True)",
        "x = torch.linspace(2, 5, 2)",
        "opt = SGD(ps, lr=2.0)",
        "x = torch.tensor(x * 2.0)",
        "layers = [2]",
        "x = torch.index_select(t, 1, torch.tensor([2]))",
        "x = t[:, torch.tensor([2])]",
        "def f(x0): return torch.zeros(x0)\nf(2)",
        "def f(x0, n): return torch.tensor(x0) ** n\nf(3.0, 2)",
        "def f(x0): return torch.tensor(x0)\nf(*[2])\nf(y, 2)",
    ],
)
def test_a_lone_number_is_left_elsewhere(text: str) -> None:
    """Exponents, coefficients, sizes, rates and truth values are part of the task."""
    assert not changed(text, TWO)


def test_the_first_of_the_old_that_is_found_wins_everywhere() -> None:
    """Its occurrences are all replaced, in all cells; the others stay, as does what cannot be read."""
    program = Program(["a = torch.tensor([1, 2])\nb = [3, 4]", "oops(", "c = np.array([3.0, 4.0])", "d = [-3, 4]"])
    told = vary(
        program, {"draw": 0, "data": [{"old": [[5, 6], [3, 4], [1, 2]], "new": [[0, 0], [8, 9], [0, 0]]}], "places": []}
    )
    assert [ast.unparse(cell.tree) for cell in program.cells if cell.tree] == [
        "a = torch.tensor([1, 2])\nb = [8, 9]",
        "c = np.array([8.0, 9.0])",
        "d = [-3, 4]",
    ]
    assert told == [[[0, 2, 5, 3, 8], [0, 2, 8, 4, 9]], [], [[0, 1, 14, 3.0, 8.0], [0, 1, 19, 4.0, 9.0]], []]


def test_signs_are_understood_and_may_change() -> None:
    """A minus before a number belongs to it."""
    assert eval(varied("x = [-1, 2.5, +3, -0.5]", orders(-1, 2.5, 3, -0.5, new=(6, -7.5, -8, 0)))[4:]) == [  # noqa: S307
        *(6, -7.5, -8, 0)
    ]


def test_a_value_that_is_no_whole_number_replaces_a_whole_one() -> None:
    """Else nothing of it would be left."""
    assert varied("x = [1, 2]", orders(1, 2, new=(0.5, 3.0))) == "x = [0.5, 3]"


def test_targets_can_be_replaced_by_another_gate() -> None:
    """Equal numbers may become different ones, in a column as well."""
    column = "y = torch.tensor([[0.], [1.], [1.], [0.]])"
    new = (0, 0, 0, 1)
    assert varied(column, orders(0, 1, 1, 0, new=new)) == "y = torch.tensor([[0.0], [0.0], [0.0], [1.0]])"


SOURCE = st.sampled_from(
    ["x = torch.tensor([1, 2, 3])", "y = [1.5, -2]\nz = torch.tensor(y)", "w = 2 ** 3", "f(1, [2], 'é', 3j, None)"]
)


@given(st.lists(SOURCE, max_size=5), st.integers(0, 9))
def test_a_program_without_the_numbers_is_left_untouched(texts: list[str], draw: int) -> None:
    """Node for node, with all places, and nothing is told."""
    program, plain = Program(texts), Program(texts)
    told = vary(program, {"draw": draw, "data": [{"old": [[6, 6, 6]], "new": []}], "places": [[0, 1, 0], [9, 1, 0]]})
    for cell, other in zip(program.cells, plain.cells, strict=True):
        assert cell.tree is not None
        assert other.tree is not None
        assert ast.dump(cell.tree, include_attributes=True) == ast.dump(other.tree, include_attributes=True)
    assert not any(told)


PLACED = [
    ("x = torch.tensor([[1.5, 2.5], [3.5, 4.5]])", 4, 4),
    ("x = torch.tensor([1.5, 2.5]).reshape(2, 1)", 4, 2),
    ("x = torch.stack([torch.tensor([1.5]), torch.tensor([2.5])])", 4, 2),
    ("data = [1.5, 2.5]\nother = [3.5]\nx = torch.tensor(data)", 4, 2),
    ("data = [3.5]\ndata = [1.5, 2.5]\nx = torch.tensor(data)\ndata = [1.5]", 4, 2),
    ("x = [1.5, 2.5]", 4, 2),
    ("é = 1; x = torch.tensor([1.5, a, 2.5 + 1])", 11, 1),
    ("x = torch.full((2, 3), 1.5)", 4, 1),
    ("def f(rows):\n    x = torch.tensor(rows)\nf([1.5, 2.5])\nf([3.5])", 8, 3),
    ("for v in (1.5, 2.5):\n    x = torch.tensor(v)", 8, 2),
    ("x = t[[1, 2]]\nx = t[torch.tensor([1, 2])]", 6, 0),
    ("class P:\n    def __init__(self, a):\n        x = nn.Parameter(torch.tensor(float(a)))\nP(1.5)", 12, 1),
    ("x = torch.index_select(t, 1, torch.tensor([1, 2]))", 4, 0),
    ("x = torch.tensor(np.array([1.5, 2.5]))", 4, 2),
    ("x = torch.arange(6).reshape(2, 3)", 4, 0),
    ("x = torch.rand(2, 3)", 4, 0),
    ("x = torch.ones(2, 2)", 4, 0),
    ("x = torch.Tensor(2, 3)", 4, 0),
    ("x = torch.tensor([1.5, 2.5], dtype=torch.bool)", 4, 0),
    ("x = 1.5 + a", 4, 0),
    ("x = torch.tensor([1.5])", 3, 0),
]


@pytest.mark.parametrize(("text", "column", "count"), PLACED)
def test_numbers_written_down_for_an_expression_are_drawn(text: str, column: int, count: int) -> None:
    """Those of its constructor, or of what the constructor is given by name; nothing for what is made otherwise."""
    program = Program([text])
    line = next(number for number, one in enumerate(text.split("\n"), 1) if "x = " in one)
    [told] = vary(program, {"draw": 3, "data": [], "places": [[0, line, column]]})
    assert len(told) == count
    assert all(change[0] is None and change[3] != change[4] for change in told)


def test_a_varied_run_computes_with_the_new_numbers(rooms: Rooms) -> None:
    """While tracebacks, inspection and the facts show what the student wrote; and all of it is told."""
    told = rooms.run(
        "import torch, inspect\ndef f():\n    data = [4, 7,\n     9, 2, 5]\n    return torch.tensor(data)\n"
        "t = f()\nsource = inspect.getsource(f)\nf.missing + [4, 7, 9, 2, 5][0]",
        plan=FIVE,
    )
    assert numbers(told, "t") == [*NEW]
    assert told.last.instrumented
    source = told.last.namespace["source"]
    assert isinstance(source, str)
    assert "data = [4, 7,\n     9, 2, 5]" in source
    assert told.last.raised is not None
    assert "f.missing + [4, 7, 9, 2, 5][0]" in told.last.raised.traceback
    observation = told.declared.observation
    assert [value for value, _ in observation.facts[0].literals[:5]] == [4, 7, 9, 2, 5]
    assert observation.substituted[2] == Substitution(
        name="given", place=Place(cell=0, line=4, column=5, code="     9, 2, 5]"), old=9, new=13
    )
    assert [one.new for one in observation.substituted] == [*NEW]


def test_a_program_that_cannot_be_watched_is_varied_all_the_same(rooms: Rooms) -> None:
    """The plain tree that runs instead has the new numbers as well."""
    told = rooms.run("import sys, torch\nsys.settrace\nt = torch.tensor([4, 7, 9, 2, 5])", plan=FIVE)
    assert not told.last.instrumented
    assert numbers(told, "t") == [*NEW]


def test_places_are_varied_in_the_room(rooms: Rooms) -> None:
    """By where the observation of another run says that a value was made; alike for the same draw."""
    text = "import torch\na = torch.tensor([[1.0, 2.0], [3.0, 0.0]])\nb = a @ a"
    made = next(one for one in rooms.run(text).last.made if one.callee == "torch.tensor")
    assert made.place.column is not None
    spot = Spot(cell=made.place.cell, line=made.place.line, column=made.place.column)
    plans = [Plan(vary=Vary(draw=draw, places=(spot,))) for draw in (1, 1, 2)]
    first, again, other = (rooms.run(text, plan=plan) for plan in plans)
    assert [one.name for one in first.declared.observation.substituted] == [""] * 4
    assert numbers(first, "a") == numbers(again, "a") != numbers(other, "a")
    drawn = torch.tensor(numbers(first, "a"))
    assert drawn[1, 1] == 0
    assert torch.equal(torch.tensor(numbers(first, "b")), drawn @ drawn)


def test_an_unvaried_run_says_nothing_of_it(rooms: Rooms) -> None:
    """Its frames are what they were before there was such a thing."""
    told = rooms.run("x = [4, 7, 9, 2, 5]", plan=Plan(vary=Vary(draw=5)))
    assert told.last.namespace["x"] == OLD
    assert "substituted" not in told.json(told.kinds[0])[0]
    assert not told.declared.observation.substituted
