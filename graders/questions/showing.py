"""Which numbers a student has shown: printed, in whatever way, or displayed at the end of a cell. Used by Q19.

A printed text proves nothing by itself. Here its numbers have to be those that a layer drew, from another seed too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import torch

from graders.authoring import Evidence, Found
from graders.observation import TensorSeen, Value

NUMBER = re.compile(r"[-+]?\d{1,20}\.\d{0,20}(?:e[-+]?\d{1,2})?")
ROUNDED = 2  #: decimals; with fewer a printed number is taken to be exact
EXACT = 1e-6
FEW, REACH = 30, 0.2  #: printed numbers, and a size, from which on they may cover all that a weight can be
MOST, LARGE = 5000, 1000  #: printed numbers that are read; numbers of one tensor
DICTS = (".state_dict", "builtins.dict", "OrderedDict")


class Shown:
    """All the numbers that were shown in a run."""

    def __init__(self, seen: Evidence) -> None:
        self._seen = seen
        self._rows = [one for one in seen.everything if one.shown] + list(_displayed(seen))
        texts = [seen.stdout, *(one.value for one in self._rows if isinstance(one.value, str))]
        words = islice((match[0] for text in texts for match in NUMBER.finditer(text)), MOST)
        self._printed = torch.tensor([_read(word) for word in words], dtype=torch.float64).reshape(-1, 2)
        self._tensors = [tensor for one in self._rows for tensor in _tensors(one.value)]

    def holds(self, numbers: torch.Tensor, layer: int | None) -> bool:
        """Whether all these numbers were shown, those of a layer's dictionary included."""
        wanted = numbers.double().reshape(-1)
        if any(_equal(tensor, wanted) for tensor in self._tensors):
            return True
        if any(one.callee.endswith(DICTS) and self._of(one, layer) for one in self._rows):
            return True
        if len(wanted) > LARGE:  # torch prints no more of it than its corners
            return False
        printed, off = self._printed.T
        if self._flooded(float(wanted.abs().amax()) if len(wanted) else 0.0):
            return False
        return bool(((printed - wanted[:, None]).abs() <= off).any(1).all())

    def _flooded(self, largest: float) -> bool:
        """Whether so many numbers were printed that any number of such a size would be among them."""
        reach = max(largest, REACH)
        among = torch.unique(self._printed[self._printed[:, 0].abs() <= reach], dim=0)
        return len(among) > FEW and float(among[:, 1].sum()) > reach / 2

    def row(self, *callees: str) -> Found | None:
        """The first call of one of these functions whose result was shown as it is."""
        return next((one for one in self._rows if one.callee.endswith(callees)), None)

    def module(self) -> Found | None:
        """The first module that was shown as it is."""
        return next(
            (one for one in self._rows if one.token is not None and not one.is_tensor and not one.is_array), None
        )

    def _of(self, one: Found, layer: int | None) -> bool:
        return layer is not None and any(origin.token == layer for origin in self._seen.origins(one))


def _displayed(seen: Evidence) -> Iterator[Found]:
    """What is made inside brackets that are the last line of a cell, such as a comprehension."""
    rows = [one for one in seen.everything if one.place is not None]
    last: dict[int, int] = {}
    for one in rows:
        if one.place:
            last[one.place.cell] = max(one.place.line, last.get(one.place.cell, 0))
    for one in rows:
        if one.place and one.place.line == last[one.place.cell] and one.place.code.startswith(("{", "[", "(")):
            yield one


def _tensors(value: Value) -> Iterator[torch.Tensor]:
    if isinstance(value, TensorSeen) and value.value is not None:
        yield value.value.double().reshape(-1)
    elif isinstance(value, tuple):
        yield from _numbers(value)
        for part in value:
            yield from _tensors(part)


def _numbers(value: tuple[Value, ...]) -> Iterator[torch.Tensor]:
    """A list of numbers, or of lists of them, as one tensor."""
    flat: list[float] = []
    stack: list[Value] = list(reversed(value))
    while stack:
        one = stack.pop()
        if isinstance(one, tuple):
            stack += reversed(one)
        elif isinstance(one, int | float):
            flat.append(float(one))
        else:
            return
    yield torch.tensor(flat, dtype=torch.float64)


def _equal(tensor: torch.Tensor, wanted: torch.Tensor) -> bool:
    return tensor.shape == wanted.shape and bool(torch.allclose(tensor, wanted, rtol=1e-5, atol=EXACT))


def _read(word: str) -> tuple[float, float]:
    """A printed number, and by how much it may be off for its decimals."""
    mantissa, _, exponent = word.partition("e")
    decimals = len(mantissa.partition(".")[2])
    off = 0.51 * 10.0 ** (int(exponent or 0) - decimals) if decimals >= ROUNDED else EXACT
    return float(word), off
