"""Sites: what hangs in the code's constants and is handed each value as it is made.

Whatever a place does more than `FIRST` times is done in a loop, so from then on only the quick way is gone: count, and
keep the newest value by reference if keeping it delays no finaliser and costs no memory. Nothing may be raised in here,
and on the quick way nothing is called that checks how deep the stack is.
"""

from __future__ import annotations

import sys
from types import BuiltinFunctionType
from typing import Any, Protocol

import torch

FIRST = 8
_Tensor, _Parameter = torch.Tensor, torch.nn.Parameter
_tensors = frozenset((_Tensor, _Parameter))
KEPT: frozenset[type] = _tensors | {int, float, bool}
LIGHT: frozenset[type] = frozenset((int, float, bool))
NOTHING = object()
_alone = torch._C.DisableTorchFunction
_moded = torch._C._is_torch_function_mode_enabled


def version(tensor: torch.Tensor) -> int | None:
    """How often it was changed in place; None if that is not counted, as in inference mode."""
    try:
        if not _moded():
            return tensor._version
        with _alone():  # a mode of the student's would see us look
            return tensor._version
    except RuntimeError:
        return None


class Recorder(Protocol):
    """Whom sites hand over to."""

    def take(self, site: Site, value: Any) -> None:
        """A value that was made, or referred to."""

    def resolve(self, site: Callee, value: Any) -> None:
        """What is about to be called."""

    def rescue(self, value: Any) -> None:
        """A tensor is about to be changed in place."""

    def local(self, site: Site, value: Any) -> None:
        """What a function's own name stands for when it ends."""

    def caught(self, error: BaseException | None) -> None:
        """An exception is being handled."""

    def watch(self, value: Any) -> Any:
        """What a `with` is to enter in place of this."""


class Site:
    """A place whose values are kept: the first ones as they were, the last one by reference."""

    __slots__ = (
        *("at", "callee", "cell", "count", "hot", "kind", "kept", "last", "name", "number", "operands", "origin"),
        *("recorder", "shown", "span", "version"),
    )

    def __init__(
        self, recorder: Recorder, cell: int, kind: str, node: Any, name: str, operands: tuple[Site, ...]
    ) -> None:
        self.recorder, self.cell, self.kind, self.name, self.operands = recorder, cell, kind, name, operands
        self.span = (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
        self.callee: Callee | None = None
        self.shown = False  #: the value is displayed
        self.clear()

    def clear(self) -> None:
        """Begin with a new cell."""
        self.count = 0
        self.number: int | None = None  #: under which the place is told, once there is something to tell of it
        self.at: dict[int, int] = {}  #: what was made here last in a frame, until it is used
        self.kept = KEPT
        self.last: Any = NOTHING
        self.version: int | None = None  #: of the last one, when it was made
        self.origin: tuple[Any, int | None, int | None] | None = None  #: a copy put in for the last one, and its tokens
        self.hot = -1  #: the number of the row that tells of the last one

    def seen(self, value: Any) -> Any:
        """Take a value that was just made, and give it back."""
        self.count = count = self.count + 1
        if count <= FIRST:
            self.recorder.take(self, value)
            return value
        if self.at:  # what was made before and not used, as where an exception came between, is no operand any more
            self.at = {}
        kind = type(value)
        if kind not in self.kept:
            self.last = NOTHING
            return value
        self.last = value
        if kind in _tensors:
            self.version = version(value)
        return value


class Reference(Site):
    """A place that refers to something made elsewhere: of the last one it is only told which it was."""

    __slots__ = ()

    def seen(self, value: Any) -> Any:
        """Take what is referred to."""
        self.count = count = self.count + 1
        if count <= FIRST:
            self.recorder.take(self, value)
            return value
        if self.at:
            self.at = {}
        if type(value) in _tensors and self.kept is KEPT:
            self.last = value
        return value


class Callee(Site):
    """A place where something stands that is called: it is told by its name, not kept."""

    __slots__ = ("found",)

    def clear(self) -> None:
        """Begin with a new cell."""
        super().clear()
        self.found: dict[int, tuple[str | None, int | None]] = {}

    def seen(self, value: Any) -> Any:
        """Resolve what is about to be called."""
        self.count = count = self.count + 1
        if count <= FIRST:
            self.recorder.resolve(self, value)
        elif self.found:
            self.found = {}
        return value


class Altering(Callee):
    """The same of a method that changes what it is a method of, as `zero_` does."""

    __slots__ = ()

    def seen(self, value: Any) -> Any:
        """Resolve it, and see to what is kept by reference of what will be changed."""
        self.count = count = self.count + 1
        if count <= FIRST:
            self.recorder.resolve(self, value)
            return value
        if self.found:
            self.found = {}
        if type(value) is BuiltinFunctionType:
            self.recorder.rescue(value.__self__)
        return value


class Before(Site):
    """A place that is about to be changed: what is kept of it by reference is read now."""

    __slots__ = ()

    def seen(self, value: Any) -> Any:
        """Take what will be changed."""
        self.count = count = self.count + 1
        if count <= FIRST:
            self.recorder.take(self, value)
            return value
        if self.at:
            self.at = {}
        if type(value) in _tensors:
            self.recorder.rescue(value)
        return value


class Leave(Site):
    """A function's exit."""

    __slots__ = ()

    def seen(self, _: Any = None) -> bool:
        """Whether the function's own names are to be handed over."""
        self.count = count = self.count + 1
        if count <= FIRST:  # noqa: SIM103 - without the jump, a comparison at the limit of recursion fails by itself
            return True
        return False


class Local(Site):
    """A function's own name at its exit."""

    __slots__ = ()

    def seen(self, value: Any) -> Any:
        """Take what it stands for."""
        self.count = self.count + 1
        self.recorder.local(self, value)
        return value


class Unbound(Site):
    """Where a name may not be bound: what is raised then, whatever the student made of that word."""

    __slots__ = ()

    def seen(self, _: Any = None) -> type[UnboundLocalError]:
        """The exception to be passed over."""
        return UnboundLocalError


class Caught(Site):
    """The beginning of an `except` block."""

    __slots__ = ()

    def seen(self, value: Any = None) -> Any:
        """Note the exception that is being handled."""
        self.count = count = self.count + 1
        if count <= FIRST:
            self.recorder.caught(sys.exception())
        return value


class Context(Site):
    """What a `with` enters."""

    __slots__ = ()

    def seen(self, value: Any) -> Any:
        """Put a `contextlib.suppress` under observation; all else is entered as it is."""
        return self.recorder.watch(value)


KINDS: dict[str, type[Site]] = {
    **dict.fromkeys(("name", "store", "target", "element", "formatted"), Reference),
    "callee": Callee,
    "altering": Altering,
    "before": Before,
    "leave": Leave,
    "local": Local,
    "unbound": Unbound,
    "caught": Caught,
    "context": Context,
}
