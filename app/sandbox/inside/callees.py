"""What is called, by the name it has where it was defined: `torch.relu`, whatever the student calls it."""

from __future__ import annotations

from types import BuiltinFunctionType, FunctionType, MethodDescriptorType, MethodType, MethodWrapperType, ModuleType
from typing import Any

import numpy as np
import torch

from .values import OWN, kind_name

_self = BuiltinFunctionType.__dict__["__self__"].__get__
_name = BuiltinFunctionType.__dict__["__name__"].__get__
_bases = type.__dict__["__mro__"].__get__
_names = type.__dict__["__dict__"].__get__
_NUMPY: frozenset[type] = frozenset((np.ufunc, type(np.dot)))


def callee_name(value: Any) -> str:
    """`module.qualname` of a function, method or class; of any other object, that of its class.

    The methods that a tensor has from C are told as `torch.Tensor.view`.
    """
    kind = type(value)
    if kind is MethodType:
        value = value.__func__
        kind = type(value)
    if kind is FunctionType:
        own = value.__code__.co_filename.startswith(OWN)  # whatever its `__module__` was made to say
        return _joined("__main__" if own else value.__module__, value.__qualname__)
    if kind is BuiltinFunctionType:
        return _builtin(value)
    if kind is MethodWrapperType or kind is MethodDescriptorType:
        return _method(value.__objclass__, value.__name__)
    if kind in _NUMPY:
        return _joined(value.__module__, value.__name__)
    return kind_name(value if issubclass(kind, type) else kind)


def _builtin(value: Any) -> str:
    """A function of C: of a module, or a method bound to an object or a class."""
    owner, name = _self(value), _name(value)
    if owner is None or type(owner) is ModuleType:
        return _joined(value.__module__, name)
    kind = owner if issubclass(type(owner), type) else type(owner)
    return next((_method(base, name) for base in _bases(kind) if name in _names(base)), _method(kind, name))


def _method(kind: type, name: str) -> str:
    return f"torch.Tensor.{name}" if kind is torch._C.TensorBase else f"{kind_name(kind)}.{name}"[:200]


def _joined(module: object, name: object) -> str:
    start = f"{module}." if type(module) is str else ""
    return f"{start}{name if type(name) is str else '?'}"[:200]
