"""What a mutant is, and what makes one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from graders.proving.answer import Answer, Edit

Finder: TypeAlias = Callable[[Answer], Iterator[Edit]]


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A right answer with one thing changed: at `place` (line from 1, column from 0) `before` became `after`."""

    operator: str
    place: tuple[int, int]
    before: str
    after: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Operator:
    """One kind of mistake: all the edits by which it can be made in an answer, and one example of it."""

    name: str
    says: str
    before: str
    after: str
    find: Finder


def operator(name: str, says: str, before: str, after: str) -> Callable[[Finder], Operator]:
    """Make an operator of the function below; `before` and `after` are an example that the tests run."""

    def made(find: Finder) -> Operator:
        return Operator(name=name, says=says, before=before, after=after, find=find)

    return made
