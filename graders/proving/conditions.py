"""Comparisons and choices."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator

NEIGHBOURS = {
    "<": ("<=", ">"),
    "<=": ("<", ">="),
    ">": (">=", "<"),
    ">=": (">", "<="),
    "==": ("!=",),
    "!=": ("==",),
    "in": ("not in",),
    "not in": ("in",),
    "is": ("is not",),
    "is not": ("is",),
}


@operator("condition.comparison", "another comparison", "x > 0", "x < 0")
def comparison(answer: Answer) -> Iterator[Edit]:
    """Each sign of a chain."""
    for node in answer.each(ast.Compare):
        sides = [node.left, *node.comparators]
        for left, right in pairwise(sides):
            signs = [each for each in answer.between(answer.end(left), answer.start(right)) if each.text not in "()"]
            found = " ".join(each.text for each in signs)
            for other in NEIGHBOURS.get(found, ()):
                yield Edit(start=signs[0].start, end=signs[-1].end, after=other)


@operator("condition.joined", "or for and", "a and b", "a or b")
def joined(answer: Answer) -> Iterator[Edit]:
    """Either way."""
    for node in answer.each(ast.BoolOp):
        for left, right in pairwise(node.values):
            for token in answer.between(answer.end(left), answer.start(right)):
                if token.text in {"and", "or"}:
                    yield Edit(start=token.start, end=token.end, after="or" if token.text == "and" else "and")


@operator("condition.choice", "the other choice", "a if c else b", "b if c else a")
def choice(answer: Answer) -> Iterator[Edit]:
    """The two values of a choice in each other's place, and each of them alone."""
    for node in answer.each(ast.IfExp):
        body, test, orelse = (answer.segment(each) for each in (node.body, node.test, node.orelse))
        for after in (
            f"{orelse} if {test} else {body}",
            f"{body} if True else {orelse}",
            f"{body} if False else {orelse}",
        ):
            yield answer.put(node, after)


@operator("condition.always", "a condition that is always met", "if c: f()", "if True: f()")
def always(answer: Answer) -> Iterator[Edit]:
    """And one that never is."""
    for node in answer.each(ast.If):
        yield from (answer.put(node.test, word) for word in ("True", "False"))
