"""A whole file through the box: all its cells in one namespace, each question observed at its own cells.

A cell that kills the process or never ends costs its own question only: the rest is run again without it. So does one
whose functions or models do that when they are called: they are not called again. What was seen of a question the
first time that its cells ended stays.
"""

from __future__ import annotations

import importlib.metadata
import logging
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache

from app.pipeline.marking import limits_of, mark_from, run
from app.pipeline.places import in_file
from app.pipeline.reading import Notebook
from app.pipeline.reading.magics import plain
from app.pipeline.reading.notes import Note
from app.sandbox.box import Box, Limits
from graders import grade
from graders.catalogue import Entry, Pack
from graders.grade import Answer, Order, Purpose, Ran
from graders.observation import RunStatus
from graders.plan import Plan
from graders.report import QuestionReport, Reproduce

log = logging.getLogger(__name__)

AGAIN = 8  #: times that the rest is run without what killed the process
AT_ONCE = 4  #: questions judged side by side
TRAINING_S = 10.0  #: a question with more CPU time than this has cells that later ones can do without

Progress = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Graded:
    """What became of one file."""

    reports: tuple[QuestionReport, ...]
    not_found: tuple[int, ...] = ()  #: questions of the pack that the file does not answer
    unknown: tuple[int, ...] = ()  #: questions that the file answers and the pack has not
    written: Mapping[int, str] = field(default_factory=dict)  #: prose, marked by hand
    notes: tuple[Note, ...] = ()  #: what was taken out before it ran
    repeated: tuple[int, ...] = ()  #: questions whose code stands in two places

    @property
    def score(self) -> float:
        """The marks of all questions found."""
        return sum(report.score for report in self.reports)


def grade_upload(box: Box, pack: Pack, notebook: Notebook, draw: int, progress: Progress | None = None) -> Graded:
    """Grade every question that the file answers. `progress` is called with the number of each that is done."""
    cells = [plain(cell) for cell in notebook.cells]
    program = tuple(cell.text for cell in cells)
    entries = {number: pack.entries[number] for number in sorted(notebook.answers) if number in pack.entries}
    answers = {number: Answer(program=program, own=notebook.answers[number].cells, draw=draw) for number in entries}
    tried = {n: answer for n, answer in answers.items() if grade.attempted(answer.cells, entries[n].starter)}
    written = _written(box, {number: entries[number] for number in tried}, tried)
    heavy = frozenset(i for n, answer in tried.items() if entries[n].question.seconds > TRAINING_S for i in answer.own)

    def report(number: int) -> QuestionReport:
        entry, record = entries[number], record_of(pack, entries[number], draw)
        made = (
            mark_from(box, entry, written[number], record, heavy=heavy)
            if number in written
            else grade.not_attempted(entry.question, record)
        )
        for check in made.checks:
            if check.trouble:
                log.error("Q%s could not be graded: %s", number, check.trouble)
        if progress:
            progress(number)
        return in_file(made, notebook)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        reports = tuple(pool.map(report, entries))
    return Graded(
        reports=reports,
        not_found=notebook.not_found(pack.entries),
        unknown=tuple(sorted(set(notebook.answers) - set(pack.entries))),
        written={number: answer.written for number, answer in notebook.answers.items() if answer.written},
        notes=tuple(note for cell in cells for note in cell.notes),
        repeated=tuple(number for number, answer in notebook.answers.items() if answer.repeated),
    )


def record_of(pack: Pack, entry: Entry, draw: int) -> Reproduce:
    """What it takes to come to the same report again."""
    return Reproduce(
        seed=draw,
        pack_version=pack.version,
        question_version=entry.version,
        torch=_torch(),
    )


@cache
def _torch() -> str:
    return importlib.metadata.version("torch")


def _written(box: Box, entries: Mapping[int, Entry], answers: Mapping[int, Answer]) -> dict[int, Ran]:
    """Run the program as written, and again without each cell that took the process down."""
    if not answers:
        return {}
    first = next(iter(answers.values()))
    orders = {number: grade.first(entries[number].question, answer) for number, answer in answers.items()}
    plan, limits = _together(orders.values()), _limits(entries.values())
    program = first.program
    seen: dict[int, Ran] = {}
    for _ in range(1 + AGAIN):
        whole = Answer(program=program, own=tuple(range(len(program))), draw=first.draw)
        made = run(box, whole, Order(purpose=Purpose.WRITTEN, plan=plan), limits)
        for number, answer in answers.items():
            ran = replace(made, answer=answer, plan=orders[number].plan)
            untouched = all(program[index] == first.program[index] for index in answer.own)
            if number not in seen or (untouched and ran.reached and not seen[number].reached):
                seen[number] = _alone(ran)
        silent = next((cell.index for cell in made.observation.cells if cell.unanswered), None)
        if silent is not None and made.status is not RunStatus.BOX_FAILED:
            plan = _uncalled(plan, silent)
            continue
        fatal = _fatal(made, len(program))
        if fatal is None:
            break
        program = tuple("" if index == fatal else cell for index, cell in enumerate(program))
    return seen


def _fatal(made: Ran, cells: int) -> int | None:
    """The cell that took the process down: the first that did not end. None if all did, or if the fault is ours."""
    if made.status is RunStatus.BOX_FAILED:
        return None
    ended = {cell.index for cell in made.observation.cells}
    return next((index for index in range(cells) if index not in ended), None)


def _uncalled(plan: Plan, cell: int) -> Plan:
    """The plan without the calls after a cell."""
    return replace(
        plan,
        calls=tuple(call for call in plan.calls if call.after != cell),
        models=tuple(call for call in plan.models if call.after != cell),
    )


def _alone(ran: Ran) -> Ran:
    """A question whose own cells ended did not crash, whatever came after them."""
    if not ran.reached or ran.status in {RunStatus.FINISHED, RunStatus.RAISED, RunStatus.BOX_FAILED}:
        return ran
    status = RunStatus.RAISED if ran.stopped else RunStatus.FINISHED
    return replace(ran, status=status, sentence="", place=None)


def _together(orders: Iterable[Order]) -> Plan:
    """One plan for one run: the calls of every question, each after its own last cell."""
    plans = [order.plan for order in orders]
    return replace(
        plans[0],
        calls=tuple(call for plan in plans for call in plan.calls),
        models=tuple(call for plan in plans for call in plan.models),
    )


def _limits(entries: Iterable[Entry]) -> Limits:
    found = [limits_of(entry) for entry in entries]
    return replace(Limits(), cell_cpu_s=max(limit.cell_cpu_s for limit in found)) if len(found) > 1 else found[0]
