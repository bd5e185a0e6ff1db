"""What stands in the student's text, read off the syntax trees before the first line of it runs.

Names are resolved where that is plain: after `import torch.nn.functional as F`, in that cell and the later ones, the
call `F.relu(x)` is one of "torch.nn.functional.relu", unless the cell also gives `F` another meaning. A method of
something that has no dotted name keeps its dot: `(a + b).sum()` calls ".sum".
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .budget import SOURCE, Budget
from .program import Cell, Program

MOST, LENGTH = 5000, 200  # of each kind in a program; characters of a name or a text
_INTEGER = 1 << 63
_DYNAMIC = frozenset(
    (
        *("exec", "eval", "compile", "getattr", "setattr", "delattr", "globals", "locals", "vars", "attrgetter"),
        *("methodcaller", "__import__", "import_module", "importlib", "run_path", "run_module", "ctypes", "builtins"),
        *("__builtins__", "__dict__", "__getattribute__", "__getattr__", "__globals__", "__code__", "FunctionType"),
        *("CodeType", "__torch_function__", "__torch_dispatch__"),
    )
)


def facts(program: Program) -> list[dict[str, Any]]:
    """The facts of every cell, as JSON."""
    known: dict[str, str] = {}
    budget = Budget(SOURCE)
    left = dict.fromkeys(("names", "calls", "imports", "dynamic", "literals"), MOST)
    told = []
    for cell in program.cells:
        found = _Reading(cell, known).told()
        for kind, things in found.items():
            found[kind] = _afford(things, left[kind], budget)
            left[kind] -= len(found[kind])
        told.append({"parsed": cell.tree is not None, **found})
    return told


def _afford(things: list[Any], most: int, budget: Budget) -> list[Any]:
    """As many of them as may be told; looked at one by one only if all are too many."""
    if len(things) < most and budget.spend(_cost(things)):
        return things
    return [thing for thing in things[:most] if budget.spend(_cost([thing]))]


def _cost(things: list[Any]) -> int:
    """Bytes of JSON at most. They are names, or literals with their places."""
    texts = [thing if type(thing) is str else thing[0] for thing in things]
    return 60 * len(things) + 12 * sum([len(text) for text in texts if type(text) is str])


class _Reading:
    """Reads one cell. `known` maps a name to what was imported under it, and is handed on from cell to cell."""

    def __init__(self, cell: Cell, known: dict[str, str]) -> None:
        self.names: set[str] = set()
        self._cell, self._known = cell, known
        self._calls: set[str] = set()
        self._imports: set[str] = set()
        self._literals: list[tuple[Any, int, int]] = []
        self._called: list[ast.expr] = []
        self._attributes: list[ast.expr] = []
        self._bound: set[str] = set()
        self._told_apart: set[ast.AST] = set()  # read together with the node around it
        self._computed = False  # an attribute is fetched by a name that is computed

    def told(self) -> dict[str, list[Any]]:
        """What was found, sorted."""
        for node in _walk(self._cell.tree) if self._cell.tree else ():
            visit = _VISITS.get(type(node))
            if visit:
                visit(self, node)
        for name in self._bound & self._known.keys():
            del self._known[name]
        self._calls = {name for name in map(self._dotted, self._called) if name}
        self.names |= {name for name in map(self._dotted, self._attributes) if name} - self._calls
        dynamic = self.names & _DYNAMIC if self._computed else self.names & _DYNAMIC - {"getattr"}
        return {
            "names": _short(self.names),
            "calls": _short(self._calls),
            "imports": _short(self._imports),
            "dynamic": sorted(dynamic),
            "literals": self._literals,
        }

    def name(self, node: ast.Name) -> None:
        self.names.add(node.id)
        if type(node.ctx) is not ast.Load:
            self._bound.add(node.id)
        elif node.id == "getattr" and node not in self._told_apart:
            self._computed = True

    def attribute(self, node: ast.Attribute) -> None:
        self.names.add(node.attr)
        if type(node.ctx) is ast.Load:
            self._attributes.append(node)

    def argument(self, node: ast.arg) -> None:
        self._bind(node.arg)

    def definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        self._bind(node.name)

    def imported(self, node: ast.Import) -> None:
        for alias in node.names:
            self._imports.add(alias.name)
            name = alias.asname or alias.name.partition(".")[0]
            self.names.add(name)
            self._known[name] = alias.name if alias.asname else name

    def imported_from(self, node: ast.ImportFrom) -> None:
        module = node.module or "."
        self._imports.add(module)
        for alias in node.names:
            name = alias.asname or alias.name
            self._imports.add(f"{module}.{alias.name}")
            self.names.add(name)
            self._known[name] = f"{module}.{alias.name}"

    def call(self, node: ast.Call) -> None:
        self._called.append(node.func)
        if isinstance(node.func, ast.Name) and node.func.id == "getattr" and len(node.args) > 1:
            wanted = node.args[1]
            if isinstance(wanted, ast.Constant) and isinstance(wanted.value, str):
                self.names.add(wanted.value)  # as good as written with a dot
                self._told_apart.add(node.func)

    def unary(self, node: ast.UnaryOp) -> None:
        if type(node.op) is ast.USub and isinstance(node.operand, ast.Constant):
            value = node.operand.value
            if type(value) is int or type(value) is float:
                self._literal(node, -value)
                self._told_apart.add(node.operand)

    def constant(self, node: ast.Constant) -> None:
        if node not in self._told_apart:
            self._literal(node, node.value)

    def _bind(self, name: str) -> None:
        self.names.add(name)
        self._bound.add(name)

    def _literal(self, node: ast.expr, value: object) -> None:
        if isinstance(value, str):
            value = value[:LENGTH]
        elif not isinstance(value, int | float) or not -_INTEGER <= value < _INTEGER:
            return  # the order matters to no one but NaN and integers too long to be a float: neither is between
        line = self._cell.lines[node.lineno - 1]
        column = node.col_offset if line.isascii() else len(line.encode()[: node.col_offset].decode(errors="replace"))
        self._literals.append((value, node.lineno, column))

    def _dotted(self, node: ast.expr) -> str | None:
        parts = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if isinstance(node, ast.Name):
            parts.append(self._known.get(node.id, node.id))
            return ".".join(reversed(parts))
        return f".{parts[0]}" if parts else None


def _short(names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if len(name) <= LENGTH)


def _walk(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but operators and contexts, in the order of the text; without recursion, so that depth cannot hurt."""
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        if type(node) in _LEAVES:
            continue
        for field in reversed(node._fields):
            value = getattr(node, field, None)
            if type(value) is list:
                stack += [child for child in reversed(value) if isinstance(child, ast.AST)]
            elif isinstance(value, ast.AST) and field not in _ASIDE:
                stack.append(value)


_LEAVES = (ast.Name, ast.Constant, ast.Import, ast.ImportFrom)
_ASIDE = ("ctx", "op")
_VISITS: dict[type[ast.AST], Callable[[_Reading, Any], None]] = {
    ast.Name: _Reading.name,
    ast.Attribute: _Reading.attribute,
    ast.arg: _Reading.argument,
    ast.FunctionDef: _Reading.definition,
    ast.AsyncFunctionDef: _Reading.definition,
    ast.ClassDef: _Reading.definition,
    ast.Import: _Reading.imported,
    ast.ImportFrom: _Reading.imported_from,
    ast.Call: _Reading.call,
    ast.UnaryOp: _Reading.unary,
    ast.Constant: _Reading.constant,
}
