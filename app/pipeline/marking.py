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
    """Grade one answer. `reproduce` is the record to be kept with it, the walls of the box still to be filled in."""
    if not grade.attempted(answer.cells, entry.starter):
        return grade.not_attempted(entry.question, reproduce)
    return mark_from(box, entry, run(box, answer, entry, grade.first(entry.question, answer)), reproduce)


def mark_from(box: Box, entry: Entry, written: Ran, reproduce: Reproduce) -> QuestionReport:
    """Grade an answer whose run as written has been made."""
    runs = [written]
    for _ in range(STEPS):
        orders = grade.more(entry.question, runs)
        if not orders:
            break
        runs += _side_by_side(partial(run, box, written.answer, entry), orders)
    return grade.report(entry.question, runs, replace(reproduce, sandbox=written.layers))


def run(box: Box, answer: Answer, entry: Entry, order: Order) -> Ran:
    """Make one run."""
    seconds = entry.question.seconds
    made = box.run(
        Program(cells=answer.program),
        order.plan,
        Limits(cell_cpu_s=seconds, run_cpu_s=max(seconds, Limits().run_cpu_s if len(answer.program) > 1 else seconds)),
    )
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


def _side_by_side(run_one: Callable[[Order], Ran], orders: Sequence[Order]) -> list[Ran]:
    if len(orders) == 1:
        return [run_one(orders[0])]
    with ThreadPoolExecutor(min(len(orders), SIDE_BY_SIDE)) as pool:
        return list(pool.map(run_one, orders))
