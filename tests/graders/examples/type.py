"""The right numbers kept as something else, or changed by being kept so."""

from __future__ import annotations

import torch

from graders.explain import Context
from graders.observation import TensorSeen
from tests.graders.examples.base import Draw, Examples, Sample

TYPE = Examples()


@TYPE.mistake("type.array")
def numpy_for_torch(draw: Draw) -> Sample:
    """An ndarray with the right numbers."""
    x = draw.whole(5)
    seen = TensorSeen(kind="array", dtype="int64", shape=(5,), value=x)
    return Sample(student=seen, expected=x, context=Context(tensor=True))


@TYPE.mistake("type.list")
def list_for_tensor(draw: Draw) -> Sample:
    """A Python list with the right numbers."""
    x = draw.whole(5)
    return Sample(student=x.tolist(), expected=x, context=Context(tensor=True))


@TYPE.mistake("type.number")
def item_for_tensor(draw: Draw) -> Sample:
    """.item() where a tensor is asked for."""
    x = draw.normal(5)
    return Sample(student=x.max().item(), expected=x.max(), context=Context(tensor=True))


@TYPE.mistake("type.dtype")
def doubles_for_floats(draw: Draw) -> Sample:
    """float64 where float32 is asked for."""
    x = draw.normal(2, 3)
    return Sample(student=x.double(), expected=x, context=Context(dtype=torch.float32))


@TYPE.mistake("type.bool")
def comparison_for_numbers(draw: Draw) -> Sample:
    """`p > 0.5` where 0 and 1 are asked for."""
    p = draw.uniform(8)
    return Sample(student=p > 0.5, expected=(p > 0.5).float())


@TYPE.mistake("type.nothing")
def nothing_returned(draw: Draw) -> Sample:
    """A function without return."""
    return Sample(student=None, expected=draw.normal(3))


@TYPE.mistake("type.fractions_cut")
def whole_dtype(draw: Draw) -> Sample:
    """Prices put into a whole dtype."""
    x = draw.uniform(6, low=10.2, high=90.0)
    return Sample(student=x.to(torch.int64), expected=x)


@TYPE.mistake("type.fractions_cut")
def integer_mean(draw: Draw) -> Sample:
    """The mean of whole numbers by //."""
    x = draw.whole(7)
    x[0] += 3 - x.sum() % 7  # or the sum might be divisible by 7
    return Sample(student=x.sum() // 7, expected=x.double().mean(), context=Context(operands=(x.double(),)))


@TYPE.mistake("type.fractions_cut")
def probabilities_as_whole_numbers(draw: Draw) -> Sample:
    """.long() leaves nothing of numbers below one."""
    x = draw.uniform(6, low=0.1, high=0.9)
    return Sample(student=x.long(), expected=x)


@TYPE.mistake("type.floored")
def floor_division(draw: Draw) -> Sample:
    """// for /, with numbers of either sign."""
    a, b = 20 * draw.normal(9), draw.uniform(9, low=0.5, high=2.0)
    return Sample(student=a // b, expected=a / b, context=Context(operation=torch.div, operands=(a, b)))


@TYPE.mistake("type.cast_to_int")
def cast_with_either_sign(draw: Draw) -> Sample:
    """.int() cuts towards zero."""
    x = 20 * draw.normal(9)
    return Sample(student=x.int(), expected=x)


@TYPE.mistake("type.rounded")
def rounds(draw: Draw) -> Sample:
    """round() to look tidy."""
    x = 20 * draw.normal(9)
    return Sample(student=x.round(), expected=x)


@TYPE.mistake("type.inputs_cut")
def whole_inputs(draw: Draw) -> Sample:
    """The data is cast before it is used."""
    a, b = 20 * draw.normal(3, 3), 20 * draw.normal(3, 3)
    return Sample(
        student=(a.long() @ b.long()).float(), expected=a @ b, context=Context(operation=torch.matmul, operands=(a, b))
    )


@TYPE.mistake("type.wrapped")
def bytes_too_small(draw: Draw) -> Sample:
    """A sum of pixels kept in uint8."""
    x = draw.whole(6, low=300, high=900)
    return Sample(student=x.to(torch.uint8), expected=x)


@TYPE.mistake("type.coarse", name="float16")
def half_precision(draw: Draw) -> Sample:
    """The values went through .half()."""
    x = draw.normal(4, 4)
    return Sample(student=x.half().float(), expected=x)


@TYPE.mistake("type.coarse", name="bfloat16")
def brain_floats(draw: Draw) -> Sample:
    """Computed in bfloat16."""
    a, b = draw.normal(4, 4), draw.normal(4, 4)
    return Sample(
        student=a.bfloat16() * b.bfloat16(), expected=a * b, context=Context(operands=(a, b), rtol=1e-4, atol=1e-4)
    )


@TYPE.mistake("type.truth")
def how_many_as_whether(draw: Draw) -> Sample:
    """Counts that went through bool."""
    x = draw.whole(8) * torch.tensor([1, 0, 1, 1, 0, 0, 1, 1])
    return Sample(student=x.bool().float(), expected=x.float())
