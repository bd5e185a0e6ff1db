"""The numbers that a program writes down as data, and where.

Data is what a constructor of tensors or arrays is given, and what is written down under a name. All else is part of
the task: coefficients, exponents, sizes, indices, rates, and whatever is true or false.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from .program import Cell
from .vary_names import PASSING, WIDE, Constructed, Names, called, constructed, mentioned, name_of, walk

_LARGEST = 1 << 63


@dataclass(frozen=True, kw_only=True, eq=False)
class Figure:
    """A number written down, with the sign before it."""

    constant: ast.Constant
    sign: int
    value: int | float
    cell: int
    line: int
    column: int  #: in bytes
    most: int = WIDE  #: the largest that may stand there

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figure) and self.constant is other.constant

    def __hash__(self) -> int:
        return hash(self.constant)


@dataclass(frozen=True, kw_only=True)
class Writing:
    """An expression of data: what a constructor is given, or, with a `name`, what the name stands for."""

    expression: ast.expr
    cell: int
    names: Names
    name: str = ""
    sized: bool = False
    most: int = WIDE

    def of(self, old: Sequence[float]) -> Iterator[list[Figure]]:
        """The brackets in it that hold just these numbers, or the number itself."""
        if self._is_no_data():
            return
        if len(old) == 1:
            figures = self.figures()
            if [figure.value for figure in figures] == [*old] and self._may_stand_alone():
                yield figures
            return
        for brackets in self._brackets():
            figures = self._flat(brackets) or []
            if [figure.value for figure in figures] == [*old]:
                yield figures

    def figures(self) -> list[Figure]:
        """All its numbers, if it is a number or holds nothing else."""
        return self._flat(self.expression) or []

    def numbers(self) -> list[Figure]:
        """The numbers in its brackets, whatever else is in there, or the number itself."""
        if self._is_no_data():
            return []
        if not isinstance(self.expression, ast.List | ast.Tuple):
            lone = [] if self.sized else self.figures()
            return lone or [figure for brackets in self._brackets() for figure in self._direct(brackets)]
        return [figure for brackets in self._brackets() for figure in self._direct(brackets)]

    def _is_no_data(self) -> bool:
        return self.most == 0 or self.names.shaping(self.cell, self.name)

    def _may_stand_alone(self) -> bool:
        bare = not isinstance(self.expression, ast.List | ast.Tuple)
        if self.name:
            return self.name in (self.names.alone if bare else self.names.given)
        return not (bare and self.sized)

    def _brackets(self) -> Iterator[ast.List | ast.Tuple]:
        """The brackets in which numbers can be data, from the outside in."""
        whole = not self.name or self.name in self.names.given or self.name in self.names.iterated
        stack: list[ast.AST] = [self.expression]
        while stack:
            node = stack.pop()
            if isinstance(node, ast.List | ast.Tuple):
                yield node
                if not whole:
                    return
            stack += reversed(_inner(node))

    def _direct(self, brackets: ast.List | ast.Tuple) -> list[Figure]:
        return [figure for element in brackets.elts if (figure := self._figure(element))]

    def _flat(self, node: ast.expr) -> list[Figure] | None:
        """All numbers of nested brackets; None if there is something else in them."""
        if not isinstance(node, ast.List | ast.Tuple):
            figure = self._figure(node)
            return None if figure is None else [figure]
        found: list[Figure] = []
        for element in node.elts:
            inner = self._flat(element)
            if inner is None:
                return None
            found += inner
        return found

    def _figure(self, node: ast.expr) -> Figure | None:
        sign, inner = 1, node
        while isinstance(inner, ast.UnaryOp) and isinstance(inner.op, ast.USub | ast.UAdd):
            sign = -sign if isinstance(inner.op, ast.USub) else sign
            inner = inner.operand
        if not isinstance(inner, ast.Constant):
            return None
        value: Any = inner.value
        if type(value) not in (int, float) or not isfinite(value) or not -_LARGEST < value < _LARGEST:
            return None
        return Figure(
            constant=inner,
            sign=sign,
            value=sign * value,
            cell=self.cell,
            line=node.lineno,
            column=node.col_offset,
            most=self.most,
        )


def _inner(node: ast.AST) -> list[ast.AST]:
    """The parts of data that are data as well."""
    if isinstance(node, ast.Call):
        return list(node.args) if called(node) in PASSING else []
    if isinstance(node, ast.Subscript):
        return [node.value]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        return [node.left]
    if isinstance(node, ast.Lambda | ast.Compare):
        return []
    return list(ast.iter_child_nodes(node))


def writings(cells: Sequence[Cell], names: Names) -> Iterator[Writing]:
    """All data that is written down, in reading order."""
    for cell in cells:
        for node in walk(cell.tree) if cell.tree else ():
            found = constructed(node)
            if found is not None and node not in names.indices:
                yield _given(found, cell.index, names)
            for name, value in _bound(node, names):
                yield Writing(
                    expression=value, cell=cell.index, names=names, name=name, most=names.most.get(name, WIDE)
                )


def written_at(cell: Cell, line: int, column: int, names: Names, found: Sequence[Writing]) -> list[Figure]:
    """The numbers written down for the expression that begins there; columns are counted in characters.

    They stand in the call of a constructor or in brackets; or under the one name that the constructor is given,
    where that was last given a meaning before.
    """
    if cell.tree is None or not 0 < line <= len(cell.lines):
        return []
    start = len(cell.lines[line - 1][:column].encode())
    here = [
        node
        for node in walk(cell.tree)
        if isinstance(node, ast.expr) and (node.lineno, node.col_offset) == (line, start) and node not in names.indices
    ]
    outermost = next((node for node in here if isinstance(node, ast.Call)), None)
    within = [node for node in walk(outermost) if node not in names.indices] if outermost else []
    for nodes in (here, within):
        given = [_given(made, cell.index, names) for node in nodes if (made := constructed(node))]
        if figures := [figure for one in given for source in _behind(one, found) for figure in source.numbers()]:
            return list(dict.fromkeys(figures))
    bare = next((node for node in here if isinstance(node, ast.List | ast.Tuple)), None)
    return Writing(expression=bare, cell=cell.index, names=names).numbers() if bare else []


def _behind(writing: Writing, found: Sequence[Writing]) -> list[Writing]:
    """The data itself, or what stands under its name: for a parameter all that calls further down give."""
    given = mentioned(writing.expression)
    if writing.numbers() or len(given) != 1:
        return [writing]
    [name] = given
    place = (writing.cell, writing.expression.lineno, writing.expression.col_offset)
    same = [other for other in found if other.name == name and other.numbers()]
    before = [other for other in same if (other.cell, other.expression.lineno, other.expression.col_offset) < place]
    if writing.sized and name not in writing.names.alone:
        return [writing]
    return before[-1:] or same


def _given(found: Constructed, cell: int, names: Names) -> Writing:
    return Writing(expression=found.data, cell=cell, names=names, sized=found.sized, most=found.most)


def _bound(node: ast.AST, names: Names) -> Iterator[tuple[str, ast.expr]]:
    """What is written down under a name: by an assignment, or as an argument of the program's own functions."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _pairs(target, node.value)
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
        yield from _pairs(node.target, node.value)
    elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
        if isinstance(node.target, ast.Name):
            yield node.target.id, node.iter
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        arguments = [*node.args.posonlyargs, *node.args.args]
        for argument, value in zip(reversed(arguments), reversed(node.args.defaults), strict=False):
            yield argument.arg, value
    elif isinstance(node, ast.Call):
        for parameters, rest in names.functions.get(called(node), ()):
            yield from _passed(node, parameters, rest)


def _passed(node: ast.Call, parameters: list[str], rest: str) -> Iterator[tuple[str, ast.expr]]:
    """What a call of a function of the program's own binds to its parameters."""
    if not any(isinstance(argument, ast.Starred) for argument in node.args):
        yield from zip(parameters, node.args, strict=False)
        if rest and len(node.args) > len(parameters):
            others = node.args[len(parameters) :]
            yield rest, ast.copy_location(ast.Tuple(elts=others, ctx=ast.Load()), others[0])
    yield from ((word.arg, word.value) for word in node.keywords if word.arg)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if name := name_of(target):
        yield name, value
        return
    if not isinstance(target, ast.List | ast.Tuple) or not isinstance(value, ast.List | ast.Tuple):
        return
    if len(target.elts) == len(value.elts):
        for inner, part in zip(target.elts, value.elts, strict=True):
            yield from _pairs(inner, part)
