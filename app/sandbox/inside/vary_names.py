"""What the names of a program are used for, so far as it matters to the numbers written down under them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .program import Cell

# Which argument holds the data. Of the old constructors it is data only in brackets: Tensor(2, 3) gives sizes.
CONSTRUCTORS = {
    **dict.fromkeys(("tensor", "as_tensor", "asarray", "array", "scalar_tensor", "new_tensor"), 0),
    **dict.fromkeys(("full", "full_like", "new_full"), 1),
}
SIZED = frozenset(
    f"{kind}Tensor" for kind in ("", "Float", "Double", "Half", "BFloat16", "Long", "Int", "Short", "Char", "Byte")
)
PASSING = frozenset(("list", "tuple", "sorted", "reversed", "map", "zip", "enumerate", "iter", "float", "int"))
_KEYWORDS = ("data", "fill_value")
_SIZES = frozenset(
    (
        *("zeros", "ones", "empty", "rand", "randn", "randint", "arange", "linspace", "eye", "range", "view", "size"),
        *("reshape", "expand", "repeat", "permute", "Linear", "Size", "unsqueeze", "squeeze", "transpose", "flatten"),
    )
)
_INDEXING = frozenset(("index_select", "gather", "take", "take_along_dim", "scatter", "scatter_", "one_hot"))
# What fits into a type that the numbers are made to have; a number that does not would be an error, or another one.
_NARROW = {
    **dict.fromkeys(("int8", "uint8", "Char", "Byte", "bfloat16", "BFloat16"), 100),
    **dict.fromkeys(("int16", "short", "Short", "half", "Half", "float16"), 2000),
    **dict.fromkeys(("int32", "int", "Int"), 20_000),  # so that a product still fits
    **dict.fromkeys(("bool",), 0),
}
WIDE = 1 << 24  # up to which float32 has every whole number

Parameters: TypeAlias = tuple[list[str], str]  # what a call gives one by one, and what takes the rest


@dataclass(frozen=True, kw_only=True)
class Constructed:
    """A call that makes a tensor or an array out of numbers."""

    data: ast.expr
    sized: bool  #: a number that stands there without brackets is a size
    most: int  #: the largest number that may stand there


def called(node: ast.Call) -> str:
    """The last part of the name of what is called."""
    return name_of(node.func)


def name_of(node: ast.AST) -> str:
    """A variable's name, or an attribute's."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def constructed(node: ast.AST) -> Constructed | None:
    """What a constructor is given, if the node is a call of one."""
    if not isinstance(node, ast.Call):
        return None
    name = called(node)
    if name not in CONSTRUCTORS and name not in SIZED:
        return None
    at = CONSTRUCTORS.get(name, 0)
    data = next((word.value for word in node.keywords if word.arg in _KEYWORDS), None)
    if data is None:
        before = node.args[: at + 1]
        if len(before) <= at or any(isinstance(argument, ast.Starred) for argument in before):
            return None
        data = before[at]
    kind = next((name_of(word.value) for word in node.keywords if word.arg == "dtype"), name.removesuffix("Tensor"))
    return Constructed(data=data, sized=name in SIZED, most=_NARROW.get(kind, WIDE))


def walk(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes in the order of the text; without recursion, so that depth cannot hurt."""
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        stack += reversed(list(ast.iter_child_nodes(node)))


class Names:
    """How names are used anywhere in the program; which of several variables of one name is meant is not asked."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.given: set[str] = set()  #: to a constructor, by itself or in brackets
        self.alone: set[str] = set()  #: where it would be data also as a number
        self.iterated: set[str] = set()
        self.indices: set[ast.AST] = set()  #: what stands where an index does, a tensor of them too
        self._shaping: set[tuple[int, str]] = set()  #: with the cell
        self._cell = 0
        self.most: dict[str, int] = {}
        self.functions: dict[str, list[Parameters]] = {}  #: the program's own, by name; a class by its own
        for cell in cells:
            self._cell = cell.index
            for node in walk(cell.tree) if cell.tree else ():
                self._see(node)

    def shaping(self, cell: int, name: str) -> bool:
        """Whether it stands for a size, an index or an exponent somewhere in a cell: that is never data."""
        return (cell, name) in self._shaping

    def _see(self, node: ast.AST) -> None:
        if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            self.iterated.update(mentioned(node.iter))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            self._shapes(mentioned(node.right))
        elif isinstance(node, ast.Subscript):
            self._shapes(mentioned(node.slice))
            self.indices.update(walk(node.slice))
        elif isinstance(node, ast.Call):
            self._call(node)
        else:
            self._definition(node)

    def _definition(self, node: ast.AST) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            self._define(node.name, node.args)
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
                    self._define(node.name, inner.args)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
            for target in node.targets:
                self._define(name_of(target), node.value.args)

    def _define(self, name: str, arguments: ast.arguments) -> None:
        every = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
        if every[:1] == ["self"]:  # which a call does not give
            every = every[1:]
        self.functions.setdefault(name, []).append((every, arguments.vararg.arg if arguments.vararg else ""))

    def _shapes(self, names: list[str]) -> None:
        self._shaping.update((self._cell, name) for name in names)

    def _call(self, node: ast.Call) -> None:
        found = constructed(node)
        if called(node) in _INDEXING:
            self.indices.update(inner for argument in node.args for inner in walk(argument))
        if found is not None:
            names = mentioned(found.data)
            self.given.update(names)
            if not (found.sized and isinstance(found.data, ast.Name | ast.Attribute)):
                self.alone.update(names)
            for name in names:
                self.most[name] = min(found.most, self.most.get(name, WIDE))
        elif called(node) in _SIZES:
            self._shapes([name for argument in node.args for name in mentioned(argument)])
        elif called(node) == "pow":
            self._shapes([name for argument in node.args[1:] for name in mentioned(argument)])


def mentioned(node: ast.expr) -> list[str]:
    """The names that stand there by themselves, in brackets, or handed through by `list` and its like."""
    names, stack = [], [node]
    while stack:
        inner = stack.pop()
        if isinstance(inner, ast.Name | ast.Attribute):
            names.append(name_of(inner))
        elif isinstance(inner, ast.List | ast.Tuple):
            stack += inner.elts
        elif isinstance(inner, ast.Call) and called(inner) in PASSING:
            stack += inner.args
    return names
