"""Pairs that have nothing to do with each other: whatever is explained of them, beyond the facts, is made up."""

from __future__ import annotations

from collections.abc import Callable

import torch

from graders.explain import Context, Descent, Explanation, explain
from tests.graders.examples import Draw, Sample

PAIRS = 500
OPERATIONS: tuple[Callable[..., object], ...] = (
    torch.add,
    torch.matmul,
    torch.mul,
    torch.sum,
    torch.mean,
    torch.relu,
    torch.max,
    lambda x: (x**2).sum(0),
    lambda x, w: torch.relu(x @ w + 1),
)


def unrelated(seed: int) -> Sample:
    """Two values, and around them as much as could lead astray."""
    draw = Draw(seed)
    pick = torch.Generator().manual_seed(seed)

    def choice(count: int) -> int:
        return int(torch.randint(count, (), generator=pick))

    def shape() -> tuple[int, ...]:
        return tuple(1 + choice(6) for _ in range(choice(4)))

    def numbers(*sizes: int) -> torch.Tensor:
        spread = 10 ** choice(3)
        kinds = (
            draw.normal(*sizes),
            spread * draw.normal(*sizes),
            draw.uniform(*sizes),
            (50 * draw.normal(*sizes)).round(),
            (9 * draw.normal(*sizes)).long(),
            torch.relu(draw.normal(*sizes)),
        )
        return kinds[choice(len(kinds))]

    mine = shape()
    student, expected = numbers(*mine), numbers(*(mine if choice(4) else shape()))
    if not student.any():  # nothing but zero is an explanation, whatever is expected
        student = 1 + draw.normal(*mine)
    operands = tuple(numbers(*(mine if choice(2) else shape())) for _ in range(1 + choice(2)))
    context = Context(
        operation=OPERATIONS[choice(len(OPERATIONS))],
        operands=operands,
        neighbours={"another": OPERATIONS[choice(len(OPERATIONS))]},
        others={"another question": numbers(*mine), "a third": numbers(*shape())},
        starter=(numbers(*mine),),
        literals=(0, 1, 2, 3, 10, 0.1, *(choice(100) for _ in range(8))),
        as_written=numbers(*mine),
        descent=Descent(start=numbers(*mine), gradient=lambda w: 2 * (w - 3), steps=10, rate=0.1),
        gradient=not choice(3),
        losses=tuple(draw.uniform(12, low=0.5).sort(descending=True).values.tolist()),
    )
    return Sample(student=student, expected=expected, context=context)


def made_up(pairs: int = PAIRS) -> list[tuple[int, Explanation]]:
    """Explanations told of pairs that have none, with the seed of the pair."""
    told = []
    for seed in range(pairs):
        sample = unrelated(seed)
        explanation = explain(sample.student, sample.expected, sample.context)
        if explanation is not None and not explanation.message_id.startswith("size."):
            told.append((seed, explanation))
    return told
