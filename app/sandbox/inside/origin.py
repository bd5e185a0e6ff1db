"""Which object is which: a token for each that lives, and one for each piece of memory.

Python hands the address of a dead object to a new one, so tokens are kept by address together with a weak reference
that takes the token away when the object dies. Weak references are all that is held, but for the modules of a cell
after which models are called: one that lives in a function only could not be called else.
"""

from __future__ import annotations

import weakref
from functools import partial
from typing import Any

import numpy as np
import torch
from torch.multiprocessing.reductions import StorageWeakRef

MOST, HELD = 20_000, 100

_array = np.ndarray
_tensors = frozenset((torch.Tensor, torch.nn.Parameter))
_Module, _Loss = torch.nn.Module, torch.nn.modules.loss._Loss
_followed = (_Module, torch.optim.Optimizer)


class Origins:
    """The tokens of one run."""

    def __init__(self) -> None:
        self._next = 0
        self._held: list[Any] | None = None
        self._objects: dict[int, tuple[int, weakref.ref[Any]]] = {}
        self._storages: dict[int, tuple[int, int, int, StorageWeakRef]] = {}  # by cdata: token, start, end
        self._starts: dict[int, tuple[int, int, int, StorageWeakRef]] = {}  # the same, the newest at an address
        self._arrays: dict[int, tuple[int, int, int, weakref.ref[Any]]] = {}  # by id of the owner

    def token(self, value: object) -> int | None:
        """The token of a tensor, array, module or optimiser; other things have none."""
        kind = type(value)
        if kind not in _tensors and kind is not _array and not issubclass(kind, _followed):
            return None
        key = id(value)
        known = self._objects.get(key)
        if known is None:
            if len(self._objects) >= MOST:
                return None
            gone = partial(self._objects.pop, key)
            known = self._objects[key] = self._new(), weakref.ref(value, gone)
            if self._held is not None and len(self._held) < HELD and is_model(kind):
                self._held.append(value)
        return known[0]

    def living(self, token: int) -> Any:
        """The object of a token, if it is alive."""
        for known, reference in list(self._objects.values()):
            if known == token:
                return reference()
        return None

    def hold(self, held: bool) -> None:
        """From now on keep modules alive that would die with the function that made them; or let them go."""
        self._held = [] if held else None

    def modules(self) -> list[tuple[int, Any]]:
        """All models that are alive, with their tokens, the latest first."""
        alive = [(token, reference()) for token, reference in list(self._objects.values())]
        return sorted([one for one in alive if is_model(type(one[1]))], key=_token, reverse=True)

    def memory(self, value: Any) -> int | None:
        """The token of the memory in which a tensor's or array's numbers lie; views share it."""
        try:
            if type(value) in _tensors:
                return self._of_tensor(value)
            return self._of_array(value) if type(value) is _array else None
        except Exception:  # sparse, functorch, a storage without an address
            return None

    def _of_tensor(self, tensor: torch.Tensor) -> int | None:
        storage = tensor.untyped_storage()
        known = self._storages.get(storage._cdata)
        if known is not None:
            return known[0]
        if len(self._storages) >= MOST:
            return None
        start, size = storage.data_ptr(), storage.nbytes()
        token = self._beginning_at(start) or self._shared(self._arrays, start, start + size) or self._new()
        # A weak reference keeps the storage's own address from being used again, though not its memory.
        self._storages[storage._cdata] = self._starts[start] = token, start, start + size, StorageWeakRef(storage)  # type: ignore[no-untyped-call]
        return token

    def _of_array(self, array: np.ndarray[Any, Any]) -> int | None:
        owner: Any = array
        while type(owner.base) is _array:
            owner = owner.base
        if type(owner.base) in _tensors:
            return self._of_tensor(owner.base)
        known = self._arrays.get(id(owner))
        if known is not None:
            return known[0]
        if len(self._arrays) >= MOST:
            return None
        start = owner.__array_interface__["data"][0]
        end = start + owner.nbytes
        token = self._shared(self._arrays, start, end) or self._shared(self._storages, start, end) or self._new()
        gone = partial(self._arrays.pop, id(owner))
        self._arrays[id(owner)] = token, start, end, weakref.ref(owner, gone)
        return token

    def _new(self) -> int:
        self._next += 1
        return self._next

    def _beginning_at(self, start: int) -> int | None:
        """The token of the living storage that begins there: that of `x` for `from_numpy(x.numpy())`."""
        known = self._starts.get(start) if start else None
        return known[0] if known is not None and not _expired(known[3]) else None

    @staticmethod
    def _shared(known: dict[int, tuple[int, int, int, Any]], start: int, end: int) -> int | None:
        """The token of living memory that overlaps with this."""
        if start == end:
            return None
        for token, low, high, owner in list(known.values()):
            if low < end and start < high and not (type(owner) is StorageWeakRef and _expired(owner)):
                return token
        return None


def is_model(kind: type) -> bool:
    """Whether it is a class of modules that may be called with rows alone: a loss may not, and loops make many."""
    return issubclass(kind, _Module) and not issubclass(kind, _Loss)


def _token(known: tuple[int, Any]) -> int:
    return known[0]


def _expired(storage: StorageWeakRef) -> bool:
    return bool(storage.expired())  # type: ignore[no-untyped-call]
