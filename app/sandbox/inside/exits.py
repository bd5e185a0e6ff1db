"""The names that are a function's own: what they stand for is looked at when it ends, for nothing else tells of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice

MOST = 40  # names of a function
_SCOPES = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)
_OWNERS = frozenset(("self", "cls"))


def own_names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """Its arguments and whatever it binds, be it in a branch that may not be gone through; nothing of other scopes."""
    arguments = function.args
    found = dict.fromkeys(
        [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    )
    elsewhere: set[str] = set()
    for node in _within(function):
        if isinstance(node, ast.Global | ast.Nonlocal):
            elsewhere.update(node.names)
        elif isinstance(node, ast.Name) and type(node.ctx) is ast.Store:
            found[node.id] = None
    return list(islice((name for name in found if name not in elsewhere | _OWNERS), MOST))


def _within(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    """The nodes of its own scope, in the order of the text."""
    stack: list[ast.AST] = list(reversed(function.body))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, _SCOPES):
            stack += reversed(list(ast.iter_child_nodes(node)))
