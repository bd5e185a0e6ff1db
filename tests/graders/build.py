"""Runs made by hand: what the box would have told of a program, without a box.

A Build has cells; each line of a cell gives a Row, which may be an operand of those below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, cast

import torch

from graders.evidence import Evidence, Found
from graders.evidence.trail import Trail
from graders.grade import Answer, Purpose, Ran
from graders.observation import Answer as Called
from graders.observation import (
    CellSeen,
    How,
    Identity,
    Made,
    ModelAnswer,
    ModuleSeen,
    Observation,
    OptimiserSeen,
    Place,
    Raised,
    RunStatus,
    SourceFacts,
    Substitution,
    TensorSeen,
    Value,
    Warned,
)
from graders.plan import Plan

Numbers: TypeAlias = "Value | torch.Tensor | Sequence[float] | Sequence[Sequence[float]]"

OBJECTS = (TensorSeen, ModuleSeen, OptimiserSeen)


def tensor(numbers: Numbers, *, kind: str = "tensor", requires_grad: bool = False) -> TensorSeen:
    """A tensor as it is seen."""
    value = numbers if isinstance(numbers, torch.Tensor) else torch.tensor(numbers)
    dtype = str(value.dtype).removeprefix("torch.")
    return TensorSeen(kind=kind, dtype=dtype, shape=tuple(value.shape), requires_grad=requires_grad, value=value)


def seen(numbers: Numbers) -> Value:
    """Lists and tensors become tensors that were seen; all else is what it is."""
    return tensor(numbers) if isinstance(numbers, list | torch.Tensor) else cast("Value", numbers)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A value that came up, to be named as an operand of others."""

    cell: int
    index: int
    made: Made


@dataclass(kw_only=True)
class Cell:
    """One cell in the making. Each line of it makes one value."""

    run: Build
    index: int
    rows: list[Made] = field(default_factory=list)
    seen: CellSeen = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self.seen = CellSeen(index=self.index, instrumented=True)

    def add(self, how: How, numbers: Numbers, *operands: Row | None, source: str = "", **more: Any) -> Row:
        """One more value; an object gets a token of its own unless it is given one."""
        value = seen(numbers)
        token = more.pop("token", self.run.fresh() if isinstance(value, OBJECTS) else None)
        index = len(self.rows)
        made = Made(
            how=how,
            place=Place(cell=self.index, line=index + 1, column=0, code=source),
            source=source or f"e{index}",
            value=value,
            token=token,
            operands=tuple(None if one is None else one.index for one in operands),
            **more,
        )
        self.rows.append(made)
        return Row(cell=self.index, index=index, made=made)

    def call(self, callee: str, numbers: Numbers, *operands: Row | None, **more: Any) -> Row:
        """What a call gave back."""
        return self.add(How.CALL, numbers, *operands, callee=callee, **more)

    def operator(self, sign: str, numbers: Numbers, *operands: Row | None, **more: Any) -> Row:
        """What an operator gave back."""
        return self.add(How.OPERATOR, numbers, *operands, name=sign, **more)

    def look(self, row: Row, name: str = "x", how: How = How.NAME, **more: Any) -> Row:
        """A variable mentioned: the same object again."""
        return self.add(how, row.made.value, source=name, name=name, token=row.made.token, **more)

    def keeps(self, **variables: Row | Numbers) -> None:
        """What the variables hold at the end."""
        values = {n: one.made.value if isinstance(one, Row) else seen(one) for n, one in variables.items()}
        tokens = {n: one.made.token if isinstance(one, Row) else None for n, one in variables.items()}
        self.ends(
            namespace={**self.seen.namespace, **values},
            identities={**self.seen.identities, **{n: Identity(token=t) for n, t in tokens.items() if t is not None}},
        )

    def ends(self, **more: Any) -> None:
        """What else is to be said of the cell."""
        self.seen = replace(self.seen, **more)

    def raises(self, kind: str = "ValueError", message: str = "no", line: int = 1, file: str = "") -> None:
        """The cell ended with an exception."""
        place = Place(cell=self.index, line=line, code="raise")
        self.ends(raised=Raised(type=kind, message=message, place=place, file=file))

    def warns(self, *messages: str) -> None:
        """Warnings were shown."""
        self.ends(warnings=tuple(Warned(category="UserWarning", message=message) for message in messages))

    def answers(self, *answers: Called, models: tuple[ModelAnswer, ...] = ()) -> None:
        """What was answered to calls on hidden inputs."""
        self.ends(answers=answers, models=models)

    def finished(self) -> CellSeen:
        """The cell as the box tells it."""
        return replace(self.seen, made=tuple(self.rows))


class Build:
    """A run in the making."""

    def __init__(self) -> None:
        self.made: list[Cell] = []
        self.facts: list[SourceFacts] = []
        self.substituted: tuple[Substitution, ...] = ()
        self._tokens = 0

    def fresh(self) -> int:
        """The token of another object."""
        self._tokens += 1
        return self._tokens

    def cell(self, *, calls: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Cell:
        """One more cell, and what its source says."""
        self.facts.append(SourceFacts(calls=frozenset(calls), names=frozenset(names)))
        self.made.append(Cell(run=self, index=len(self.made)))
        return self.made[-1]

    def replaced(self, name: str, *numbers: tuple[float, float]) -> None:
        """Numbers of the source were others in this run."""
        place = Place(cell=0, line=1)
        self.substituted += tuple(Substitution(name=name, place=place, old=old, new=new) for old, new in numbers)

    def observation(self) -> Observation:
        """What the box tells of it."""
        cells = tuple(cell.finished() for cell in self.made)
        stdout = "".join(cell.stdout for cell in cells)
        return Observation(facts=tuple(self.facts), substituted=self.substituted, cells=cells, stdout=stdout)

    def trail(self, *own: int) -> Trail:
        """All its values; `own` are the question's cells, or all of them."""
        return Trail(self.observation(), own or None)

    def evidence(self, *own: int) -> Evidence:
        """`seen`, as a check gets it."""
        return Evidence(self.trail(*own))


def at(trail: Trail, row: Row) -> Found:
    """The value of a row in the trail."""
    return trail._rows[row.cell, row.index]


def ran(
    build: Build,
    *,
    own: tuple[int, ...] = (0,),
    purpose: Purpose = Purpose.WRITTEN,
    status: RunStatus = RunStatus.FINISHED,
    plan: Plan | None = None,
    cpu_s: float = 0.1,
    draw: int = 0,
    sentence: str = "",
) -> Ran:
    """The run as the graders get it."""
    program = tuple("pass" for _ in range(max([len(build.made), *(i + 1 for i in own)])))
    return Ran(
        answer=Answer(program=program, own=own, draw=draw),
        purpose=purpose,
        plan=plan or Plan(),
        status=status,
        sentence=sentence,
        observation=build.observation(),
        cpu_s=cpu_s,
        wall_s=cpu_s,
        peak_mb=100.0,
        layers=("landlock",),
    )
