"""The small cuts that operators share: a call's name, an item of a list, a number as it is written."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from graders.proving.answer import Answer, Edit

TORCH, NN, F, OPTIM, NUMPY = "torch", "torch.nn", "torch.nn.functional", "torch.optim", "numpy"
METHOD = "a method"
BUILTIN = "a built-in function"
Names: TypeAlias = Mapping[str, Sequence[str]]
ATOMS = (ast.Name, ast.Constant, ast.Attribute, ast.Subscript, ast.Call, ast.List, ast.Tuple, ast.Dict)


def called(answer: Answer, node: ast.AST) -> tuple[str, str]:
    """Say where the function of a call is from, and its name: ("torch.nn", "Linear"), (METHOD, "mean")."""
    return home(answer, node.func) if isinstance(node, ast.Call) else ("", "")


def home(answer: Answer, node: ast.AST) -> tuple[str, str]:
    """Say where a name or an attribute is from: a module, some value (METHOD), or the language; ("", "") otherwise."""
    if path := answer.path(node):
        owner, _, name = path.rpartition(".")
        return owner, name
    if isinstance(node, ast.Attribute):
        return METHOD, node.attr
    if isinstance(node, ast.Name) and node.id not in answer.bound:
        return BUILTIN, node.id
    return "", ""


def calls(answer: Answer, homes: Iterable[str], names: Iterable[str]) -> Iterator[ast.Call]:
    """Go through the calls of these names from these homes."""
    homes, names = set(homes), set(names)
    for node in answer.each(ast.Call):
        owner, name = called(answer, node)
        if owner in homes and name in names:
            yield node


def renames(answer: Answer, tables: Mapping[str, Names]) -> Iterator[Edit]:
    """Write each name's neighbours in its place. `tables` has, by home, the neighbours of a name."""
    for node in answer.each(ast.Attribute, ast.Name):
        owner, name = home(answer, node)
        above = answer.parents[node]
        if owner in {METHOD, BUILTIN} and not (isinstance(above, ast.Call) and above.func is node):
            continue
        if isinstance(node, ast.Name) and owner != BUILTIN:
            continue  # imported alone: its neighbour is not imported, and the mutant would only crash
        for other in tables.get(owner, {}).get(name, ()):
            yield Edit(start=answer.end(node) - len(name), end=answer.end(node), after=other)


def dotted(answer: Answer, node: ast.Attribute) -> int:
    """Where the dot before an attribute's name is."""
    dots = [token for token in answer.between(answer.end(node.value), answer.end(node)) if token.text == "."]
    return dots[0].start


def opening(answer: Answer, node: ast.AST) -> int:
    """Where the bracket is that opens a list, a tuple or the arguments of a call."""
    if not isinstance(node, ast.Call):
        return answer.start(node)
    after = answer.between(answer.end(node.func), answer.end(node))
    return next(token.start for token in after if token.text == "(")


def items(answer: Answer, node: ast.AST) -> list[tuple[int, int]]:
    """Where each item of a list or tuple, or each argument of a call, begins and ends, with brackets of its own."""
    return [_outer(answer, node, item) for item in _items(node)]


def _items(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.Call(args=args, keywords=keywords):
            return [*args, *keywords]
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return list(elements)
        case _:
            return []


def _outer(answer: Answer, node: ast.AST, item: ast.AST) -> tuple[int, int]:
    start, end = answer.spans[item]
    for token in reversed(answer.between(opening(answer, node) + 1, start)):
        if token.text != "(":
            break
        start = token.start
    for token in answer.between(end, answer.end(node) - 1):
        if token.text != ")":
            break
        end = token.end
    return start, end


def without(answer: Answer, node: ast.AST, index: int) -> Edit:
    """Take one item away, and its comma."""
    places = items(answer, node)
    start, end = places[index]
    if index:
        return Edit(start=places[index - 1][1], end=end, after="")
    return Edit(start=start, end=places[1][0] if len(places) > 1 else end, after="")


def swapped(answer: Answer, node: ast.AST, first: int, second: int) -> Edit:
    """Let two items change places."""
    places = items(answer, node)
    (a, b), (c, d) = places[first], places[second]
    return Edit(start=a, end=d, after=answer.text[c:d] + answer.text[b:c] + answer.text[a:b])


def added(answer: Answer, call: ast.Call, argument: str) -> Edit:
    """Give a call one more argument."""
    places = items(answer, call)
    at = places[-1][1] if places else answer.end(call) - 1
    return Edit(start=at, end=at, after=f", {argument}" if places else argument)


def keyword(call: ast.Call, *names: str) -> ast.keyword | None:
    """Find a call's keyword argument by its name."""
    return next((each for each in call.keywords if each.arg in names), None)


def unwrapped(answer: Answer, node: ast.AST, inner: ast.AST) -> Edit:
    """Leave of a node only a part of it, in brackets where it needs them."""
    text = answer.segment(inner)
    above = answer.parents[node]
    loose = isinstance(inner, ATOMS) or isinstance(above, ast.stmt | ast.keyword)
    loose = loose or (isinstance(above, ast.Call) and above.func is not node)
    return answer.put(node, text if loose else f"({text})")


def number(node: ast.AST) -> int | float | None:
    """The number that is written here, with its sign; None for anything else, a boolean included."""
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant() as inner):
            value = number(inner)
            return None if value is None else -value
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return value
        case _:
            return None


def numbers(answer: Answer) -> Iterator[tuple[ast.expr, int | float]]:
    """Go through the numbers of the text; the sign belongs to the number."""
    for node in answer.each(ast.Constant, ast.UnaryOp):
        value = number(node)
        if value is not None and number(answer.parents[node]) is None:
            yield node, value


def written(value: float) -> str:
    """A number as one types it: 0.3, and not 0.30000000000000004."""
    return str(value) if isinstance(value, int) else repr(float(f"{value:.12g}"))
