"""Signs of arithmetic: another one, its sides the wrong way round, one side or the brackets left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.answer import Answer, Edit, Token
from graders.proving.mutant import operator
from graders.proving.pieces import number

NEIGHBOURS = {
    "+": ("-", "*"),
    "-": ("+",),
    "*": ("+", "/", "@"),
    "/": ("*", "//"),
    "@": ("*",),
    "**": ("*",),
    "//": ("/",),
    "%": ("//",),
    "&": ("|",),
    "|": ("&",),
}
UNEVEN = {"-", "/", "@", "**", "//", "%"}
RANK = {"|": 0, "&": 1, "+": 3, "-": 3, "*": 4, "/": 4, "//": 4, "@": 4, "%": 4, "**": 6}


def _sign(answer: Answer, node: ast.BinOp) -> Token:
    between = answer.between(answer.end(node.left), answer.start(node.right))
    return next(token for token in between if token.text not in {"(", ")"})


def _sides(answer: Answer, node: ast.BinOp) -> tuple[str, Token, str]:
    """The left side, the sign and the right side, with the brackets they were written in."""
    sign = _sign(answer, node)
    return (
        answer.text[answer.start(node) : sign.start].rstrip(),
        sign,
        answer.text[sign.end : answer.end(node)].lstrip(),
    )


@operator("arithmetic.sign", "another sign", "a @ b", "a * b")
def sign(answer: Answer) -> Iterator[Edit]:
    """A number has no matrix product."""
    for node in answer.each(ast.BinOp):
        found = _sign(answer, node)
        for other in NEIGHBOURS.get(found.text, ()):
            if other != "@" or (number(node.left) is None and number(node.right) is None):
                yield Edit(start=found.start, end=found.end, after=other)


@operator("arithmetic.augmented", "another sign in an update", "w -= g", "w += g")
def augmented(answer: Answer) -> Iterator[Edit]:
    """And none: the new value in place of the old one."""
    for node in answer.each(ast.AugAssign):
        found = answer.between(answer.end(node.target), answer.start(node.value))[0]
        for other in (*NEIGHBOURS.get(found.text.removesuffix("="), ())[:1], ""):
            yield Edit(start=found.start, end=found.end, after=f"{other}=")


@operator("arithmetic.operands", "the two sides the wrong way round", "a @ b", "b @ a")
def operands(answer: Answer) -> Iterator[Edit]:
    """Only where the order matters."""
    for node in answer.each(ast.BinOp):
        left, found, right = _sides(answer, node)
        if found.text not in UNEVEN:
            continue
        if isinstance(node.left, ast.BinOp) and answer.start(node.left) == answer.start(node):
            rank = RANK.get(_sign(answer, node.left).text, 0)
            left = f"({left})" if rank <= RANK[found.text] else left
        begin = answer.start(node)
        space = answer.text[begin + len(left.strip("()")) : found.start]
        gap = " " if space.endswith(" ") else ""
        yield answer.put(node, f"{right}{gap}{found.text}{gap}{left}")


@operator("arithmetic.side", "one side left out", "x @ w + b", "x @ w")
def side(answer: Answer) -> Iterator[Edit]:
    """Either side: a bias never added, a rate forgotten."""
    for node in answer.each(ast.BinOp):
        _, found, _ = _sides(answer, node)
        tokens = answer.between(answer.start(node), answer.end(node))
        left = [token for token in tokens if token.end <= found.start]
        right = [token for token in tokens if token.start >= found.end]
        yield Edit(start=left[-1].end, end=answer.end(node), after="")
        yield Edit(start=answer.start(node), end=right[0].start, after="")


@operator("arithmetic.minus", "a minus left out", "torch.exp(-x)", "torch.exp(x)")
def minus(answer: Answer) -> Iterator[Edit]:
    """Before a name or a bracket; a number's own sign is the number's affair. `not` and `~` likewise."""
    for node in answer.each(ast.UnaryOp):
        if number(node) is None:
            first, second = answer.between(answer.start(node), answer.end(node))[:2]
            yield Edit(start=first.start, end=second.start, after="")


@operator("arithmetic.brackets", "brackets left out", "(a + b) * c", "a + b * c")
def brackets(answer: Answer) -> Iterator[Edit]:
    """Around a sum or a product inside another; where nothing changes there is no mutant."""
    for node in answer.each(ast.BinOp, ast.UnaryOp):
        above = answer.parents[node]
        start, end = answer.spans[node]
        if isinstance(above, ast.BinOp | ast.UnaryOp | ast.Attribute):
            before, after = answer.between(0, start), answer.between(end, len(answer.text))
            if before and after and before[-1].text == "(" and after[0].text == ")":
                first, last = before[-1].start, after[0].end
                yield Edit(start=first, end=last, after=answer.text[start:end])
