"""Close, or what differs.

The tolerances are those of `torch.testing.assert_close`; its strictness about what a student may choose freely is not.
A mismatch is a value; its sentence is found elsewhere, by its id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

import torch

from graders.observation import TensorSeen

Shape: TypeAlias = tuple[int, ...]

#: dtype -> (rtol, atol), as in `torch.testing.assert_close`; whole numbers and everything else: equal or not.
TOLERANCES: Mapping[torch.dtype, tuple[float, float]] = {
    torch.float16: (1e-3, 1e-5),
    torch.bfloat16: (1.6e-2, 1e-5),
    torch.float32: (1.3e-6, 1e-5),
    torch.float64: (1e-7, 1e-7),
    torch.complex32: (1e-3, 1e-5),
    torch.complex64: (1.3e-6, 1e-5),
    torch.complex128: (1e-7, 1e-7),
}
COARSE = frozenset({torch.float16, torch.bfloat16, torch.complex32})
_WIDE = {torch.float32: torch.float64, torch.complex64: torch.complex128}
#: types that torch keeps and hardly computes with
_STORED = {
    **dict.fromkeys((torch.uint16, torch.uint32, torch.uint64), torch.int64),
    **dict.fromkeys(
        (torch.float8_e4m3fn, torch.float8_e4m3fnuz, torch.float8_e5m2, torch.float8_e5m2fnuz), torch.float32
    ),
    torch.float8_e8m0fnu: torch.float32,
}
SINGLE: tuple[Shape, Shape] = ((), (1,))  #: two ways to keep one number; a free choice
NEARLY = 10.0  #: so many times the tolerance is still called nearly right


class Difference(StrEnum):
    """What is told of a mismatch: the first of these that holds."""

    NOTHING = "nothing"  #: there are no numbers to compare
    SHAPE = "shape"
    DTYPE = "dtype"
    KIND = "kind"  #: a tensor is asked for, and this is something else that holds numbers
    VALUES = "values"


@dataclass(frozen=True, kw_only=True)
class Mismatch:
    """The facts of a mismatch. What `params` gives may be shown even when the expected values are hidden.

    `gap` and `excess` would let a reader rebuild an expected value, so they stay out of `params` and of the repr.
    """

    what: Difference
    kind: str  #: of what was found: "tensor", "array", "list", "number" or "nothing"
    found_shape: Shape = ()
    expected_shape: Shape = ()
    found_dtype: str = ""
    expected_dtype: str = ""
    count: int = 0  #: how many values are wrong, NaN among them
    total: int = 0
    index: tuple[int, ...] = ()  #: where the greatest gap is
    gap: float = field(default=0.0, repr=False)  #: the greatest distance; infinite where there is a NaN
    excess: float = field(default=0.0, repr=False)  #: the greatest distance as a multiple of what is allowed there

    @property
    def share(self) -> float:
        """The part of the values that is wrong, from 0 to 1."""
        return self.count / self.total if self.total else 0.0

    @property
    def near(self) -> bool:
        """Only the precision is missing."""
        return self.what is Difference.VALUES and self.excess <= NEARLY

    @property
    def message_id(self) -> str:
        """The key of the sentence."""
        if self.what is not Difference.VALUES:
            return _IDS.get((self.what, self.kind)) or _IDS.get((self.what, self.found_dtype)) or _IDS[self.what, ""]
        if self.near:
            return "size.near"
        if self.total == 1:
            return "size.single"
        return "size.all" if self.count == self.total else "size.some"

    @property
    def params(self) -> Mapping[str, str | int]:
        """What the sentence is filled with."""
        match self.what:
            case Difference.SHAPE:
                return {"found": str(self.found_shape), "expected": str(self.expected_shape)}
            case Difference.DTYPE:
                return {"found": self.found_dtype, "expected": self.expected_dtype}
            case Difference.VALUES:
                return {"count": self.count, "total": self.total, "index": str(list(self.index))}
        return {}


_IDS: Mapping[tuple[Difference, str], str] = {
    (Difference.NOTHING, ""): "type.nothing",
    (Difference.SHAPE, ""): "size.shape",
    (Difference.DTYPE, ""): "type.dtype",
    (Difference.DTYPE, "bool"): "type.bool",
    (Difference.KIND, "array"): "type.array",
    (Difference.KIND, "list"): "type.list",
    (Difference.KIND, "number"): "type.number",
}


def close(  # noqa: PLR0913 - each keyword is a choice that a question may make
    actual: object,
    expected: object,
    *,
    rtol: float | None = None,
    atol: float | None = None,
    dtype: torch.dtype | None = None,
    exact_shape: bool = False,
    tensor: bool = False,
) -> Mismatch | None:
    """Return None when every |actual - expected| <= atol + rtol * |expected|, else what differs.

    Either side may be a tensor, something seen in a run, a number, or a list of these. Free unless told otherwise:
    whole or floating, the precision, a 0-d tensor or a number, shape () or (1,). Not free: true and false are no
    numbers, and a NaN is close to nothing. `dtype` asks for that dtype, `exact_shape` for () where () is expected,
    `tensor` for a tensor and not an array or a list. rtol and atol come together or not at all; by default the wider
    of the two dtypes' own, but half precision is forgiven only where it is expected. ValueError, to the author, when
    `expected` holds no numbers.
    """
    if (rtol is None) != (atol is None):
        raise ValueError("rtol and atol come together or not at all")
    found, wanted = tensor_of(actual), tensor_of(expected)
    if wanted is None:
        raise ValueError("what is expected must be numbers")
    if found is None:
        return Mismatch(what=Difference.NOTHING, kind="nothing")
    base = Mismatch(
        what=Difference.VALUES,
        kind=kind_of(actual),
        found_shape=tuple(found.shape),
        expected_shape=tuple(wanted.shape),
        found_dtype=_name(found.dtype),
        expected_dtype=_name(dtype or wanted.dtype),
        total=wanted.numel(),
    )
    if not _same_shape(base, exact=exact_shape):
        return replace(base, what=Difference.SHAPE)
    if not _same_sort(found.dtype, wanted.dtype, dtype):
        return replace(base, what=Difference.DTYPE)
    if tensor and base.kind != "tensor":
        return replace(base, what=Difference.KIND)
    if rtol is None or atol is None:
        own = torch.float32 if found.dtype in COARSE and wanted.dtype not in COARSE else found.dtype
        rtol, atol = tolerances(own, wanted.dtype)
    return _values(found.reshape(wanted.shape), wanted, rtol, atol, base)


def tolerances(*dtypes: torch.dtype) -> tuple[float, float]:
    """Give the widest rtol and the widest atol among these dtypes."""
    pairs = [TOLERANCES.get(dtype, (0.0, 0.0)) for dtype in dtypes]
    return max(rtol for rtol, _ in pairs), max(atol for _, atol in pairs)


def kind_of(value: object) -> str:
    """Say how numbers are kept: "tensor", "array", "list", "number" or "nothing"."""
    match value:
        case TensorSeen(kind="array"):
            return "array"
        case TensorSeen() | torch.Tensor():
            return "tensor"
        case list() | tuple():
            return "list"
        case int() | float() | complex():
            return "number"
    return "nothing"


def tensor_of(value: object) -> torch.Tensor | None:
    """Read numbers of any kind as one tensor on the CPU; None where there are none."""
    match value:
        case torch.Tensor():
            return _workable(value.detach().cpu())
        case TensorSeen():
            return None if value.value is None else _workable(value.value.detach().cpu())
        case int() | float() | complex():
            return _plain(value)
        case list() | tuple():
            return _plain(value) if _all_plain(value) else _stacked([tensor_of(item) for item in value])
    return None


def _workable(tensor: torch.Tensor) -> torch.Tensor:
    """Give it in a type that torch can compare and compute with: of the rarest it can only be stored."""
    return tensor.to(_STORED.get(tensor.dtype, tensor.dtype))


def _all_plain(values: list[object] | tuple[object, ...]) -> bool:
    return all(isinstance(value, int | float | complex) for value in values)


def _plain(value: object) -> torch.Tensor | None:
    # Python's floats are doubles; torch would keep them in its default dtype and lose half of the digits.
    try:
        dtype = torch.tensor(value).dtype
    except (RuntimeError, ValueError):  # a whole number beyond 64 bits
        dtype = torch.float64
    try:
        return torch.tensor(value, dtype=_WIDE.get(dtype, dtype))
    except OverflowError:  # beyond a double, too
        return None


def _stacked(rows: list[torch.Tensor | None]) -> torch.Tensor | None:
    whole = [row for row in rows if row is not None]
    if len(whole) < len(rows) or len({row.shape for row in whole}) != 1:
        return None
    dtype = whole[0].dtype
    for row in whole:
        dtype = torch.promote_types(dtype, row.dtype)
    return torch.stack([row.to(dtype) for row in whole])


def _same_shape(facts: Mismatch, *, exact: bool) -> bool:
    shapes = {facts.found_shape, facts.expected_shape}
    return len(shapes) == 1 or (not exact and shapes <= set(SINGLE))


def _same_sort(found: torch.dtype, wanted: torch.dtype, asked: torch.dtype | None) -> bool:
    return (found == torch.bool) == (wanted == torch.bool) if asked is None else found == asked


def _values(found: torch.Tensor, wanted: torch.Tensor, rtol: float, atol: float, base: Mismatch) -> Mismatch | None:
    """Compare in double precision, or as whole numbers when both are and no tolerance is given."""
    wide = torch.complex128 if found.is_complex() or wanted.is_complex() else torch.float64
    a, b = found.to(wide), wanted.to(wide)
    off = ~torch.isclose(a, b, rtol=rtol, atol=atol)
    if rtol == atol == 0 and _whole(found) and _whole(wanted):
        off |= found.to(torch.int64) != wanted.to(torch.int64)  # doubles tell no two whole numbers above 2**53 apart
    if not off.any():
        return None
    gap = torch.where(off, (a - b).abs(), 0.0).nan_to_num(nan=torch.inf, posinf=torch.inf)
    excess = torch.where(off, gap / (atol + rtol * b.abs()), 0.0).nan_to_num(nan=torch.inf, posinf=torch.inf)
    place = torch.unravel_index(gap.argmax(), gap.shape)
    return replace(
        base,
        count=int(off.sum()),
        index=tuple(int(i) for i in place),
        gap=gap.max().item(),
        excess=excess.max().item(),
    )


def _whole(tensor: torch.Tensor) -> bool:
    return not (tensor.is_floating_point() or tensor.is_complex())


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
