"""What the box saw of one run: frozen data, made by the customs desk from untrusted bytes.

Everything in here except `facts` is a *claim* of a process that ran hostile code. A check is sound when a forger would
have to compute the right answer to pass it. Loads no torch at run time, so that the web process can import the enum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import torch


class RunStatus(StrEnum):
    """How one run ended. Only `box_failed` is ours; it is never shown as the student's mistake."""

    FINISHED = "finished"  #: the program ended, or called sys.exit
    RAISED = "raised"  #: an exception reached the rim of a cell, SyntaxError included
    OUT_OF_TIME = "out_of_time"  #: the CPU limit of a cell or of the run; the wall limit only as a backstop
    OUT_OF_MEMORY = "out_of_memory"  #: the memory limit, told by the kernel or by a failed allocation
    TOO_MUCH_OUTPUT = "too_much_output"  #: the results (not the printed text) outgrew their cap
    CRASHED = "crashed"  #: a signal, an exit without a result, or garbage on the channel
    FORBIDDEN = "forbidden"  #: an uncaught PermissionError from the locked room
    BOX_FAILED = "box_failed"  #: ours: retried, then ungraded and alarmed


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in the student's code: the cell counted from 0, the line from 1, the column from 0."""

    cell: int
    line: int
    column: int | None = None
    code: str = ""  #: the text of that line, as the student wrote it


@dataclass(frozen=True, kw_only=True)
class TensorSeen:
    """A tensor or NumPy array as it was when looked at.

    `value` is None when the room could not hand the numbers out; `unread` then says why (a subclass, a quantised or
    nested layout, a meta device, over the size cap). `dtype` is torch's name without its prefix, such as "float32".
    """

    kind: str  #: "tensor", "parameter" or "array" (NumPy)
    dtype: str
    shape: tuple[int, ...]
    device: str = "cpu"
    layout: str = "strided"  #: how it was stored; a sparse tensor's `value` is its dense form
    requires_grad: bool = False
    is_leaf: bool = True
    grad_fn: str | None = None  #: the class name of the autograd node, such as "MulBackward0"
    value: torch.Tensor | None = None
    unread: str | None = None
    grad: TensorSeen | None = None


@dataclass(frozen=True, kw_only=True)
class OtherSeen:
    """Anything that is not data: told by its type alone, never by a text that the object wrote of itself."""

    type: str  #: qualified, such as "torch.nn.modules.linear.Linear"


Plain: TypeAlias = int | float | bool | str | None
Value: TypeAlias = TensorSeen | OtherSeen | Plain | tuple["Value", ...]


@dataclass(frozen=True, kw_only=True)
class Raised:
    """An exception that reached the rim of a cell, or that a probing call met."""

    type: str  #: the class name, such as "ValueError"
    message: str
    place: Place | None = None  #: the innermost line of the student's own code
    end_column: int | None = None  #: with `place.column`, what a caret would underline
    traceback: str = ""  #: the student's frames only
    errno: int | None = None  #: of an OSError


@dataclass(frozen=True, kw_only=True)
class Warned:
    """A warning shown while a cell ran."""

    category: str
    message: str
    place: Place | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a probing call on hidden inputs gave back."""

    name: str
    value: Value = None
    raised: Raised | None = None
    changed_input: bool = False  #: an argument was altered in place
    missing: bool = False  #: there was nothing of that name to call


@dataclass(frozen=True, kw_only=True)
class SourceFacts:
    """What stands in one cell's text. Read before the first student line ran, so this may be trusted.

    A fact proves presence, never absence: `dynamic` names the features that make absence unprovable.
    """

    parsed: bool = True
    names: frozenset[str] = frozenset()  #: variables and attributes mentioned
    calls: frozenset[str] = frozenset()  #: dotted names called, such as "torch.relu"
    imports: frozenset[str] = frozenset()  #: dotted names imported, such as "torch.nn"
    literals: tuple[tuple[int | float | str | bool, Place], ...] = ()
    dynamic: frozenset[str] = frozenset()  #: such as "exec", "eval", "getattr", "__dict__"


@dataclass(frozen=True, kw_only=True)
class CellSeen:
    """What one finished cell left behind."""

    index: int
    namespace: Mapping[str, Value] = field(default_factory=dict)
    raised: Raised | None = None
    exit_called: bool = False  #: the cell called sys.exit
    warnings: tuple[Warned, ...] = ()
    stdout: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Observation:
    """Everything a run left: the facts of each cell, then the cells that finished, in order."""

    facts: tuple[SourceFacts, ...] = ()
    cells: tuple[CellSeen, ...] = ()
    stdout: str = ""
    stdout_truncated: bool = False
