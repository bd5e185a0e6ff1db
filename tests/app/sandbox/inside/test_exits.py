"""Which names are a function's own."""

from __future__ import annotations

import ast

import pytest

from app.sandbox.inside.exits import MOST, own_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("def f(a, /, b, *args, c=1, **more): pass", ["a", "b", "c"]),
        ("def f(self, x): y = x", ["x", "y"]),
        (
            "def f():\n    if q:\n        a = 1\n    else:\n        b, *c = d\n    for e in g: h += 1",
            ["a", "b", "c", "e", "h"],
        ),
        ("def f():\n    with a as b, c as (d, e): pass\n    while (g := h): i: int = 1", ["b", "d", "e", "g", "i"]),
        ("def f(a):\n    global b\n    nonlocal c\n    b = c = d = 1", ["a", "d"]),
        ("def f():\n    def g(a): b = 1\n    class C:\n        c = 1\n    [d for d in e]\n    lambda h: h", []),
        ("def f():\n    def g():\n        global a\n    a = 1", ["a"]),
        ("def f():\n    try:\n        a = 1\n    except E as e: b = 1\n    finally: c = 1", ["a", "b", "c"]),
        ("async def f(a):\n    async for b in c: d.e = g[h] = 1", ["a", "b"]),
    ],
)
def test_a_functions_own_names(text: str, names: list[str]) -> None:
    """Arguments and what its own scope binds, in branches too; nothing of a scope within or without."""
    (function,) = ast.parse(text).body
    assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    assert own_names(function) == names


def test_no_more_than_some() -> None:
    """A function of a thousand names costs no more than others."""
    (function,) = ast.parse("def f():\n" + "".join(f"    x{n} = {n}\n" for n in range(1000))).body
    assert isinstance(function, ast.FunctionDef)
    assert own_names(function) == [f"x{n}" for n in range(MOST)]
