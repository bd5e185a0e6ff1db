"""Typed-in lists: an element missing or out of order, one bracket too many or too few."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import number, swapped, without


def _rows(answer: Answer) -> Iterator[ast.List]:
    """Lists of two or more numbers or of lists."""
    for node in answer.each(ast.List):
        typed = [isinstance(each, ast.List) or number(each) is not None for each in node.elts]
        if len(typed) > 1 and all(typed):
            yield node


@operator("element.dropped", "an element missing", "[1, 2, 3]", "[1, 2]")
def dropped(answer: Answer) -> Iterator[Edit]:
    """The first or the last."""
    for node in _rows(answer):
        yield from (without(answer, node, index) for index in (0, len(node.elts) - 1))


@operator("element.swapped", "two elements in each other's place", "[1, 2, 3]", "[3, 2, 1]")
def ends(answer: Answer) -> Iterator[Edit]:
    """The first and the last."""
    for node in _rows(answer):
        yield swapped(answer, node, 0, len(node.elts) - 1)


@operator("element.nested", "one bracket too many", "[1, 2]", "[[1, 2]]")
def nested(answer: Answer) -> Iterator[Edit]:
    """Only the outermost list."""
    for node in _rows(answer):
        if not isinstance(answer.parents[node], ast.List):
            yield answer.put(node, f"[{answer.segment(node)}]")


@operator("element.flat", "one bracket too few", "[[1], [2]]", "[1, 2]")
def flat(answer: Answer) -> Iterator[Edit]:
    """All rows joined to one."""
    for node in _rows(answer):
        if all(isinstance(row, ast.List) for row in node.elts):
            inner = [answer.segment(each) for row in node.elts if isinstance(row, ast.List) for each in row.elts]
            yield answer.put(node, f"[{', '.join(inner)}]")


@operator("element.column", "a column for a row", "[1, 2]", "[[1], [2]]")
def column(answer: Answer) -> Iterator[Edit]:
    """Each number in brackets of its own."""
    for node in _rows(answer):
        if not isinstance(answer.parents[node], ast.List) and not any(isinstance(e, ast.List) for e in node.elts):
            yield answer.put(node, f"[{', '.join(f'[{answer.segment(each)}]' for each in node.elts)}]")
