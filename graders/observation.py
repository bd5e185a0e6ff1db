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
    text: str = ""  #: what a dtype, device, layout or memory format is called, such as "torch.float32"


@dataclass(frozen=True, kw_only=True)
class PartSeen:
    """A parameter or buffer of a module, under its name there."""

    name: str
    token: int | None = None  #: which tensor it is; see `Made`
    value: Value = None


@dataclass(frozen=True, kw_only=True)
class ModuleSeen:
    """A `torch.nn.Module`, read without calling anything of it."""

    type: str  #: qualified
    token: int | None = None
    training: bool = False
    options: Mapping[str, Value] = field(default_factory=dict)  #: its plain attributes, such as "in_features"
    parameters: tuple[PartSeen, ...] = ()  #: its own, not its children's
    buffers: tuple[PartSeen, ...] = ()
    children: tuple[tuple[str, ModuleSeen], ...] = ()


@dataclass(frozen=True, kw_only=True)
class GroupSeen:
    """A parameter group of an optimiser."""

    options: Mapping[str, Value] = field(default_factory=dict)  #: such as "lr", "momentum", "weight_decay"
    parameters: tuple[int, ...] = ()  #: the tokens of its tensors


@dataclass(frozen=True, kw_only=True)
class OptimiserSeen:
    """A `torch.optim.Optimizer`."""

    type: str  #: qualified, such as "torch.optim.sgd.SGD"
    groups: tuple[GroupSeen, ...] = ()


Plain: TypeAlias = int | float | bool | str | None
Value: TypeAlias = TensorSeen | ModuleSeen | OptimiserSeen | OtherSeen | Plain | tuple["Value", ...]


@dataclass(frozen=True, kw_only=True)
class Raised:
    """An exception that reached the rim of a cell, or that a probing call met."""

    type: str  #: the class name, such as "ValueError"
    message: str
    place: Place | None = None  #: the innermost line of the student's own code
    end_column: int | None = None  #: with `place.column`, what a caret would underline
    traceback: str = ""  #: the student's frames only
    errno: int | None = None  #: of an OSError
    file: str = ""  #: of the innermost frame, such as "torch/autograd/graph.py" or "<cell 1>"


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
class ModelAnswer:
    """What one model gave back for hidden rows; see `graders.plan.ModelCall`."""

    name: str  #: of the call, in the plan
    type: str = ""  #: qualified, such as "torch.nn.modules.container.Sequential"
    called: str = ""  #: the student's name for it; empty where it has none
    token: int | None = None  #: of a module: which; see `Made`
    rows: TensorSeen | None = None  #: what it was really given, where its own size decided
    value: Value = None
    blank: Value = None  #: what it gave back when the weights of all modules were nought
    raised: Raised | None = None


@dataclass(frozen=True, kw_only=True)
class Substitution:
    """A number of the source that was another one in this run. Read before the first student line ran."""

    name: str  #: of the data, in the plan; empty for a place that was varied
    place: Place
    old: int | float
    new: int | float


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


class How(StrEnum):
    """What kind of place in the code a value was seen at."""

    CALL = "call"  #: what a call gave back; `callee` says of what
    OPERATOR = "operator"  #: of a unary or binary operator, which is its `name`
    COMPARE = "compare"  #: of a comparison; `name` is "<", or "< <=" for a chain
    AUGMENTED = "augmented"  #: what stands at the target after `a += b`; `name` is "+=", ".data -=" or "[] +="
    SUBSCRIPT = "subscript"
    ATTRIBUTE = "attribute"  #: loaded; `name` is the attribute
    STORE = "store"  #: the object whose attribute `name` is about to be set; the new value is its operand
    BEFORE = "before"  #: the object that is about to be changed by an augmented or item assignment
    NAME = "name"  #: a variable used as an operand, as it was then
    FORMATTED = "formatted"  #: a variable in an f-string
    ELEMENT = "element"  #: a variable that became an element of a comprehension, or was yielded
    UNPACKED = "unpacked"  #: what `print(*things)` was given
    TARGET = "target"  #: bound by a loop or a `with`
    #: A function's own variable `name` at its exit, before what it returns is evaluated; tensors, arrays, lists,
    #: modules and optimisers only. A module is told anew: it may not outlive the function
    LOCAL = "local"
    AWAIT = "await"


@dataclass(frozen=True, kw_only=True)
class Made:
    """A value that was seen at a place in the code: what, where, made by what, out of what.

    Of each place the first eight values are told and, if there were more, the last. A *token* stands for one living
    object (a tensor, array, module or optimiser), a *memory* token for one piece of memory that tensors and arrays may
    share; both hold for the whole run. Operands are given by their index in `CellSeen.made`; literals are left out, and
    what was not told this time is None.
    """

    how: How
    place: Place  #: its `cell` is where the code stands, which need not be the cell that runs
    source: str = ""  #: the text of the expression
    name: str = ""  #: operator, attribute or variable
    nth: int = 1  #: which time this place was reached in the cell
    value: Value = None
    told: bool = True  #: False: there was a value, and it could not be told
    token: int | None = None
    memory: int | None = None
    callee: str | None = None  #: of a call: `module.qualname` as found at run time, such as "torch.relu"
    callee_token: int | None = None  #: of a call of a module: which
    operands: tuple[int | None, ...] = ()  #: of a call: the object whose method it is, then the arguments
    shown: bool = False  #: displayed: given to `print`, part of an f-string, or the bare last expression of the cell
    last: bool = False  #: told when the cell had ended: it may have been changed in place since it was made,
    changed: bool = False  #: and it was, or (made in inference mode) nobody counts


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Which object a name stands for when the cell has ended; the tokens are those of `Made`."""

    token: int
    memory: int | None = None


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
    models: tuple[ModelAnswer, ...] = ()
    unanswered: bool = False  #: what it left was called, and no answer ever came
    instrumented: bool = False  #: it ran so that what it did could be seen; if not, `made` is empty
    made: tuple[Made, ...] = ()  #: in the order in which it was made, the last values of loops at the end
    identities: Mapping[str, Identity] = field(default_factory=dict)  #: of what is in `namespace`
    living: Mapping[int, ModuleSeen | OptimiserSeen] = field(default_factory=dict)  #: by token, as the cell left them
    caught: tuple[Raised, ...] = ()  #: exceptions that the code itself caught; without a traceback
    dropped: int = 0  #: values that were made and not told: too many, or not to be read


@dataclass(frozen=True, kw_only=True)
class Observation:
    """Everything a run left: the facts of each cell, then the cells that finished, in order."""

    facts: tuple[SourceFacts, ...] = ()
    substituted: tuple[Substitution, ...] = ()
    cells: tuple[CellSeen, ...] = ()
    stdout: str = ""
    stdout_truncated: bool = False
