"""What the text of a program says, read before it runs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.sandbox.inside.budget import SOURCE
from app.sandbox.inside.facts import facts
from app.sandbox.inside.program import Program


def read(*cells: str) -> list[dict[str, Any]]:
    """The facts of each cell."""
    program = Program(cells)
    program.forget()
    return facts(program)


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("import torch\ntorch.relu(x)", {"torch.relu"}),
        ("import torch as tc\ntc.nn.ReLU()(x)", {"torch.nn.ReLU"}),
        ("import torch.nn.functional as F\nF.relu(x)", {"torch.nn.functional.relu"}),
        ("import torch.nn\ntorch.nn.Linear(1, 2)", {"torch.nn.Linear"}),
        ("from torch import nn as layers\nlayers.Linear(1, 2)", {"torch.nn.Linear"}),
        ("from torch.nn.functional import relu\nrelu(x)", {"torch.nn.functional.relu"}),
        ("from torch import relu\ndef relu(x): return x\nrelu(x)", {"relu"}),
        ("import torch as t\nfor t in y: t.sum()", {"t.sum"}),
        ("import torch as t\nf = lambda t: t.sum()", {"t.sum"}),
        ("x.sum().backward()", {"x.sum", ".backward"}),
        ("(a + b).sum()", {".sum"}),
        ("f(1)(2)", {"f"}),
        ("@decorator(3)\ndef f(): pass", {"decorator"}),
        ("f'{torch.relu(x):{g()}}'", {"torch.relu", "g"}),
    ],
)
def test_calls_are_named_by_what_was_imported(text: str, calls: set[str]) -> None:
    """An alias is resolved, unless the cell gives the name another meaning too."""
    assert set(read(text)[0]["calls"]) == calls


def test_imports_hold_for_later_cells() -> None:
    """And no longer once a cell rebinds the name."""
    cells = read("import torch.nn.functional as F", "F.relu(x)", "F = 3", "F.relu(x)")
    assert [cell["calls"] for cell in cells] == [[], ["torch.nn.functional.relu"], [], ["F.relu"]]


def test_imports_are_named_in_full() -> None:
    """Modules and what was taken from them."""
    (cell,) = read("import torch.nn as nn, numpy\nfrom torch.optim import SGD, Adam as A\nfrom math import *")
    assert cell["imports"] == [
        *("math", "math.*", "numpy", "torch.nn", "torch.optim", "torch.optim.Adam", "torch.optim.SGD")
    ]


def test_names_are_all_that_is_mentioned() -> None:
    """Variables, attributes, definitions, parameters and import names; not keyword arguments. Dotted ones, too."""
    (cell,) = read("import torch as t\ndef f(a): return a.b\nclass C: d = t.e(dim=3)")
    assert cell["names"] == ["C", "a", "a.b", "b", "d", "e", "f", "t"]


def test_what_is_taken_out_of_something_is_named_in_full() -> None:
    """It can be called under another name afterwards; what is called there and then is told as a call."""
    (cell,) = read("import torch as t\nfrom torch import nn\nr, f.d = t.relu, [nn.functional.elu]\nt.exp(x.relu)")
    dotted = [name for name in cell["names"] if "." in name]
    assert dotted == ["torch.nn.functional", "torch.nn.functional.elu", "torch.relu", "x.relu"]
    assert cell["calls"] == ["torch.exp"]


def test_literals_are_told_with_their_places() -> None:
    """Numbers with their sign, texts and truth values, in the order of the text, columns in characters."""
    (cell,) = read("ä = [1, -2.5, 'ö', True]\nx = -y + 3, None, 1j, b'', 10**30, 1e999, 18446744073709551616")
    told = [[1, 1, 5], [-2.5, 1, 8], ["ö", 1, 14], [True, 1, 19], [3, 2, 9], [10, 2, 27], [30, 2, 31]]
    assert json.loads(json.dumps(cell["literals"])) == told


@pytest.mark.parametrize(
    ("text", "dynamic"),
    [
        ("exec('x = 1')", ["exec"]),
        ("eval(s)", ["eval"]),
        ("getattr(torch, 're' + 'lu')(x)", ["getattr"]),
        ("g = getattr", ["getattr"]),
        ("getattr(torch, 'relu')(x)", []),
        ("torch.__dict__['relu'](x)", ["__dict__"]),
        ("vars(torch)['relu']", ["vars"]),
        ("import importlib\nimportlib.import_module('torch')", ["import_module", "importlib"]),
        ("x.evaluate()", []),
    ],
)
def test_what_makes_absence_unprovable_is_named(text: str, dynamic: list[str]) -> None:
    """A constant name in `getattr` is as good as a dot, and is a name like others."""
    (cell,) = read(text)
    assert cell["dynamic"] == dynamic
    assert "'relu')" not in text or "relu" in cell["names"]


def test_a_text_that_cannot_be_read_has_no_facts() -> None:
    """It is told that it was not read, and the other cells are."""
    broken, other = read("x = = 1", "y = 1")
    assert broken == {"parsed": False, "names": [], "calls": [], "imports": [], "dynamic": [], "literals": []}
    assert other["parsed"] is True


def test_a_flood_of_facts_is_cut() -> None:
    """Five thousand of each kind in a program, and never more text than the budget has."""
    cells = read("\n".join(f"a{n} = f{n}({n})" for n in range(4000)), "\n".join(f"b{n} = {n}" for n in range(9000)))
    assert sum(len(cell["literals"]) for cell in cells) <= 5000
    assert sum(len(cell["names"]) for cell in cells) <= 5000
    cells = read("\n".join(f"{'é' * 190}{n} = '{'ü' * 300}'" for n in range(4000)))
    assert len(json.dumps(cells)) < SOURCE
    (cell,) = read(f"{'x' * 10_000} = 1")
    assert cell["names"] == []


def test_depth_does_not_hurt() -> None:
    """What the parser can still read is walked without recursion."""
    (cell,) = read("x = " + "+".join("1" * 900))
    assert len(cell["literals"]) == 900
