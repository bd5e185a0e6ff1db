"""Tensors and arrays as data: what they are as JSON, their numbers as raw bytes beside it.

The pieces of the blob lie one after another in the order in which the JSON names them, a gradient before the tensor it
belongs to, each filled up to a multiple of 16. A tensor equal in all respects to one that was sent earlier in the run
is not sent again: it is named as the k-th sent, counted from 0. Equality is found by comparing the bytes. `_version`
would be quicker and wrong: `w.data -= rate * w.grad`, the commonest step of a training loop made by hand, leaves it as
it was.

Only exact types count, since a subclass may answer what it likes. What cannot be read is told with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

import numpy as np
import torch

from .raised import type_name

BYTES = 12 << 20  # of a run; one tensor takes at most half of what is left, so that there is room for small ones
MOST = 9000  # tensors of a run, read or not
DIMS, SIZES = 64, 1 << 40  # of one tensor; the product of its sizes, zeros left out
GRAIN = 16  # every piece of the blob begins at a multiple of this

# How the bytes are come by: NumPy knows the type, or the same bytes are looked at as a type that it knows.
_PLAIN = (
    *("bool", "uint8", "int8", "int16", "int32", "int64", "uint16", "uint32", "uint64"),
    *("float16", "float32", "float64", "complex64", "complex128"),
)
_EIGHTS = ("float8_e4m3fn", "float8_e4m3fnuz", "float8_e5m2", "float8_e5m2fnuz", "float8_e8m0fnu")
READABLE: dict[torch.dtype, torch.dtype | None] = {getattr(torch, name): None for name in _PLAIN}
READABLE |= {getattr(torch, name): torch.uint8 for name in _EIGHTS if hasattr(torch, name)}
READABLE |= {torch.bfloat16: torch.int16, torch.complex32: torch.int32}
NUMPY = {(np.dtype(name).kind, np.dtype(name).itemsize): name for name in _PLAIN}  # a long and a long long are one

_KINDS: dict[type, str] = {torch.Tensor: "tensor", torch.nn.Parameter: "parameter"}
_mkldnn = torch._mkldnn  # type: ignore[attr-defined]
_wrapped = torch._C._functorch.is_functorch_wrapped_tensor
_alone = torch._C.DisableTorchFunction  # a mode that the student left switched on must not see us
_TRUTHS = bytes([0]) + bytes([1]) * 255  # a bool that was made by a view may hold any byte


def raw(tensor: torch.Tensor) -> bytes:
    """The numbers of a readable tensor in C order, as they lie in this machine's memory."""
    tensor = tensor.detach()
    # Of a copy, since a tensor whose memory NumPy has seen can never be resized again
    tensor = tensor.clone() if tensor.layout is torch.strided else tensor.to_dense()
    as_type = READABLE[tensor.dtype]
    if as_type is not None:  # such a view would drop the conj and neg flags silently
        tensor = tensor.cpu().resolve_conj().resolve_neg().view(as_type)
    return tensor.numpy(force=True).tobytes()


class Cargo:
    """The tensors of one run on their way out."""

    def __init__(self, left: int = BYTES) -> None:
        self._left = left
        self._told = 0
        self._numbers: dict[tuple[object, ...], int] = {}
        self._seen: set[int] = set()
        self._pieces: list[bytes] = []

    def hold(self) -> int:
        """Take half of the room away until it is given back, so that what comes first leaves some to the rest."""
        held = self._left // 2
        self._left -= held
        return held

    def give_back(self, held: int) -> None:
        """Give back what was held."""
        self._left += held

    def take(self) -> bytes:
        """The blob of the frame under way."""
        blob, self._pieces = b"".join(self._pieces), []
        return blob

    def tensor(self, tensor: torch.Tensor, *, with_grad: bool = True) -> dict[str, Any] | None:
        """A tensor or parameter and its gradient; of a subclass only that it is one. None if there were too many."""
        if self._told >= MOST:
            return None
        kind = _KINDS.get(type(tensor))
        if kind is None:
            return self._unread(_facts("tensor"), "subclass")
        with _alone():
            try:
                told, obstacle = _describe(tensor, kind)
                grad = tensor.grad if with_grad and (tensor.is_leaf or tensor.retains_grad) else None
                size = prod(told["shape"]) * tensor.dtype.itemsize
            except Exception:  # whatever a broken tensor raises
                return self._unread(_facts(kind), "unreadable")
            if grad is not None:
                told["grad"] = self.tensor(grad, with_grad=False)
            return self._put(told, obstacle, id(tensor), size, lambda: raw(tensor))

    def array(self, array: np.ndarray[Any, Any] | np.generic) -> dict[str, Any] | None:
        """A NumPy array or scalar; None if it does not hold numbers, or there were too many."""
        array = np.asarray(array)
        if array.dtype.kind not in "biufc" or self._told >= MOST:
            return None
        native = array.dtype.newbyteorder("=")
        name = NUMPY.get((native.kind, native.itemsize))
        told, obstacle = _facts("array", name or "unknown", array.shape), None if name else "dtype"
        return self._put(told, obstacle, id(array), array.nbytes, lambda: array.astype(native, copy=False).tobytes())

    def _put(
        self, told: dict[str, Any], obstacle: str | None, identity: int, size: int, read: Callable[[], bytes]
    ) -> dict[str, Any]:
        known = identity in self._seen and size <= BYTES
        if obstacle is None and not known and (size > self._left // 2 or _empty_beyond_measure(told["shape"])):
            obstacle = "too large"
        if obstacle is not None:
            return self._unread(told, obstacle)
        try:
            data = read()
            if told["dtype"] == "bool":
                data = data.translate(_TRUTHS)
            piece = data + bytes(-len(data) % GRAIN)
        except Exception:  # out of memory, a storage that was taken away
            return self._unread(told, "unreadable")
        key = (*(value for name, value in told.items() if name != "grad"), self._identity(told["grad"]), data)
        number = self._numbers.get(key)
        if number is not None:
            return {"same": number}
        if size > self._left // 2:
            return self._unread(told, "too large")
        self._left -= len(piece)
        self._pieces.append(piece)
        self._numbers[key] = len(self._numbers)
        self._seen.add(identity)
        self._told += 1
        told["bytes"] = len(data)
        return {"tensor": told}

    def _unread(self, told: dict[str, Any], why: str) -> dict[str, Any]:
        self._told += 1
        told["unread"] = why
        return {"tensor": told}

    def _identity(self, grad: dict[str, Any] | None) -> object:
        if grad is None or grad.get("tensor", {}).get("unread"):
            return repr(grad)
        return grad.get("same", len(self._numbers) - 1)  # or it is the one that was just sent


def _describe(tensor: torch.Tensor, kind: str) -> tuple[dict[str, Any], str | None]:
    """What is told beside the numbers, and why they cannot be told, if so."""
    if _wrapped(tensor):
        return _facts(kind), "functorch"
    if tensor.is_nested:
        return _facts(kind), "nested"
    if tensor.dim() > DIMS:
        return _facts(kind), "dimensions"
    node = tensor.grad_fn
    told = _facts(kind, str(tensor.dtype)[6:], tensor.shape) | {
        "device": str(tensor.device),
        "layout": str(tensor.layout)[6:],
        "requires_grad": tensor.requires_grad,
        "leaf": tensor.is_leaf,
        "grad_fn": type_name(type(node)) if node is not None else None,
    }
    return told, _obstacle(tensor)


def _obstacle(tensor: torch.Tensor) -> str | None:
    if tensor.dtype not in READABLE:
        return "quantised" if getattr(tensor, "is_quantized", False) else "dtype"
    if tensor.is_meta:
        return "meta"
    if tensor.layout is torch.strided and _beyond(tensor):
        return "storage"
    return "mkldnn" if tensor.layout is _mkldnn else None


def _beyond(tensor: torch.Tensor) -> bool:
    """Whether it reaches past the end of its storage, which a student may have shrunk: to read it would crash."""
    room = tensor.untyped_storage().nbytes() // tensor.itemsize
    if tensor.is_contiguous():
        return tensor.numel() > 0 and tensor.storage_offset() + tensor.numel() > room
    steps = [(size - 1) * step for size, step in zip(tensor.shape, tensor.stride(), strict=True)]
    return 0 not in tensor.shape and tensor.storage_offset() + sum(steps) >= room


def _empty_beyond_measure(shape: Sequence[int]) -> bool:
    return 0 in shape and prod(size or 1 for size in shape) > SIZES


def _facts(kind: str, dtype: str = "unknown", shape: Sequence[int] = ()) -> dict[str, Any]:
    return {
        "kind": kind,
        "dtype": dtype,
        "shape": tuple(shape),
        "device": "cpu",
        "layout": "strided",
        "requires_grad": False,
        "leaf": True,
        "grad_fn": None,
        "bytes": 0,
        "unread": None,
        "grad": None,
    }
