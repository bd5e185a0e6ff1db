"""One answer through the box and the graders: run, look, run again on other numbers, judge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from app.sandbox.box import Box, Limits, Program
from graders import grade
from graders.catalogue import Entry
from graders.grade import Answer, Order, Ran
from graders.report import QuestionReport, Reproduce

SIDE_BY_SIDE = 4  #: runs of one answer; each has a room of its own
STEPS = 12  #: times that more runs may be asked for; no question needs as many


def mark(box: Box, entry: Entry, answer: Answer, reproduce: Reproduce) -> QuestionReport:
    """Grade one answer. `reproduce` is the record to be kept with it; the walls of the box are filled in here."""
    if not grade.attempted(answer.cells, entry.starter):
        return grade.not_attempted(entry.question, reproduce)
    order = grade.first(entry.question, answer)
    return mark_from(box, entry, run(box, answer, order, limits_of(entry)), reproduce)


def mark_from(
    box: Box, entry: Entry, written: Ran, reproduce: Reproduce, *, heavy: frozenset[int] = frozenset()
) -> QuestionReport:
    """Grade an answer whose run as written has been made.

    The runs after that leave out what comes later in the program, and the cells that are `heavy` and not the
    question's own, unless a name turns out to be missing.
    """
    runs = [written]
    for _ in range(STEPS):
        orders = grade.more(entry.question, runs)
        if not orders:
            break
        runs += _side_by_side(partial(_again, box, entry, written.answer, heavy), orders)
    return grade.report(entry.question, runs, replace(reproduce, sandbox=written.layers))


def limits_of(entry: Entry) -> Limits:
    """What the runs of one question may use."""
    return Limits(cell_cpu_s=entry.question.seconds, run_cpu_s=max(entry.question.seconds, Limits().cell_cpu_s))


def run(box: Box, answer: Answer, order: Order, limits: Limits) -> Ran:
    """Make one run."""
    made = box.run(Program(cells=answer.program), order.plan, limits)
    return Ran(
        answer=answer,
        purpose=order.purpose,
        plan=order.plan,
        status=made.status,
        sentence=made.sentence,
        observation=made.observation,
        place=made.place,
        cpu_s=made.usage.cpu_s,
        wall_s=made.usage.wall_s,
        peak_mb=made.usage.peak_mb,
        layers=made.layers,
    )


def _again(box: Box, entry: Entry, answer: Answer, heavy: frozenset[int], order: Order) -> Ran:
    before = replace(answer, program=_without(answer, lambda index: index > answer.last))
    light = replace(answer, program=_without(answer, lambda index: index > answer.last or index in heavy))
    made = run(box, light, order, limits_of(entry))
    missing = any(cell.raised and cell.raised.type == "NameError" for cell in made.cells)
    return run(box, before, order, limits_of(entry)) if missing and light != before else made


def _without(answer: Answer, gone: Callable[[int], bool]) -> tuple[str, ...]:
    """Empty the cells that are not needed; the question's own stay, and all keep their numbers."""
    return tuple("" if gone(index) and index not in answer.own else cell for index, cell in enumerate(answer.program))


def _side_by_side(run_one: Callable[[Order], Ran], orders: Sequence[Order]) -> list[Ran]:
    if len(orders) == 1:
        return [run_one(orders[0])]
    with ThreadPoolExecutor(min(len(orders), SIDE_BY_SIDE)) as pool:
        return list(pool.map(run_one, orders))
