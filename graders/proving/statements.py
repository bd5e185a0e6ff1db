"""Statements left out, and values that never leave their function."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import called


def blocks(answer: Answer) -> Iterator[Sequence[ast.stmt]]:
    """Go through the blocks: statements that stand below one another."""
    seen = {}
    for statement in answer.each(ast.stmt):
        above = answer.parents[statement]
        for name in ("body", "orelse", "finalbody"):
            block = getattr(above, name, None)
            if isinstance(block, list) and statement in block:
                seen[id(block)] = block
    yield from seen.values()


def removed(answer: Answer, block: Sequence[ast.stmt], statement: ast.stmt) -> Edit:
    """Take a statement away with its lines; where something else needs the line, or the block, leave `pass`."""
    start, end = answer.spans[statement]
    begin = start - answer.place(start)[1]
    rest = answer.text[end:].partition("\n")[0]
    alone = not answer.text[begin:start].strip() and (not rest.strip() or rest.lstrip().startswith("#"))
    if len(block) == 1 or not alone:
        return answer.put(statement, "pass")
    return Edit(start=begin, end=min(end + len(rest) + 1, len(answer.text)), after="")


@operator("statement.dropped", "a line left out", "x = a; x += b", "x = a; pass")
def dropped(answer: Answer) -> Iterator[Edit]:
    """Not the only assignment of a name, which would merely crash; nor a seed, without which nothing is lost."""
    bound: set[str] = set()
    for block in blocks(answer):
        for statement in block:
            if _matters(answer, statement, bound):
                yield removed(answer, block, statement)
            bound |= {each.id for each in ast.walk(statement) if isinstance(each, ast.Name) and _stored(each)}


def _stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _matters(answer: Answer, statement: ast.stmt, bound: set[str]) -> bool:
    match statement:
        case ast.Expr(value=ast.Constant()):
            return False
        case ast.Expr(value=value):
            return called(answer, value)[1] != "manual_seed"
        case ast.AugAssign():
            return True
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name in bound
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            return True
        case _:
            return False


@operator("statement.returned", "return forgotten", "def f(x):\n    return x + 1", "def f(x):\n    x + 1")
def returned(answer: Answer) -> Iterator[Edit]:
    """The value is computed and lost."""
    for node in answer.each(ast.Return):
        if node.value:
            first = answer.between(answer.start(node), answer.end(node))[1]
            yield Edit(start=answer.start(node), end=first.start, after="")
