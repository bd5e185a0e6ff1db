"""One job from its orders to its end: facts first, then cell by cell, each told of when it has ended."""

from __future__ import annotations

import builtins
import mmap
import os
import sys
from contextlib import suppress
from types import CodeType, ModuleType
from typing import Any

from . import draws
from .budget import Budget
from .channel import ANSWERS, END, FACTS, FINISHED, STARTED, Channel, pack, unpack
from .clock import Clock
from .facts import facts
from .models import Models
from .planting import Planting
from .probe import Given, Probe
from .program import Cell, Program
from .raised import describe, refused
from .record import Recorder
from .streams import Printed
from .tensors import Cargo
from .values import namespace
from .vary import vary
from .vary_seeds import mix
from .warned import Warnings, hush

BROKER_GONE = 70
RESERVE = 8 << 20  # bytes
DEPTH = 1000  # of recursion, which telling needs whatever the student set

_exit_code = SystemExit.__dict__["code"].__get__


class Job:
    """Runs one program and tells of it."""

    def __init__(self, channel: Channel, printed: Printed, clock: Clock) -> None:
        self._channel, self._printed, self._clock = channel, printed, clock
        self._budget, self._cargo, self._reserve = Budget(), Cargo(), Reserve()

    def do(self) -> None:
        """Take the orders, carry them out. Returns when all has been told."""
        hush()
        text, _ = self._receive()
        orders = unpack(text.decode())
        self._recorder = Recorder(self._cargo)
        planting = Planting(self._recorder)
        self._program = self._clock.program = Program(orders["cells"], planting)
        planting.survey(self._program.cells)
        self._warnings = Warnings(self._program)
        self._send(FACTS, 0, self._facts(orders.get("vary")))
        self._main = _fresh_main()
        draws.seed(orders["seed"])
        if "vary" in orders:
            mix(orders["vary"]["offset"])
        for cell in self._program.cells:
            self._do(cell, calls_due=str(cell.index) in orders["calls"])
        self._printed.flush()
        self._send(END, 0, {"stdout_cut": self._printed.cut})

    def _facts(self, other: dict[str, Any] | None) -> list[dict[str, Any]]:
        """What stands in the text, and what is other in this run, if anything."""
        told = facts(self._program)
        if other:
            for cell, numbers in zip(told, vary(self._program, other), strict=True):
                cell["substituted"] = numbers
        return told

    def _do(self, cell: Cell, *, calls_due: bool) -> None:
        self._channel.send(STARTED, cell.index, b"", b"")
        self._warnings.begin()
        budget = self._budget.share()
        recorded = budget.share()
        held = self._cargo.hold()
        self._clock.cell = cell.index
        self._recorder.origins.hold(calls_due)
        self._recorder.begin(self._program, recorded)
        told = self._run(cell, budget)
        told["stdout_end"] = self._printed.flush()
        self._clock.cell = None
        told["warnings"] = self._warnings.end(budget)
        told["record"] = self._recorder.end(vars(self._main))
        self._cargo.give_back(held)
        budget.settle(recorded)
        told["namespace"] = namespace(vars(self._main), self._cargo, budget)
        self._send(FINISHED, cell.index, told)
        self._reserve.hold()
        if calls_due:
            self._answer(cell, budget)
        self._budget.settle(budget)

    def _run(self, cell: Cell, budget: Budget) -> dict[str, Any]:
        """Run the cell; whatever it raises ends here. The exception's own text is the student's code, too."""
        told: dict[str, Any] = {"raised": None, "exit": False}
        vars(self._main)["__file__"] = cell.name  # where inspect.getsource looks for a class
        try:
            code = self._program.code(cell)
        except BaseException as error:
            told["raised"] = refused(error, cell.index, self._program, budget)
            return told
        try:
            _execute(code, vars(self._main))
        except SystemExit as error:
            told["exit"] = True
            _say_goodbye(_exit_code(error))
        except BaseException as error:
            self._reserve.release()
            told["raised"] = describe(error, self._program, budget)
        return told

    def _answer(self, cell: Cell, budget: Budget) -> None:
        text, blob = self._receive()
        probe = Probe(vars(self._main), self._program, self._cargo, budget)
        models = Models(vars(self._main), self._program, self._cargo, budget)
        asked, given = unpack(text.decode()), Given(blob)
        with self._printed.mute():
            self._clock.cell = cell.index
            answers: list[Any] = probe.answers(asked["calls"], given)
            answers += models.answers(asked.get("models", []), given, self._recorder.origins.modules)
            self._recorder.origins.hold(False)
            self._clock.cell = None
        self._send(ANSWERS, cell.index, answers)

    def _receive(self) -> tuple[bytes, bytes]:
        received = self._channel.receive()
        if received is None:
            os._exit(BROKER_GONE)
        return received[2:]

    def _send(self, kind: int, cell: int, told: Any) -> None:
        try:
            text = pack(told).encode()
        except MemoryError:
            self._reserve.release()
            text = pack(told).encode()
        self._channel.send(kind, cell, text, self._cargo.take())


class Reserve:
    """Memory held back while the student's code runs, so that there is some to tell of a program that took it all."""

    def __init__(self) -> None:
        self._held: mmap.mmap | None = None
        self.hold()

    def hold(self) -> None:
        """Take it, if there is as much and it is not held already."""
        if self._held is None:
            with suppress(OSError, ValueError):
                self._held = mmap.mmap(-1, RESERVE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)

    def release(self) -> None:
        """Let it go."""
        if self._held is not None:
            self._held.close()
        self._held = None


def _fresh_main() -> ModuleType:
    """The module in which all cells run; being `__main__` lets pickling, type hints and inspection find it."""
    main = ModuleType("__main__")
    vars(main)["__builtins__"] = builtins
    sys.modules["__main__"] = main
    return main


def _say_goodbye(code: object) -> None:
    """What Python prints when a program exits with something that is no number."""
    if code is None or type(code) is int:
        return
    with suppress(BaseException):
        sys.stderr.write(f"{code}\n")


def _execute(code: CodeType, names: dict[str, Any]) -> None:
    """Run code; then take off what it may have hung into the interpreter, which would run, and fail, in ours."""
    try:
        exec(code, names)
    finally:
        sys.settrace(None)
        try:  # noqa: SIM105 - the profiler would see suppress() begin, and raise there
            sys.setprofile(None)
        except BaseException:  # noqa: S110 - the profiler's own, at the very call that takes it off
            pass
        if sys.getrecursionlimit() < DEPTH:
            sys.setrecursionlimit(DEPTH)
