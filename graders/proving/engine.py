"""All mutants of a right answer, and a fair sample of them."""

from __future__ import annotations

import ast
import random
import warnings
from collections.abc import Iterable, Sequence

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import Mutant, Operator
from graders.proving.reading import read
from graders.proving.registry import OPERATORS


def mutants(source: str, operators: Sequence[Operator] = OPERATORS) -> tuple[Mutant, ...]:
    """Make every answer that differs from this one by one mistake, in the order of their places.

    Left out is what Python refuses, what means the same to Python, and what an earlier operator made already.

    Raises:
        SyntaxError: the answer itself is no Python.

    """
    answer = read(source)
    seen = {_meaning(source)}
    found = []
    for operator in operators:
        for edit in operator.find(answer):
            mutant = _mutant(answer, operator, edit)
            meaning = _meaning(mutant.source)
            if meaning and meaning not in seen:
                seen.add(meaning)
                found.append(mutant)
    return tuple(sorted(found, key=lambda mutant: mutant.place))


def _mutant(answer: Answer, operator: Operator, edit: Edit) -> Mutant:
    text = answer.text
    return Mutant(
        operator=operator.name,
        place=answer.place(edit.start),
        before=text[edit.start : edit.end],
        after=edit.after,
        source=text[: edit.start] + edit.after + text[edit.end :],
    )


def _meaning(source: str) -> str:
    """The syntax tree as text, without places; "" where there is none or where Python refuses it later."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that `x is 3` is odd is the mutant's point
        try:
            tree = ast.parse(source)
            compile(tree, "mutant", "exec", dont_inherit=True)  # a `break` outside its loop parses
        except (SyntaxError, ValueError):
            return ""
    return ast.dump(tree)


def sample(found: Iterable[Mutant], at_most: int, seed: int) -> tuple[Mutant, ...]:
    """Choose at random so that the operators have equal shares, as far as each has mutants; in the order given."""
    found = list(found)
    draw = random.Random(seed)  # noqa: S311 - a sample, no secret
    shares: dict[str, list[int]] = {}
    for index in draw.sample(range(len(found)), len(found)):
        shares.setdefault(found[index].operator, []).append(index)
    turns = sorted((turn, place, index) for place, own in enumerate(shares.values()) for turn, index in enumerate(own))
    return tuple(found[index] for index in sorted(index for _, _, index in turns[: max(at_most, 0)]))
