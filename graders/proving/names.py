"""The wrong variable."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator


@operator("name.other", "another variable", "w1 = a; w2 = b; y = x @ w2", "w1 = a; w2 = b; y = x @ w1")
def other(answer: Answer) -> Iterator[Edit]:
    """The one that was given a value just before, and the one just after, if that was so before this line."""
    known: list[str] = []
    for node in answer.each(ast.AST):
        match node:
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                known += [name] if name not in known else []
            case ast.Name(id=name) if name in known and not _called(answer, node):
                at = known.index(name)
                yield from (answer.put(node, each) for each in (*known[max(at - 1, 0) : at], *known[at + 1 : at + 2]))
            case _:
                pass


def _called(answer: Answer, node: ast.Name) -> bool:
    above = answer.parents[node]
    return isinstance(above, ast.Call) and above.func is node
