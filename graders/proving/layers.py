"""Layers of the wrong size, without a bias, left out, in the wrong order."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import METHOD, NN, added, calls, items, keyword, number, renames, swapped, without, written


@operator("layer.swapped", "in and out of a layer the wrong way round", "nn.Linear(2, 4)", "nn.Linear(4, 2)")
def sides(answer: Answer) -> Iterator[Edit]:
    """Linear alone."""
    for call in calls(answer, [NN], ["Linear"]):
        if len(items(answer, call)) > 1:
            yield swapped(answer, call, 0, 1)


@operator("layer.size", "a layer wider or narrower", "nn.Linear(2, 4)", "nn.Linear(2, 5)")
def size(answer: Answer) -> Iterator[Edit]:
    """By one, or twice as wide."""
    for call in calls(answer, [NN], ["Linear", "Embedding", "Conv2d", "LayerNorm", "BatchNorm1d"]):
        for node in [*call.args, *(each.value for each in call.keywords)]:
            value = number(node)
            if isinstance(value, int):
                yield from (answer.put(node, written(other)) for other in (value + 1, value - 1, value * 2))


@operator("layer.bias", "a layer without its bias", "nn.Linear(2, 4)", "nn.Linear(2, 4, bias=False)")
def bias(answer: Answer) -> Iterator[Edit]:
    """A bias that is spoken of is turned over with the other flags."""
    for call in calls(answer, [NN], ["Linear", "Conv1d", "Conv2d"]):
        if keyword(call, "bias") is None:
            yield added(answer, call, "bias=False")


@operator(
    "layer.dropped",
    "a layer left out",
    "nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))",
    "nn.Sequential(nn.Linear(2, 4), nn.Linear(4, 1))",
)
def dropped(answer: Answer) -> Iterator[Edit]:
    """One item of a Sequential."""
    for call in calls(answer, [NN], ["Sequential"]):
        yield from (without(answer, call, index) for index in range(len(call.args)))


@operator(
    "layer.order",
    "two layers in each other's place",
    "nn.Sequential(nn.Linear(2, 1), nn.ReLU())",
    "nn.Sequential(nn.ReLU(), nn.Linear(2, 1))",
)
def order(answer: Answer) -> Iterator[Edit]:
    """Neighbours in a Sequential."""
    for call in calls(answer, [NN], ["Sequential"]):
        yield from (swapped(answer, call, index, index + 1) for index in range(len(call.args) - 1))


@operator("layer.attribute", "the bias for the weight", "m.weight", "m.bias")
def attribute(answer: Answer) -> Iterator[Edit]:
    """Either way."""
    for node in answer.each(ast.Attribute):
        other = {"weight": "bias", "bias": "weight"}.get(node.attr)
        if other and not answer.path(node):
            yield Edit(start=answer.end(node) - len(node.attr), end=answer.end(node), after=other)


@operator("layer.listing", "another way to list what a model has", "m.state_dict()", "m.parameters()")
def listing(answer: Answer) -> Iterator[Edit]:
    """What is shown then is a generator."""
    table = {
        "state_dict": ("parameters",),
        "named_parameters": ("parameters",),
        "parameters": ("children", "state_dict"),
    }
    yield from renames(answer, {METHOD: table})
