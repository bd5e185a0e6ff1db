"""Values and their tensors, from JSON and raw bytes: the format is told in the docstrings of `inside`."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import prod
from typing import Any

import torch

from app.sandbox.customs.strict import INTEGER, flag, integer, listing, pair, plain, record, refuse, text
from graders.observation import OtherSeen, TensorSeen, Value

TENSORS, DIMS, ITEMS, DEPTH, NAME = 10_000, 64, 256, 4, 200
GRAIN = 16
ELEMENTS = 1 << 40  # the product of sizes, zeros left out, up to which torch surely makes a tensor

DTYPES: dict[str, torch.dtype] = {
    name: getattr(torch, name)
    for name in (
        *("bool", "uint8", "int8", "int16", "int32", "int64", "uint16", "uint32", "uint64", "bfloat16", "float16"),
        *("float32", "float64", "complex32", "complex64", "complex128", "float8_e4m3fn", "float8_e4m3fnuz"),
        *("float8_e5m2", "float8_e5m2fnuz", "float8_e8m0fnu"),
    )
    if hasattr(torch, name)
}
_NOT_FINITE = {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf")}
_LAYOUTS = frozenset(("strided", "jagged", "_mkldnn", *(f"sparse_{x}" for x in ("coo", "csr", "csc", "bsr", "bsc"))))
_KINDS = frozenset(("tensor", "parameter", "array"))
_KEYS = frozenset(
    ("kind", "dtype", "shape", "device", "layout", "requires_grad", "leaf", "grad_fn", "bytes", "unread", "grad")
)
_ITEMS, _SAME = frozenset(("items", "cut")), frozenset(("same",))
_DEVICE = re.compile(r"[a-z]{1,16}(:\d{1,3})?")
_WORD = re.compile(r"\w{1,40}", re.ASCII)


class Goods:
    """What is in one run's luggage: all its tensors, in the order in which they were sent."""

    def __init__(self) -> None:
        self._sent: list[TensorSeen] = []
        self._told = 0
        self._blob = bytearray()
        self._at = 0
        self._forms: dict[str, Callable[[Any], Value]] = {
            "plain": plain,
            "tensor": self._tensor,
            "same": self._same,
            "other": lambda name: OtherSeen(type=text(name, NAME)),
            "called": _called,
            "float": _not_finite,
        }

    def open(self, blob: bytes) -> None:
        """Begin with a frame. Its bytes are copied once, into memory that its tensors then share."""
        self._blob, self._at = bytearray(blob), 0

    def close(self) -> None:
        """End with a frame, whose bytes must all have been claimed."""
        if self._at != len(self._blob):
            refuse("bytes are left over")

    def value(self, told: object, depth: int = 0) -> Value:
        """One value."""
        if type(told) is dict and len(told) == 1:
            [(form, content)] = told.items()
            if read := self._forms.get(form):
                return read(content)
        elif type(told) is dict and told.keys() == _ITEMS and depth < DEPTH:
            flag(told["cut"])
            return tuple([self.value(item, depth + 1) for item in listing(told["items"], ITEMS)])
        return refuse("a value is of no known form")

    def _same(self, number: object) -> TensorSeen:
        return self._sent[integer(number, 0, len(self._sent) - 1)]

    def _tensor(self, facts: object, *, nested: bool = False) -> TensorSeen:
        self._told += 1
        if self._told > TENSORS:
            refuse("too many tensors")
        told = record(facts, _KEYS)
        kind, grad = told["kind"], told["grad"]
        if type(kind) is not str or kind not in _KINDS or (grad is not None and (nested or kind == "array")):
            refuse("a tensor is of no known kind, or has a gradient where there can be none")
        shape = tuple([integer(size, 0, INTEGER - 1) for size in listing(told["shape"], DIMS)])
        seen_grad = None if grad is None else self._grad(grad)
        unread = None if told["unread"] is None else text(told["unread"], NAME)
        seen = TensorSeen(
            kind=kind,
            dtype=_word(told["dtype"]),
            shape=shape,
            device=_device(told["device"]),
            layout=_layout(told["layout"]),
            requires_grad=flag(told["requires_grad"]),
            is_leaf=flag(told["leaf"]),
            grad_fn=None if told["grad_fn"] is None else text(told["grad_fn"], NAME),
            value=self._numbers(told, shape) if unread is None else None,
            unread=unread,
            grad=seen_grad,
        )
        if unread is None:
            self._sent.append(seen)
        else:
            integer(told["bytes"], 0, 0)
        return seen

    def _grad(self, told: Any) -> TensorSeen:
        if type(told) is dict and told.keys() == {"tensor"}:
            return self._tensor(told["tensor"], nested=True)
        return self._same(record(told, _SAME)["same"])

    def _numbers(self, told: dict[str, Any], shape: tuple[int, ...]) -> torch.Tensor:
        dtype = DTYPES.get(told["dtype"])
        if dtype is None:
            refuse("a tensor is of a type that cannot be handed out")
        size, count = integer(told["bytes"], 0, len(self._blob)), prod(shape)
        start, end = self._at, self._at + size + -size % GRAIN
        if count * dtype.itemsize != size or end > len(self._blob):
            refuse("a tensor's shape and bytes do not agree")
        self._at = end
        if not count:
            if prod(n or 1 for n in shape) > ELEMENTS:
                refuse("an empty tensor has sizes that are out of this world")
            return torch.empty(shape, dtype=dtype)
        if dtype is torch.bool and self._blob[start : start + size].translate(None, b"\0\1"):
            refuse("a truth value is neither 0 nor 1")
        flat = torch.frombuffer(self._blob, dtype=dtype, count=count, offset=start)
        return flat if len(shape) == 1 else flat.view(shape)


def _word(value: object) -> str:
    if type(value) is not str or not _WORD.fullmatch(value):
        refuse("a type has an impossible name")
    return value


def _device(value: object) -> str:
    if type(value) is not str or not (value == "cpu" or _DEVICE.fullmatch(value)):
        refuse("a device has an impossible name")
    return value


def _layout(value: object) -> str:
    if type(value) is not str or value not in _LAYOUTS:
        refuse("a layout has an impossible name")
    return value


def _called(told: object) -> OtherSeen:
    kind, name = pair(told)
    return OtherSeen(type=text(kind, NAME), text=text(name, NAME))


def _not_finite(name: object) -> float:
    if type(name) is not str or name not in _NOT_FINITE:
        refuse("a number is not one of nan, inf and -inf")
    return _NOT_FINITE[name]
