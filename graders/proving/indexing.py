"""Indices and slices: one off, a bound left out, rows for columns."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import number, written


def _parts(answer: Answer) -> Iterator[ast.expr]:
    for node in answer.each(ast.Subscript):
        yield from node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]


@operator("index.one_off", "an index one off", "t[0]", "t[1]")
def one_off(answer: Answer) -> Iterator[Edit]:
    """And the other end of the axis."""
    for node in _parts(answer):
        value = number(node)
        if isinstance(value, int):
            yield from (answer.put(node, written(other)) for other in (value + 1, value - 1))


@operator("index.bound", "a slice one longer or shorter", "t[1:3]", "t[1:2]")
def bound(answer: Answer) -> Iterator[Edit]:
    """Both ends."""
    for node in _parts(answer):
        for each in (node.lower, node.upper) if isinstance(node, ast.Slice) else ():
            value = number(each) if each else None
            if each and isinstance(value, int):
                yield from (answer.put(each, written(other)) for other in (value + 1, value - 1))


@operator("index.open", "a bound of a slice left out", "t[1:3]", "t[:3]")
def opened(answer: Answer) -> Iterator[Edit]:
    """Both ends and the step."""
    for node in _parts(answer):
        for each in (node.lower, node.upper, node.step) if isinstance(node, ast.Slice) else ():
            if each:
                yield answer.put(each, "")


@operator("index.axes", "rows for columns", "t[:, -1]", "t[-1, :]")
def axes(answer: Answer) -> Iterator[Edit]:
    """The first two places of an index."""
    for node in answer.each(ast.Subscript):
        if isinstance(node.slice, ast.Tuple) and len(node.slice.elts) > 1:
            first, second = node.slice.elts[:2]
            middle = answer.text[answer.end(first) : answer.start(second)]
            after = answer.segment(second) + middle + answer.segment(first)
            yield Edit(start=answer.start(first), end=answer.end(second), after=after)


@operator("index.dropped", "no index", "y = t[0]", "y = t")
def dropped(answer: Answer) -> Iterator[Edit]:
    """Where it is read."""
    for node in answer.each(ast.Subscript):
        if isinstance(node.ctx, ast.Load):
            opening = next(
                each for each in answer.between(answer.end(node.value), answer.end(node)) if each.text == "["
            )
            yield Edit(start=opening.start, end=answer.end(node), after="")
