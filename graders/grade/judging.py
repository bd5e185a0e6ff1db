"""One check on the runs it looks at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch

from graders.authoring import Check, Credit, Evidence, Failure, Found, Model, Question, failure
from graders.authoring.question import Called, Modelled
from graders.evidence import Undecided
from graders.grade.hidden import drawn
from graders.grade.ran import Ran
from graders.observation import Answer
from graders.plan import Data, Number


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What one check says: the part of its points from 0 to 1, and why not all of them.

    `trouble` is set where the check itself could not be made: that is ours, and never the student's loss.
    """

    fraction: float = 0.0
    failure: Failure | None = None
    credit: Credit | None = None
    trouble: str = ""
    used: tuple[Found, ...] = ()


def judge(question: Question, check: Check, runs: Sequence[Ran]) -> Judgement:
    """Judge by all of `runs` together if the check is made so, else by the first of them."""
    if check.across:
        return _judge(question, check, runs)
    judged = runs[0].judged
    if check.name not in judged:
        judged[check.name] = _judge(question, check, runs)
    found = judged[check.name]
    assert isinstance(found, Judgement)  # noqa: S101 - what was put in above
    return found


def _judge(question: Question, check: Check, runs: Sequence[Ran]) -> Judgement:
    seen = [Evidence(run.trail) for run in runs]
    used = seen[0]
    try:
        given = {name: _given(question, name, runs[0]) for name in check.needs if name not in {"seen", "runs"}}
        if "seen" in check.needs:
            given["seen"] = seen[0]
        if "runs" in check.needs:
            given["runs"] = tuple(seen)
        told = check.judge(**given)
    except Failure as why:
        return Judgement(failure=why, used=tuple(used.used))
    except Undecided as why:
        return Judgement(trouble=str(why), used=tuple(used.used))
    except Exception as bug:  # noqa: BLE001 - a check that breaks is our fault, whatever it is
        return Judgement(trouble=f"{check.name} broke: {type(bug).__name__}: {bug}")
    fraction = told.fraction if isinstance(told, Credit) else 1.0
    return Judgement(fraction=fraction, credit=told, used=tuple(used.used))


def learnt(question: Question, run: Ran) -> bool:
    """Whether a training run has learnt what it was to learn."""
    return question.learnt is not None and judge(question, question.learnt, [run]).fraction == 1


def roots(question: Question, run: Ran) -> list[Found]:
    """Where the numbers behind what the checks found are written down."""
    found: dict[Found, None] = {}
    seen = Evidence(run.trail)
    for check in question.checks:
        if check.every:
            seen.used = list(judge(question, check, [run]).used)
            found |= dict.fromkeys(seen.roots())
    return list(found)


def _given(question: Question, name: str, run: Ran) -> object:
    if name in question.given:
        return drawn(question, run.answer)[name]
    if modelled := next((one for one in question.modelled if one.name == name), None):
        return _models(modelled, question, run)
    if called := next((one for one in question.called if one.name == name), None):
        return _answer(called, run)
    if question.targets is not None and name == question.targets.name:
        return _target(question.targets, run)
    return _numbers(next(one for one in question.numbers if one.name == name), run)


def _answer(one: Called, run: Ran) -> Answer:
    found = [answer for cell in run.cells for answer in cell.answers if answer.name == one.name]
    if not found or found[-1].missing:
        raise failure("seen.uncalled", name=one.function)
    if (error := found[-1].raised) is not None:
        raise failure(
            "seen.call_raised",
            name=one.function,
            type=error.type,
            message=error.message,
            place=error.place,
            known=True,
        )
    return found[-1]


def _models(one: Modelled, question: Question, run: Ran) -> tuple[Model, ...]:
    found = [answer for cell in run.cells for answer in cell.models if answer.name == one.name]
    return Evidence(run.trail).models(found, torch.as_tensor(drawn(question, run.answer)[one.rows]))


def _numbers(data: Data, run: Ran) -> torch.Tensor:
    new = {one.old: one.new for one in run.observation.substituted if one.name == data.name}
    numbers = [float(new.get(number, number)) for number in data.old[0]]
    return torch.tensor(numbers[0] if len(numbers) == 1 else numbers, dtype=torch.float64)


def _target(data: Data, run: Ran) -> Callable[[Number], Number]:
    """From what was to be learnt as the task has it to what was to be learnt in this run."""
    varied = any(one.name == data.name for one in run.observation.substituted)
    pairs = dict(zip(data.old[0], data.new[0], strict=True)) if varied and data.new else {}
    return lambda number: pairs.get(number, number)
