"""One run's frames, taken one after another: each must be the next in order, and right in every field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.sandbox.box import Program
from app.sandbox.customs import outgoing
from app.sandbox.customs.goods import NAME, Goods
from app.sandbox.customs.models import read_models
from app.sandbox.customs.places import COLUMN, Places
from app.sandbox.customs.printed import HEAD, TAIL, keep
from app.sandbox.customs.records import Records
from app.sandbox.customs.strict import INTEGER, flag, integer, listing, load, number, plain, record, refuse, text
from app.sandbox.wire import Frame, Kind
from graders.observation import Answer, CellSeen, ModelAnswer, Place, Raised, SourceFacts, Substitution, Value, Warned
from graders.plan import Call, ModelCall, Plan

NAMES, WARNINGS, MESSAGE, TRACE, FACTS, ERRNO = 2000, 50, 2000, 16_000, 5000, 1 << 16

_FACTS = frozenset(("parsed", "names", "calls", "imports", "dynamic", "literals"))
_FINISHED = frozenset(("raised", "exit", "stdout_end", "warnings", "record", "namespace"))
_RAISED = frozenset(("type", "message", "place", "end_column", "traceback", "errno", "file"))
_WARNED = frozenset(("category", "message", "place"))
_ANSWER = frozenset(("value", "raised", "changed", "missing"))
_AT, _END = frozenset(("cell", "line")), frozenset(("stdout_cut",))


class Desk:
    """Where a run stands, and what has passed so far."""

    def __init__(self, program: Program, plan: Plan, stdout: bytes) -> None:
        self.facts: tuple[SourceFacts, ...] = ()
        self.substituted: list[Substitution] = []
        self.cells: list[CellSeen] = []
        self.under_way: int | None = None
        self.at: Place | None = None
        self.ended = False
        self.cut = len(stdout) > HEAD + TAIL
        self._over = False
        self._count = len(program.cells)
        self._plan = plan
        self._form = _FACTS | {"substituted"} if outgoing.varied(plan) else _FACTS
        self._places = Places(program.cells)
        self._goods = Goods()
        self._records = Records(self._goods, self._places, self._raised)
        self._stdout, self._printed = stdout, 0
        self._facts_told = False
        self._due: list[Call | ModelCall] = []

    def take(self, frame: Frame) -> None:
        """The next frame. Raises Contraband."""
        if self._over or not self._in_order(frame):
            refuse(f"a frame of kind {frame.kind.name} for cell {frame.cell} is out of order")
        self._goods.open(frame.blob)
        match frame.kind:
            case Kind.FACTS:
                self._take_facts(load(frame.text))
            case Kind.STARTED:
                self._take_start(frame)
            case Kind.FINISHED:
                self._take_cell(load(frame.text))
            case Kind.ANSWERS:
                self._take_answers(load(frame.text))
            case Kind.AT:
                self._take_at(load(frame.text))
            case _:
                self._take_end(load(frame.text))
        self._goods.close()

    def _in_order(self, frame: Frame) -> bool:
        cell, done = frame.cell, len(self.cells)
        between = self._facts_told and self.under_way is None and not self._due
        allowed = {
            Kind.FACTS: cell == 0 and not self._facts_told,
            Kind.STARTED: cell == done < self._count and between,
            Kind.FINISHED: cell == self.under_way,
            Kind.ANSWERS: cell == done - 1 and bool(self._due),
            Kind.AT: cell == (done - 1 if self._due else self.under_way),
            Kind.END: cell == 0 and done == self._count and between,
        }
        return allowed.get(frame.kind, False)

    def _take_facts(self, told: object) -> None:
        cells = listing(told, self._count)
        if len(cells) != self._count:
            refuse("there are not facts for every cell")
        self.facts = tuple([self._facts(index, cell) for index, cell in enumerate(cells)])
        self._facts_told = True

    def _facts(self, index: int, told: object) -> SourceFacts:
        facts = record(told, self._form)
        changed = [self._substitution(index, change) for change in listing(facts.get("substituted", []), FACTS)]
        self.substituted += changed
        words = {
            kind: frozenset([text(name, 2 * NAME) for name in listing(facts[kind], FACTS)])
            for kind in ("names", "calls", "imports", "dynamic")
        }
        literals = tuple([self._literal(index, literal) for literal in listing(facts["literals"], FACTS)])
        return SourceFacts(parsed=flag(facts["parsed"]), literals=literals, **words)

    def _literal(self, index: int, told: object) -> tuple[int | float | str | bool, Place]:
        literal = listing(told, 3)
        value = plain(literal[0]) if len(literal) == 3 else None
        if value is None:
            refuse("where a literal belongs there is none")
        return value, self._places.at(index, literal[1], literal[2])

    def _substitution(self, index: int, told: object) -> Substitution:
        numbers = listing(told, 5)
        if len(numbers) != 5:
            refuse("where a number that was replaced belongs there is none")
        data = self._plan.vary.data
        return Substitution(
            name="" if numbers[0] is None else data[integer(numbers[0], 0, len(data) - 1)].name,
            place=self._places.at(index, numbers[1], numbers[2]),
            old=number(numbers[3]),
            new=number(numbers[4]),
        )

    def _take_start(self, frame: Frame) -> None:
        if frame.text:
            refuse("the beginning of a cell has a text")
        self.under_way = frame.cell

    def _take_cell(self, told: object) -> None:
        cell = record(told, _FINISHED)
        index = len(self.cells)
        until = max(self._printed, min(integer(cell["stdout_end"], 0, INTEGER), len(self._stdout)))
        calls: list[Call | ModelCall] = [*self._plan.calls, *self._plan.models]
        due = [call for call in calls if call.after == index]
        recorded = self._records.read(cell["record"])  # before the namespace, as its tensors' bytes come first
        self.cells.append(
            CellSeen(
                index=index,
                instrumented=recorded.instrumented,
                made=recorded.made,
                identities=recorded.identities,
                living=recorded.living,
                caught=recorded.caught,
                dropped=recorded.dropped,
                namespace=self._namespace(cell["namespace"]),
                raised=self._raised(cell["raised"]),
                exit_called=flag(cell["exit"]),
                warnings=tuple([self._warned(warning) for warning in listing(cell["warnings"], WARNINGS)]),
                stdout=keep(self._stdout[self._printed : until]),
                unanswered=bool(due),
            )
        )
        self._printed = until
        self.under_way = None
        self._due = due

    def _namespace(self, told: object) -> dict[str, Value]:
        """The names in the order in which they came up; they are told in the other."""
        if type(told) is not dict or len(told) > NAMES:
            refuse(f"where a namespace of at most {NAMES} names belongs there is none")
        names = [(text(name, NAME), self._goods.value(value)) for name, value in told.items()]
        return dict(reversed(names))

    def _take_answers(self, told: object) -> None:
        answers = listing(told, len(self._due))
        if len(answers) != len(self._due):
            refuse("there are not answers to every call")
        read: list[Answer] = []
        models: list[ModelAnswer] = []
        for call, answer in zip(self._due, answers, strict=True):
            if isinstance(call, ModelCall):
                models += read_models(answer, call, self._goods, self._raised)
            else:
                read.append(self._answer(call.name, answer))
        self.cells[-1] = replace(self.cells[-1], answers=tuple(read), models=tuple(models), unanswered=False)
        self._due = []

    def _answer(self, name: str, told: object) -> Answer:
        answer = record(told, _ANSWER)
        return Answer(
            name=name,
            value=self._goods.value(answer["value"]),
            raised=self._raised(answer["raised"]),
            changed_input=flag(answer["changed"]),
            missing=flag(answer["missing"]),
        )

    def _take_at(self, told: object) -> None:
        place = record(told, _AT)
        if place["line"] is not None:
            self.at = self._places.at(place["cell"], place["line"])
        self._over = True

    def _take_end(self, told: object) -> None:
        self.cut |= flag(record(told, _END)["stdout_cut"])
        self.ended = self._over = True

    def _raised(self, told: object) -> Raised | None:
        if told is None:
            return None
        raised = record(told, _RAISED)
        return Raised(
            type=text(raised["type"], NAME),
            message=text(raised["message"], MESSAGE),
            place=self._places.read(raised["place"]),
            end_column=_or_none(raised["end_column"], COLUMN),
            traceback=text(raised["traceback"], TRACE),
            errno=_or_none(raised["errno"], ERRNO),
            file=text(raised["file"], NAME),
        )

    def _warned(self, told: object) -> Warned:
        warned = record(told, _WARNED)
        return Warned(
            category=text(warned["category"], NAME),
            message=text(warned["message"], MESSAGE),
            place=self._places.read(warned["place"]),
        )


def _or_none(told: Any, most: int) -> int | None:
    return None if told is None else integer(told, 0, most)
