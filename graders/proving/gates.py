"""Mistakes in the table of a logic gate."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import number

GATES = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "xor": (0, 1, 1, 0), "nand": (1, 1, 1, 0)}


@operator("gates.table", "another gate in the targets", "[0, 1, 1, 0]", "[0, 0, 0, 1]")
def table(answer: Answer) -> Iterator[Edit]:
    """Four targets, flat or one to a row."""
    for node in answer.each(ast.List):
        cells = [each.elts[0] if isinstance(each, ast.List) and len(each.elts) == 1 else each for each in node.elts]
        typed = tuple(number(cell) for cell in cells)
        for gate in GATES.values():
            if typed in GATES.values() and gate != typed:
                yield answer.put(node, _retyped(answer, node, cells, gate))


def _retyped(answer: Answer, node: ast.List, cells: list[ast.expr], gate: tuple[int, ...]) -> str:
    """Other digits; "0.0" stays a float and brackets stay where they are."""
    text, begin = answer.segment(node), answer.start(node)
    for cell, bit in zip(cells, gate, strict=True):
        at = answer.start(cell) - begin
        text = text[:at] + str(bit) + text[at + 1 :]
    return text


@operator(
    "gates.row", "two rows of a table in each other's place", "[[0, 0], [0, 1], [1, 1]]", "[[0, 1], [0, 0], [1, 1]]"
)
def row(answer: Answer) -> Iterator[Edit]:
    """Neighbours only; rows that are equal give nothing."""
    for node in answer.each(ast.List):
        for above, below in pairwise(node.elts):
            if isinstance(above, ast.List) and isinstance(below, ast.List):
                first, second = answer.segment(above), answer.segment(below)
                start, end = answer.start(above), answer.end(below)
                middle = answer.text[answer.end(above) : answer.start(below)]
                yield Edit(start=start, end=end, after=second + middle + first)
