"""What names stand for, as data."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
import torch

from app.sandbox.customs.goods import Goods
from app.sandbox.customs.strict import load
from app.sandbox.inside.budget import TEXT, Budget
from app.sandbox.inside.tensors import Cargo
from app.sandbox.inside.values import namespace, see
from graders.observation import OtherSeen, TensorSeen, Value
from tests.app.sandbox.inside.rooms import Rooms


def through(value: object) -> Value:
    """A value, told by the inside and read by the desk."""
    cargo = Cargo()
    told = json.dumps(see(value, cargo, Budget())).encode()
    goods = Goods()
    goods.open(cargo.take())
    read = goods.value(load(told))
    goods.close()
    return read


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        False,
        0,
        -7,
        2**63 - 1,
        -(2**63),
        0.1,
        -0.0,
        1e-320,
        1.7e308,
        math.inf,
        -math.inf,
        "",
        "é\u2028\0",
        (),
    ],
)
def test_plain_values_come_through_as_they_are(value: Value) -> None:
    """Value and type are kept, infinities and the sign of zero included."""
    read = through(value)
    assert type(read) is type(value)
    assert read == value
    if isinstance(value, float) and isinstance(read, float):
        assert math.copysign(1, read) == math.copysign(1, value)


def test_not_a_number_comes_through() -> None:
    """JSON has no NaN, so it has a form of its own."""
    read = through(math.nan)
    assert isinstance(read, float)
    assert math.isnan(read)


def test_what_is_too_long_is_cut() -> None:
    """Texts after 4,096 characters, sequences after 256 values; both without losing what came before."""
    assert through("x" * 10_000) == "x" * 4096
    read = through(list(range(1000)))
    assert read == tuple(range(256))
    assert see([1, 2], Cargo(), Budget())["cut"] is False
    assert see([1] * 257, Cargo(), Budget())["cut"] is True


def test_sequences_nest_four_deep() -> None:
    """Below that only the type is told; a list that holds itself ends there too."""
    assert through([[[[1]]]]) == ((((1,),),),)
    assert through([[[[[1]]]]]) == ((((OtherSeen(type="builtins.list"),),),),)
    loop: list[Any] = []
    loop.append(loop)
    assert through(loop) == ((((OtherSeen(type="builtins.list"),),),),)


def test_what_torch_returns_in_pairs_is_a_sequence() -> None:
    """`x.max(dim=1)` and sizes are looked into; other subclasses of tuple are not trusted to be one."""
    pair = through(torch.tensor([[1.0, 3.0], [5.0, 2.0]]).max(dim=1))
    assert isinstance(pair, tuple)
    assert [seen.value.tolist() for seen in pair if isinstance(seen, TensorSeen) and seen.value is not None] == [
        [3.0, 5.0],
        [1, 0],
    ]
    assert through(torch.Size([2, 3])) == (2, 3)

    class Sly(tuple[int, ...]):
        __slots__ = ()

        def __len__(self) -> int:
            raise SystemExit

    assert isinstance(through(Sly((1,))), OtherSeen)


def test_anything_else_is_told_by_its_type() -> None:
    """Neither its text nor its attributes are asked for."""

    class Liar(int):
        __module__ = property(lambda _: 1 / 0)
        __class__ = property(lambda _: int)

    assert through(10**30) == OtherSeen(type="builtins.int")
    assert through({"a": 1}) == OtherSeen(type="builtins.dict")
    assert through(1j) == OtherSeen(type="builtins.complex")
    assert through(torch.nn.Linear(1, 1)) == OtherSeen(type="torch.nn.modules.linear.Linear")
    assert through(np.array(["a"])) == OtherSeen(type="numpy.ndarray")
    assert through(Liar(3)) == OtherSeen(
        type="test_anything_else_is_told_by_its_type.<locals>.Liar",
    )


def test_names_are_told_in_their_order_without_what_was_imported(rooms: Rooms) -> None:
    """Modules, dunder names and functions and classes from elsewhere are left out; the student's own stay."""
    told = rooms.run(
        "import torch\nfrom torch import *\nfrom math import sqrt, pi\nfrom torch.nn import Linear\n"
        "b = 1\n_a = 2\ndef f(): pass\nclass C: pass\ng = lambda: 0\nmodel = Linear(1, 1)\nsin = torch.sin\n"
        "globals()[5] = 6\nglobals()['not a name'] = 7\nglobals()['x' * 201] = 8\n__x__ = 9\n"
    )
    names = told.last.namespace
    own = [name for name in names if not hasattr(torch, name)]
    assert own == ["b", "_a", "f", "C", "g", "model", "not a name"]
    assert {name: names[name] for name in ("pi", "b", "_a", "not a name")} == {
        "pi": math.pi,
        "b": 1,
        "_a": 2,
        "not a name": 7,
    }
    assert [names[name] for name in ("f", "C", "g", "model")] == [
        OtherSeen(type=kind)
        for kind in ("builtins.function", "builtins.type", "builtins.function", "torch.nn.modules.linear.Linear")
    ]
    assert names.keys().isdisjoint({"torch", "relu", "sin", "sqrt", "Linear", "__x__", "Tensor"})


def test_the_newest_two_thousand_names_are_told() -> None:
    """So that the cell that has just ended is always told."""
    told = list(namespace({f"n{i}": i for i in range(3000)}, Cargo(), Budget()))
    assert told == [f"n{i}" for i in range(2999, 999, -1)]


def test_a_flood_of_values_stays_within_the_budget() -> None:
    """However much there is, the text stays below what a run may say, and what was told stays well-formed."""
    flood = {f"n{i}": [[[["é" * 100] * 256] * 256] * 256] * 256 for i in range(50)}
    budget = Budget()
    share = budget.share()
    text = json.dumps(namespace(flood, Cargo(), share))
    assert len(text) < TEXT * 0.6
    budget.settle(share)
    assert budget.left > TEXT * 0.45
    assert see("short", Cargo(), Budget(2)) == {"plain": ""}


def test_one_bad_value_loses_no_other(rooms: Rooms) -> None:
    """A value that breaks when looked at is told as such."""
    told = rooms.run(
        "import torch\nclass T(torch.Tensor):\n    shape = property(lambda s: 1/0)\n    dtype = grad = shape\n"
        "a, t, b = 1, torch.ones(2).as_subclass(T), 2"
    )
    names = told.last.namespace
    assert (names["a"], names["b"]) == (1, 2)
    assert isinstance(names["t"], TensorSeen)
    assert names["t"].unread == "subclass"
