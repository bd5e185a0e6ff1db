"""Which runs an answer needs: as written; then, by what came out, on other numbers or from other starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch

from graders.authoring import Question
from graders.grade.hidden import SEEDS, drawn
from graders.grade.judging import judge, learnt, roots
from graders.grade.ran import Answer, Order, Purpose, Ran
from graders.observation import RunStatus
from graders.plan import Argument, Call, ModelCall, Plan, Spot, Vary

STARTS = 8  #: a program that learns two times in three fails all of them once in thousands
REDRAWS = 3  #: times that other numbers, or another seed, are tried where the program stops at some
AT_ONCE = 2  #: starts asked for together: most answers learn soon


def first(question: Question, answer: Answer) -> Order:
    """The run as written."""
    return Order(purpose=Purpose.WRITTEN, plan=_plan(question, answer))


def more(question: Question, runs: Sequence[Ran]) -> tuple[Order, ...]:
    """The runs that are still needed after these; none when the answer can be judged.

    They can be made side by side. Nothing is varied in an answer that has not earned anything as written, and nothing
    is asked for beyond the question's CPU time.
    """
    written = runs[0]
    spent = sum(run.cpu_s for run in runs)
    if not written.reached or any(run.status is RunStatus.BOX_FAILED for run in runs):
        return ()
    if question.learnt is not None and spent >= question.seconds:
        return ()
    orders = _starts(question, runs) if question.learnt else ()
    return orders or _varied(question, runs)


def _varied(question: Question, runs: Sequence[Ran]) -> tuple[Order, ...]:
    orders: list[Order] = []
    plan = _plan(question, runs[0].answer)
    seeds = [run for run in runs if run.purpose is Purpose.SEED]
    enough = question.varies.seeds and question.varies.seeds + min(_fallen(seeds, runs[0]), REDRAWS - 1)
    wanted = (question.numbers or question.varies.own or question.varies.seeds) and _worth_it(question, runs[0])
    if not wanted:
        return ()
    for number in range(len(seeds), enough):
        other = plan.seed ^ (number + 1) * 0x5DEECE66D & SEEDS
        orders.append(Order(purpose=Purpose.SEED, plan=replace(plan, seed=other, vary=Vary(offset=number + 1))))
    tried = [run for run in runs if run.purpose is Purpose.DATA]
    again = not tried or (fell_over(tried[-1], runs[0]) and len(tried) < REDRAWS)
    if again and (vary := _data(question, runs[0], runs[0].answer.draw + len(tried))):
        orders.append(Order(purpose=Purpose.DATA, plan=replace(plan, vary=vary)))
    return tuple(orders)


def fell_over(varied: Ran, written: Ran) -> bool:
    """The varied run stopped where the one as written did not: the numbers did not suit it."""
    return varied.stopped and not written.stopped


def _fallen(varied: Sequence[Ran], written: Ran) -> int:
    return sum(fell_over(run, written) for run in varied)


def _data(question: Question, written: Ran, draw: int) -> Vary | None:
    if question.numbers:
        return Vary(draw=draw, data=tuple(question.numbers))
    if not question.varies.own:
        return None
    places = [root.place for root in roots(question, written) if root.place is not None]
    spots = dict.fromkeys(Spot(cell=p.cell, line=p.line, column=p.column or 0) for p in places)
    return Vary(draw=draw, places=tuple(spots)) if spots else None


def _worth_it(question: Question, written: Ran) -> bool:
    checks = [check for check in question.checks if check.every or check.across]
    return any(judge(question, check, [written]).fraction for check in checks)


def _starts(question: Question, runs: Sequence[Ran]) -> tuple[Order, ...]:
    """More starts until one has learnt; then the same starts on another target, the lucky one first."""
    own = [run for run in runs if run.purpose in {Purpose.WRITTEN, Purpose.START}]
    lucky = next((run for run in own if learnt(question, run)), None)
    plan = _plan(question, runs[0].answer)
    if lucky is None:
        offsets = range(len(own), min(len(own) + AT_ONCE, STARTS))
        return tuple(Order(purpose=Purpose.START, plan=_started(plan, offset)) for offset in offsets)
    others = [run for run in runs if run.purpose is Purpose.TARGET]
    if question.targets is None or len(others) >= STARTS or any(learnt(question, run) for run in others):
        return ()
    if others and not others[0].observation.substituted:  # nothing there to be replaced
        return ()
    offset = (lucky.plan.vary.offset + len(others)) % STARTS
    started = _started(plan, offset)
    vary = replace(started.vary, data=(question.targets,))
    return (Order(purpose=Purpose.TARGET, plan=replace(started, vary=vary)),)


def _started(plan: Plan, offset: int) -> Plan:
    return replace(plan, seed=(plan.seed + offset) & SEEDS, vary=Vary(offset=offset))


def _plan(question: Question, answer: Answer) -> Plan:
    given = drawn(question, answer)
    calls = [
        Call(
            name=call.name,
            function=call.function,
            arguments=tuple(given[argument] for argument in call.arguments),
            after=answer.last,
        )
        for call in question.called
    ]
    models = [
        ModelCall(name=one.name, rows=_rows(given[one.rows]), size=one.size, functions=one.functions, after=answer.last)
        for one in question.modelled
    ]
    return Plan(seed=answer.draw & SEEDS, calls=tuple(calls), models=tuple(models))


def _rows(value: Argument) -> torch.Tensor:
    return torch.as_tensor(value, dtype=torch.float32)
