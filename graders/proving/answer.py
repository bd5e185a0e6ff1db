"""A right answer taken apart: its syntax tree, where each node stands in the text, and what its names mean."""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)


@dataclass(frozen=True, kw_only=True)
class Edit:
    """Write `after` in place of the characters from `start` up to `end`."""

    start: int
    end: int
    after: str


@dataclass(frozen=True, kw_only=True)
class Token:
    """A word, number, string or sign of the text. Comments and line ends are none."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """One parsed answer. All offsets count characters from the beginning of `text`."""

    text: str
    spans: Mapping[ast.AST, tuple[int, int]]  #: every node whose place can be trusted, in the order of the text
    parents: Mapping[ast.AST, ast.AST]
    tokens: Sequence[Token]
    lines: Sequence[int]  #: where each line begins
    modules: Mapping[str, str]  #: what a name stands for: "nn" is "torch.nn"
    bound: frozenset[str]  #: names that the answer itself gives a meaning to

    def each(self, *kinds: type[Node]) -> Iterator[Node]:
        """Go through the nodes of these kinds in the order of the text."""
        for node in self.spans:
            if isinstance(node, kinds):
                yield node

    def start(self, node: ast.AST) -> int:
        """Where the node begins, brackets around it left out."""
        return self.spans[node][0]

    def end(self, node: ast.AST) -> int:
        """Where the node ends, brackets around it left out."""
        return self.spans[node][1]

    def segment(self, node: ast.AST) -> str:
        """The node's own text."""
        start, end = self.spans[node]
        return self.text[start:end]

    def path(self, node: ast.AST) -> str:
        """Say which imported thing is meant: `F.relu` gives "torch.nn.functional.relu"; "" where it is none."""
        if isinstance(node, ast.Name):
            return self.modules.get(node.id, "")
        if isinstance(node, ast.Attribute) and (owner := self.path(node.value)):
            return f"{owner}.{node.attr}"
        return ""

    def between(self, start: int, end: int) -> Sequence[Token]:
        """The tokens that begin at or after `start` and before `end`."""
        first = bisect_left(self.tokens, start, key=lambda token: token.start)
        return self.tokens[first : bisect_left(self.tokens, end, key=lambda token: token.start)]

    def place(self, offset: int) -> tuple[int, int]:
        """The line, from 1, and the column, from 0."""
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1]

    def put(self, node: ast.AST, after: str) -> Edit:
        """Write other text in place of a node."""
        start, end = self.spans[node]
        return Edit(start=start, end=end, after=after)

    def within(self, node: ast.AST, *kinds: type[ast.AST]) -> bool:
        """Whether the node stands somewhere inside a node of these kinds."""
        above = self.parents.get(node)
        while above is not None:
            if isinstance(above, kinds):
                return True
            above = self.parents.get(above)
        return False
