"""From the text of an answer to an `Answer`."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterator, Mapping, Sequence

from graders.proving.answer import Answer, Token

#: A cell of a notebook leans on imports made above it, so these names mean what they always mean.
CUSTOMARY = {
    "torch": "torch",
    "nn": "torch.nn",
    "F": "torch.nn.functional",
    "optim": "torch.optim",
    "np": "numpy",
}
WRITTEN = {tokenize.NAME, tokenize.NUMBER, tokenize.STRING, tokenize.OP}


def read(text: str) -> Answer:
    """Take an answer apart.

    Raises:
        SyntaxError: the text is no Python; an answer of ours has to be.

    """
    tree = ast.parse(text)
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)  # as Python counts them, unlike str.splitlines
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    spans = dict(sorted(_spans(tree, text, lines, starts), key=lambda pair: (pair[1][0], -pair[1][1])))
    tokens = {token.start: token for token in _tokens(lines, starts)}
    for node, (start, end) in spans.items():
        if isinstance(parents.get(node), ast.FormattedValue) and end > start:  # one string to older Pythons
            tokens |= {token.start: token for token in _tokens([text[start:end]], [start])}
    modules, bound = _names(tree)
    return Answer(
        text=text,
        spans=spans,
        parents=parents,
        tokens=[tokens[start] for start in sorted(tokens)],
        lines=starts,
        modules=modules,
        bound=bound,
    )


def _tokens(lines: Sequence[str], starts: Sequence[int]) -> Iterator[Token]:
    for token in tokenize.generate_tokens(iter(lines).__next__):
        if token.type in WRITTEN:
            (first, left), (last, right) = token.start, token.end
            yield Token(start=starts[first - 1] + left, end=starts[last - 1] + right, text=token.string)


def _spans(
    tree: ast.AST, text: str, lines: Sequence[str], starts: Sequence[int]
) -> Iterator[tuple[ast.AST, tuple[int, int]]]:
    for node in ast.iter_child_nodes(tree):
        span = _span(node, lines, starts)
        if isinstance(tree, ast.FormattedValue) and not (span and _stands(node, text[slice(*span)])):
            continue  # inside an f-string older Pythons miscount
        if span and not isinstance(tree, ast.JoinedStr):
            yield node, span
        yield from _spans(node, text, lines, starts)


def _span(node: ast.AST, lines: Sequence[str], starts: Sequence[int]) -> tuple[int, int] | None:
    """Offsets in characters; the tree counts bytes."""
    if not isinstance(node, ast.expr | ast.stmt | ast.keyword | ast.arg | ast.alias):
        return None
    if node.end_lineno is None or node.end_col_offset is None:
        return None
    ends = (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)
    start, end = (starts[line - 1] + len(lines[line - 1].encode()[:column].decode()) for line, column in ends)
    return start, end


def _stands(node: ast.AST, segment: str) -> bool:
    try:
        return "\n" not in segment and ast.dump(ast.parse(segment, mode="eval").body) == ast.dump(node)
    except (SyntaxError, ValueError):
        return False


def _names(tree: ast.AST) -> tuple[Mapping[str, str], frozenset[str]]:
    modules, bound = dict(CUSTOMARY), set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                bound.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                bound.add(name)
            case ast.Import(names=names):
                modules |= {a.asname: a.name for a in names if a.asname}
                modules |= {root: root for a in names if not a.asname for root in [a.name.split(".")[0]]}
            case ast.ImportFrom(module=str(module), names=names):
                modules |= {a.asname or a.name: f"{module}.{a.name}" for a in names}
            case _:
                pass
    return {name: path for name, path in modules.items() if name not in bound}, frozenset(bound)
