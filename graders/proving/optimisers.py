"""Another optimiser, another rate, not all of the parameters."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import METHOD, OPTIM, calls, number, renames, written

CLASSES = {
    "SGD": ("Adam",),
    "Adam": ("SGD", "AdamW"),
    "AdamW": ("SGD",),
    "RMSprop": ("SGD",),
    "Adagrad": ("SGD",),
}
RATES = {"lr", "rate", "learning_rate", "eta", "alpha"}


@operator("optimiser.other", "another optimiser", "optim.SGD(p, lr=0.1)", "optim.Adam(p, lr=0.1)")
def other(answer: Answer) -> Iterator[Edit]:
    """By its class."""
    yield from renames(answer, {OPTIM: CLASSES})


@operator("optimiser.rate", "ten times the rate, a tenth, or none", "optim.SGD(p, lr=0.1)", "optim.SGD(p, lr=0.01)")
def rate(answer: Answer) -> Iterator[Edit]:
    """As a keyword, or as a name that students give it."""
    for node in answer.each(ast.keyword, ast.Assign):
        match node:
            case ast.keyword(arg=name, value=value) | ast.Assign(targets=[ast.Name(id=name)], value=value):
                typed = number(value)
                if name in RATES and typed:
                    yield from (answer.put(value, written(other)) for other in (typed * 10, typed / 10, 0.0))
            case _:
                pass


@operator(
    "optimiser.parameters",
    "only the first of the parameters",
    "optim.SGD(m.parameters(), lr=0.1)",
    "optim.SGD(list(m.parameters())[:1], lr=0.1)",
)
def parameters(answer: Answer) -> Iterator[Edit]:
    """The bias stands still."""
    for call in calls(answer, [METHOD], ["parameters"]):
        yield answer.put(call, f"list({answer.segment(call)})[:1]")
