"""Numbers: one off, doubled, halved, of the other sign, nought."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import called, numbers, written


def _changed(answer: Answer, change: Callable[[float], float], *, kind: type = object) -> Iterator[Edit]:
    """A seed is no number of the task, so it stays."""
    for node, value in numbers(answer):
        seed = called(answer, answer.parents[node])[1] == "manual_seed"
        if isinstance(value, kind) and not seed and change(value) != value:
            yield answer.put(node, written(change(value)))


@operator("constant.more", "one more", "x = 3", "x = 4")
def more(answer: Answer) -> Iterator[Edit]:
    """Integers and floats."""
    yield from _changed(answer, lambda value: value + 1)


@operator("constant.less", "one less", "x = 3", "x = 2")
def less(answer: Answer) -> Iterator[Edit]:
    """Integers and floats."""
    yield from _changed(answer, lambda value: value - 1)


@operator("constant.double", "twice the number", "x = 3", "x = 6")
def double(answer: Answer) -> Iterator[Edit]:
    """Integers and floats."""
    yield from _changed(answer, lambda value: value * 2)


@operator("constant.half", "half of a float", "x = 0.5", "x = 0.25")
def half(answer: Answer) -> Iterator[Edit]:
    """Floats alone; of an integer it would be a float."""
    yield from _changed(answer, lambda value: value / 2, kind=float)


@operator("constant.sign", "the other sign", "x = 3", "x = -3")
def sign(answer: Answer) -> Iterator[Edit]:
    """Nought has none."""
    yield from _changed(answer, lambda value: -value)


@operator("constant.zero", "nought", "x = 3", "x = 0")
def zero(answer: Answer) -> Iterator[Edit]:
    """An integer stays an integer."""
    yield from _changed(answer, lambda value: type(value)(0))


@operator("constant.tenth", "a tenth more of a float", "x = 0.5", "x = 0.55")
def tenth(answer: Answer) -> Iterator[Edit]:
    """A small slip: what a tolerance that is too wide lets through."""
    yield from _changed(answer, lambda value: value * 1.1, kind=float)


@operator("constant.text", "another word", 'm.to("cuda")', 'm.to("cpu")')
def text(answer: Answer) -> Iterator[Edit]:
    """Only words that torch knows."""
    words = {"cuda": "cpu", "cpu": "meta"}
    for node in answer.each(ast.Constant):
        if isinstance(node.value, str) and node.value in words:
            quote = answer.segment(node)[0]
            yield answer.put(node, f"{quote}{words[node.value]}{quote}")
