"""One value that a run produced."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import torch

from graders.compare import tensor_of
from graders.observation import How, Made, ModuleSeen, OptimiserSeen, Place, TensorSeen, Value

SMALL = 4096  #: numbers; what has more is told apart by its token alone

#: A look at something that was there already, and not the making of it.
LOOKS = frozenset(
    {How.NAME, How.LOCAL, How.TARGET, How.FORMATTED, How.ELEMENT, How.BEFORE, How.STORE, How.UNPACKED, How.AWAIT}
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """A value, where in the student's code it came up, and how it was made. Two of them are equal if they are one."""

    value: Value
    cell: int
    made: Made | None = None  #: None for a variable that was only found in the namespace
    name: str = ""  #: the variable
    token: int | None = None
    index: int = -1  #: of `made` in its cell
    shown: bool = False  #: given to print, formatted, or the last expression of its cell

    @property
    def source(self) -> str:
        """What the student wrote to get it."""
        return self.name or (self.made.source if self.made else "")

    @property
    def place(self) -> Place | None:
        """Where they wrote it."""
        return self.made.place if self.made else None

    @property
    def callee(self) -> str:
        """Of a call: the qualified name of what was called, such as "torch.relu"; else empty."""
        return (self.made.callee or "") if self.made else ""

    @property
    def operator(self) -> str:
        """Of an operator, such as "@"; else empty."""
        return self.made.name if self.made and self.made.how in {How.OPERATOR, How.AUGMENTED} else ""

    @property
    def looked_at(self) -> bool:
        """It was not made here, only mentioned."""
        return self.made is None or self.made.how in LOOKS

    @property
    def seen(self) -> TensorSeen | None:
        """The tensor or array with all that is known of it; None if it is none."""
        return self.value if isinstance(self.value, TensorSeen) else None

    @property
    def parts(self) -> tuple[Value, ...]:
        """What it holds, where it is several values at once."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def is_tensor(self) -> bool:
        """It is a torch tensor, and its numbers are known."""
        return self.seen is not None and self.seen.kind != "array" and self.seen.value is not None

    @property
    def is_array(self) -> bool:
        """It is a NumPy array, and its numbers are known."""
        return self.seen is not None and self.seen.kind == "array" and self.seen.value is not None

    @property
    def module(self) -> ModuleSeen | None:
        """The `nn.Module` that it is."""
        return self.value if isinstance(self.value, ModuleSeen) else None

    @property
    def optimiser(self) -> OptimiserSeen | None:
        """The optimiser that it is."""
        return self.value if isinstance(self.value, OptimiserSeen) else None

    @cached_property
    def tensor(self) -> torch.Tensor | None:
        """Its numbers, whatever they are kept in; None where there are none."""
        return None if isinstance(self.value, bool | str) else tensor_of(self.value)

    @cached_property
    def mark(self) -> tuple[object, ...]:
        """What tells it from others: the object it is, and the numbers it holds now."""
        tensor = self.tensor
        if tensor is None or tensor.numel() > SMALL:
            return (self.token, id(self) if self.token is None else None)
        data = tensor.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes()
        return (self.token, str(tensor.dtype), tuple(tensor.shape), data)
