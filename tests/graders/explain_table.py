"""How many labelled mismatches are explained as a teacher would: `python -m tests.graders.explain_table`.

Named: the wanted message is among those that hold. First: it is the one the student reads.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

import torch

from graders.explain import Explanation, explanations
from graders.explain.ranking import TESTS, Test
from tests.graders.examples import EXAMPLES, Draw, Example
from tests.graders.examples.course import COURSE
from tests.graders.examples.mutants import Mutant, mutants
from tests.graders.explain_chance import PAIRS, made_up

SEEDS = 5  #: drawings of each example; an example counts as the share of its drawings


@dataclass(frozen=True, kw_only=True)
class Row:
    """One class: its examples, and how many of them are named and named first."""

    name: str
    examples: int
    named: float
    first: float


def told(example: Example | Mutant, seed: int, tests: Sequence[Test] = TESTS) -> tuple[Explanation, ...]:
    """All explanations of one drawing, the best first."""
    sample = example.build(Draw(seed))
    return explanations(sample.student, sample.expected, sample.context, tests=tests)


def table(seeds: int = SEEDS, tests: Sequence[Test] = TESTS) -> list[Row]:
    """Measure each class."""
    return [row_of(name, examples, seeds, tests) for name, examples in EXAMPLES.items()]


def row_of(name: str, examples: Sequence[Example], seeds: int = SEEDS, tests: Sequence[Test] = TESTS) -> Row:
    """Measure some examples."""
    runs = [(example, told(example, seed, tests)) for example in examples for seed in range(seeds)]
    named = sum(any(map(example.meant, held)) for example, held in runs)
    first = sum(any(map(example.meant, held[:1])) for example, held in runs)
    return Row(name=name, examples=len(examples), named=named / seeds, first=first / seeds)


def total(rows: list[Row]) -> Row:
    """All classes together."""
    return Row(
        name="all",
        examples=sum(row.examples for row in rows),
        named=sum(row.named for row in rows),
        first=sum(row.first for row in rows),
    )


def of_mutants(tests: Sequence[Test] = TESTS) -> Row:
    """The mutants made by machine, of which only the class is known."""
    made = mutants()
    held = [[one.message_id.split(".")[0] for one in told(mutant, 1, tests)] for mutant in made]
    pairs = [(mutant.classes, classes) for mutant, classes in zip(made, held, strict=True)]
    named = sum(not wanted_ones.isdisjoint(classes) for wanted_ones, classes in pairs)
    first = sum(not wanted_ones.isdisjoint(classes[:1]) for wanted_ones, classes in pairs)
    return Row(name="mutants", examples=len(made), named=named, first=first)


def orders() -> dict[str, tuple[Test, ...]]:
    """The order in use, each that exchanges two neighbours, and the reverse."""
    made = {"as it is": TESTS, "reversed": TESTS[::-1]}
    for at, (one, other) in enumerate(pairwise(TESTS)):
        made[f"{_name(other)} before {_name(one)}"] = (*TESTS[:at], other, one, *TESTS[at + 2 :])
    return made


def _name(test: Test) -> str:
    return f"{test.__module__.rsplit('.', maxsplit=1)[-1]}.{test.__name__}".removesuffix(".find")


def main(write: Callable[[str], object] = sys.stdout.write) -> None:
    """Print the table, what is told otherwise, what is made up, what it costs, and what other orders would give."""
    torch.set_num_threads(1)  # tensors this small only wait for more
    write(f"{'class':10} {'examples':>8} {'named':>13} {'first':>13}\n")
    rows = table()
    for row in [*rows, total(rows), row_of("course", COURSE), of_mutants()]:
        shares = "".join(f"{part:9.1f} {part / row.examples:4.0%}" for part in (row.named, row.first))
        write(f"{row.name:10} {row.examples:8}{shares}\n")
    spent = []
    for example in chain(*EXAMPLES.values(), COURSE):
        begun = time.process_time()
        held = [told(example, seed) for seed in range(SEEDS)]
        spent.append((time.process_time() - begun) / SEEDS)
        otherwise = {tuple(one.message_id for one in each) for each in held if not any(map(example.meant, each[:1]))}
        for ids in otherwise:
            write(f"  {example.name}: {example.label} is told as {', '.join(ids)}\n")
    write(f"made up for {len(made_up())} of {PAIRS} unrelated pairs\n")
    write(f"an explanation takes {1000 * median(spent):.1f} ms of CPU (median), {1000 * max(spent):.1f} ms at most\n")
    for name, order in orders().items():
        measured = (total(table(1, order)), row_of("course", COURSE, 1, order), of_mutants(order))
        write(f"{name:38}" + "".join(f"{row.first / row.examples:7.1%}" for row in measured) + "\n")


if __name__ == "__main__":
    main()
