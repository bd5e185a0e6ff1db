"""Students who look for the recorder, find it, or hinder it: what they get is a claim, and what they lose is theirs."""

from __future__ import annotations

import pytest

from graders.observation import How
from tests.app.sandbox.inside.rooms import Rooms

FIND = (
    "import torch\ndef f(a):\n    return a * 2\nf(torch.ones(1))\n"
    "site = next(c for c in f.__code__.co_consts if getattr(c, 'kind', '') == 'operator')\n"
)


def test_a_site_that_is_found_and_fed_tells_of_its_own_place_only(rooms: Rooms) -> None:
    """An invented value stands at the line whose site was fed, out of operands that were not seen there."""
    told = rooms.run(FIND + "site.seen(torch.tensor([44.]))\nz = 1 + 1")
    assert told.declared.refused is None
    forged = [made for made in told.last.made if made.nth == 2 and made.place.line < 5]
    assert forged
    assert all(made.place.line == 3 and set(made.operands) <= {None} for made in forged)


@pytest.mark.parametrize(
    "code",
    [
        "site.recorder._rows._rows.clear()",
        "site.recorder._rows._rows.append('nonsense')",
        "site.recorder._rows._rows.append([0] * 9)",
        "site.recorder._rows._places.clear()",
        "site.recorder._rows = None",
        "site.recorder._budget.left = 1 << 40\nk = [torch.rand(300000) + i for i in range(60)]",
        "site.recorder.end = None",
        "site.recorder._lock.acquire()",
        "site.recorder.on = False",
        "site.span = (10**9, -1, None, 'x')\nsite.number = None\nf(torch.ones(1))",
        "type(site).seen = None",
        "site.recorder.take = lambda *_: 1 / 0",
        "import sys\nsys.modules['inside.values'].see = None\nsys.modules['inside.rows'].see = None",
        "site.recorder._cargo._pieces.clear()",
        "site.recorder._origins._objects = None",
    ],
)
def test_a_recorder_that_is_tampered_with_costs_the_tamperer_only(rooms: Rooms, code: str) -> None:
    """The room says something, or dies; the desk takes it or refuses it; what came in earlier cells stays."""
    told = rooms.run("x = 6 * 7", FIND + code, "after = 1 + 1")
    declared = told.declared
    assert declared.observation.cells[0].namespace["x"] == 42
    assert [made.value for made in declared.observation.cells[0].made if made.how is How.OPERATOR] == [42]


def test_values_that_would_run_code_when_looked_at_are_not_looked_at(rooms: Rooms) -> None:
    """No method, property or metaclass of the student's is called by the recorder."""
    told = rooms.run(
        "calls = []\ndef spy(name):\n    def method(self, *a, **k):\n        calls.append(name)\n"
        "        raise RuntimeError(name)\n"
        "    return method\nimport torch, numpy as np\n"
        "class M(type):\n    __getattribute__ = spy('meta')\n    __instancecheck__ = __subclasscheck__ = spy('check')\n"
        "names = 'getattribute repr str eq hash bool len iter getitem format torch_function array del index float'\n"
        "body = {f'__{n}__': spy(f'__{n}__') for n in names.split()}\n"
        "Odd = M('Odd', (), body)\nL = M('L', (list,), body)\nF = M('F', (float,), body)\n"
        "def give(x): return x\n"
        "for kind in (Odd, L, F):\n    for i in range(10):\n        v = type.__call__(kind)\n        give(v)\n"
        "class N(torch.nn.Module):\n    __getattr__ = spy('getattr')\n"
        "    extra_repr = state_dict = parameters = spy('module')\n"
        "    named_parameters = children = modules = spy('module')\n"
        "n = N()\ngive(n)\nclass A(np.ndarray):\n    __array_finalize__ = spy('finalize')\n"
        "found = [c for c in calls if c != '__del__']\ndel v",
    )
    assert told.declared.refused is None
    assert told.last.raised is None
    assert told.last.namespace["found"] == ()


def test_print_that_was_replaced_is_not_print(rooms: Rooms) -> None:
    """What is called is told by what it is."""
    told = rooms.run("import builtins\ndef print(*a): pass\nprint(5)\nbuiltins.print = len\ndel print\nprint('abc')")
    callees = [made.callee for made in told.last.made if made.how is How.CALL]
    assert callees == ["__main__.print", "builtins.len"]


def test_torch_that_was_shadowed_is_told_by_what_it_became(rooms: Rooms) -> None:
    """`torch.matmul = lambda ...` is a lambda."""
    told = rooms.run("import torch\ntorch.matmul = lambda a, b: torch.eye(2)\ntorch.matmul(torch.ones(2, 2), 1)")
    calls = {made.source: made.callee for made in told.last.made if made.how is How.CALL}
    assert calls["torch.matmul(torch.ones(2, 2), 1)"] == "__main__.<lambda>"


def test_a_function_is_the_students_whatever_it_calls_itself(rooms: Rooms) -> None:
    """`__module__` can be set, and `functools.wraps` sets it."""
    told = rooms.run(
        "import functools, torch\n@functools.wraps(torch.nn.functional.relu)\ndef relu(x): return x\n"
        "relu.__module__ = 'torch'\nrelu(torch.ones(1))"
    )
    assert told.last.made[-1].callee == "__main__.relu"
