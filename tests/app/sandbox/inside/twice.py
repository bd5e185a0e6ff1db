"""A program run twice, as it stands and instrumented, in this process. For tests."""

from __future__ import annotations

import contextlib
import io
import linecache
import traceback
import warnings
from dataclasses import dataclass
from types import CodeType
from typing import Any

from app.sandbox.inside.budget import Budget
from app.sandbox.inside.planting import Planting
from app.sandbox.inside.program import Cell, Program
from app.sandbox.inside.record import Recorder
from app.sandbox.inside.tensors import Cargo


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What of a run can be seen from outside."""

    printed: str
    names: dict[str, str]  #: each with its value's text
    raised: str  #: the traceback, the student's own frames only
    warned: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """An instrumented run: its outcome, its code, and what the recorder told."""

    outcome: Outcome
    code: CodeType | None
    record: dict[str, Any]
    names: dict[str, Any]

    def values(self, kind: str, name: str | None = None) -> list[Any]:
        """The plain values seen at places of a kind, in order."""
        places = self.record["places"]
        rows = [row for row in self.record["made"] if places[row[0]][0] == kind and name in {None, places[row[0]][6]}]
        return [row[2].get("plain", row[2]) if row[2] is not None else None for row in rows]


def plain(text: str) -> Outcome:
    """Run it as it stands."""
    program = Program([text])
    return _run(program, lambda: program.code(program.cells[0]), {})


def instrumented(text: str) -> Seen:
    """Run it as the box does."""
    recorder = Recorder(Cargo())
    found: list[CodeType] = []
    planting = Planting(recorder)

    def planted(cell: Cell, futures: int) -> CodeType | None:
        code = planting(cell, futures)
        found.extend([] if code is None else [code])
        return code

    program = Program([text], planted)
    planting.survey(program.cells)
    names: dict[str, Any] = {}

    def begin() -> CodeType:
        recorder.begin(program, Budget())
        return program.code(program.cells[0])

    outcome = _run(program, begin, names)
    return Seen(outcome=outcome, code=found[0] if found else None, record=recorder.end(names), names=names)


def both(text: str) -> Seen:
    """Run it both ways; the outcomes must be equal."""
    seen = instrumented(text)
    assert seen.code is not None, "it was not instrumented"
    assert seen.outcome == plain(text)
    return seen


def _run(program: Program, code: Any, names: dict[str, Any]) -> Outcome:
    names |= {"__name__": "__main__"}
    raised = ""
    with (
        warnings.catch_warnings(record=True) as warned,
        contextlib.redirect_stdout(io.StringIO()) as printed,
        contextlib.redirect_stderr(printed),
    ):
        warnings.simplefilter("always")
        try:
            exec(code(), names)  # noqa: S102 - that is what is tested
        except BaseException as error:  # noqa: BLE001 - whatever it raises
            own = [
                summary
                for trace, summary in zip(
                    traceback.walk_tb(error.__traceback__), traceback.extract_tb(error.__traceback__), strict=True
                )
                if trace[0].f_code.co_filename in program.index
            ]
            raised = "".join(traceback.StackSummary.from_list(own).format()) + f"{type(error).__name__}: {error}"
    for name in program.index:
        linecache.cache.pop(name, None)
    texts = {
        name: _text(value) for name, value in names.items() if name not in _LEFT_OUT and not name.startswith(_MADE)
    }
    told = tuple(f"{warning.lineno} {warning.category.__name__} {warning.message}" for warning in warned)
    return Outcome(printed=printed.getvalue(), names=texts, raised=raised, warned=told)


_MADE = ("__compiled_fn", "__import_", "__builtins_dict")  # by torch.compile
_LEFT_OUT = ("__builtins__", "__warningregistry__")


def _text(value: Any) -> str:
    return (
        repr(value) if type(value) in {int, float, str, bool, list, tuple, dict, set, type(None)} else str(type(value))
    )
