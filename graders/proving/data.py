"""Changes that may be no mistake: other numbers where the student may choose them, another thing printed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.pieces import number

CONSTRUCTORS = {"tensor", "as_tensor", "Tensor", "FloatTensor", "LongTensor", "array", "Parameter"}


def same_but_for_data(first: str, second: str) -> bool:
    """Whether two answers differ at most in numbers typed into a tensor: a mutant that may be as right as its source.

    Raises:
        SyntaxError: one of them is no Python.

    """
    return _blanked(first) == _blanked(second)


def _blanked(source: str) -> str:
    tree = ast.parse(source)
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _name(call.func) in CONSTRUCTORS and call.args:
            for cell in _cells(call.args[0]):
                cell.value = 0 if isinstance(cell.value, int) else 0.0
    return ast.dump(_Unsigned().visit(tree))


def same_but_for_prints(first: str, second: str) -> bool:
    """Whether two answers differ at most in lines that print: no mistake where the task asks to show nothing.

    Raises:
        SyntaxError: one of them is no Python.

    """
    return _unprinted(first) == _unprinted(second)


def _unprinted(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for name, block in ast.iter_fields(node):
            if isinstance(block, list):
                setattr(node, name, [each for each in block if not _prints(each)])
    return ast.dump(tree)


def _prints(node: ast.AST) -> bool:
    match node:
        case ast.Pass() | ast.Expr(value=ast.Call(func=ast.Name(id="print"))):
            return True
        case _:
            return False


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _cells(node: ast.expr) -> Iterator[ast.Constant]:
    match node:
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            for each in elements:
                yield from _cells(each)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant() as inner) if number(inner) is not None:
            yield inner
        case ast.Constant() if number(node) is not None:
            yield node
        case _:
            pass


class _Unsigned(ast.NodeTransformer):
    """-0 is no other data than 0: only a blanked cell can be a signed nought."""

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        """Take the sign off a nought."""
        self.generic_visit(node)
        return node.operand if number(node) == 0 else node
