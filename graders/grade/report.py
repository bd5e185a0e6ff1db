"""From the runs of an answer to its report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graders.authoring import Check, Failure, Question, failure
from graders.grade.judging import Judgement, judge, learnt
from graders.grade.plans import STARTS, fell_over
from graders.grade.ran import Purpose, Ran
from graders.observation import Place, Raised, RunStatus
from graders.report import (
    CheckReport,
    Outcome,
    QuestionReport,
    Reproduce,
    RunError,
    RunReport,
    Seeds,
    State,
    Variations,
    Where,
)
from graders.run_errors import explain_error

BOX = "the box failed"
BROKE = "This check could not be made. That is our fault, not yours: your teacher is told, and no mark is lost."
SPOILED = {Purpose.DATA: "seen.varied", Purpose.SEED: "seen.reseeded", Purpose.TARGET: "seen.target"}


@dataclass(frozen=True, kw_only=True)
class _Counted:
    """The runs by what they are good for."""

    main: Ran  #: as written, or the start that learnt
    varied: tuple[Ran, ...]
    together: tuple[Ran, ...]  #: what a check looks at that looks at all: those that stopped before their end, too


def report(question: Question, runs: Sequence[Ran], reproduce: Reproduce) -> QuestionReport:
    """Judge every check on the runs that it looks at. `runs` begins with the one as written."""
    counted = _counted(question, runs)
    written = runs[0]
    if not written.reached and written.status is not RunStatus.BOX_FAILED:
        return _never_ended(question, written, reproduce)
    failed = any(run.status is RunStatus.BOX_FAILED for run in runs)
    checks = tuple(_ungraded(check, BOX) for check in question.checks) if failed else _checks(question, counted)
    ours = failed or any(check.outcome is Outcome.UNGRADED for check in checks)
    return QuestionReport(
        question=question.number,
        title=question.title,
        state=State.UNGRADED if ours else State.GRADED,
        checks=checks,
        run=_run(written, runs),
        reproduce=reproduce,
        variations=_variations(counted, checks),
        seeds=_seeds(question, runs),
        unread=written.unread,
    )


def _never_ended(question: Question, written: Ran, reproduce: Reproduce) -> QuestionReport:
    """A program that was killed, or that never ended, has not answered: nothing is marked."""
    return QuestionReport(
        question=question.number,
        title=question.title,
        state=State.GRADED,
        checks=_not_reached(question),
        run=_run(written, [written]),
        reproduce=reproduce,
    )


def _not_reached(question: Question) -> tuple[CheckReport, ...]:
    return tuple(
        CheckReport(name=one.name, sentence=one.sentence, outcome=Outcome.NOT_REACHED, points=0.0, max=one.points)
        for one in question.checks
    )


def not_attempted(question: Question, reproduce: Reproduce) -> QuestionReport:
    """The report on an empty answer, or on the starter as it was: nothing was run."""
    checks = _not_reached(question)
    return QuestionReport(
        question=question.number,
        title=question.title,
        state=State.NOT_ATTEMPTED,
        checks=checks,
        run=RunReport(status=RunStatus.FINISHED.value),
        reproduce=reproduce,
    )


def _counted(question: Question, runs: Sequence[Ran]) -> _Counted:
    own = [run for run in runs if run.purpose in {Purpose.WRITTEN, Purpose.START}]
    main = next((run for run in own if learnt(question, run)), runs[0]) if question.learnt else runs[0]
    data = [run for run in runs if run.purpose is Purpose.DATA and run.observation.substituted]
    sound = [run for run in data if not fell_over(run, runs[0])][-1:]
    seeds = [run for run in runs if run.purpose is Purpose.SEED]
    whole = [run for run in seeds if not fell_over(run, runs[0])]
    targets = [run for run in runs if run.purpose is Purpose.TARGET and run.observation.substituted]
    follows = next((run for run in targets if learnt(question, run)), targets[-1] if targets else None)
    followers = [follows] if follows else []
    return _Counted(main=main, varied=(*sound, *whole, *followers), together=(*sound, *seeds, *followers))


def _checks(question: Question, counted: _Counted) -> tuple[CheckReport, ...]:
    """Judge all; those that failed again, when it is known which values the others claim as their own."""
    first = [_check(question, check, counted) for check in question.checks]
    if not counted.main.trail.claimed:
        return tuple(first)
    for told in first:
        if told.outcome is Outcome.FAILED:
            counted.main.judged.pop(told.name, None)
    return tuple(_check(question, check, counted) for check in question.checks)


def _check(question: Question, check: Check, counted: _Counted) -> CheckReport:
    if check.across:
        return _told(check, judge(question, check, [counted.main, *counted.together]), counted.main)
    told = judge(question, check, [counted.main])
    if told.fraction and check.every:
        for run in counted.varied:
            other = judge(question, check, [run])
            if other.trouble:
                return _told(check, other, run)
            if other.fraction < told.fraction:
                told = _spoiled(told, other, run)
    elif told.failure is not None and check.every and counted.varied:
        other = judge(question, check, counted.varied[:1])
        told = replace(told, failure=other.failure) if _recognised(other) else told
    return _told(check, told, counted.main)


def _recognised(told: Judgement) -> bool:
    """Whether the question's own words name the mistake. In a varied run they do so without coincidences.

    The place of the largest of 4, 7, 9, 2, 5 is also the smallest of them.
    """
    return told.failure is not None and told.failure.known and not told.failure.message_id


def _spoiled(written: Judgement, varied: Judgement, run: Ran) -> Judgement:
    """What was right as written and is not in a varied run: the varied run decides, and the sentence says so."""
    said = varied.failure
    if said is not None and _recognised(varied):
        why = Failure(said.reason, hint=said.hint, message_id=SPOILED[run.purpose], place=said.place, known=True)
    else:
        place = next((one.place for one in written.used if one.place is not None), None)
        why = failure(SPOILED[run.purpose], place=place, known=True)
    return Judgement(fraction=varied.fraction, failure=why, used=written.used)


def _told(check: Check, told: Judgement, run: Ran) -> CheckReport:
    if told.trouble:
        return _ungraded(check, told.trouble)
    points = round(told.fraction * check.points, 4)
    why = told.failure
    message, hint, message_id, params, place = "", "", "", {}, None
    if why is not None:
        message, hint, message_id, params, place = why.reason, why.hint, why.message_id, why.params, why.place
    elif told.credit is not None:
        message, hint, place = told.credit.reason, told.credit.hint, told.credit.place
    outcome = Outcome.PASSED if told.fraction == 1 else Outcome.PARTIAL if told.fraction else Outcome.FAILED
    if outcome is Outcome.FAILED and why is not None and not why.known and run.stopped:
        outcome, message, hint, message_id, params, place = Outcome.NOT_REACHED, "", "", "", {}, None
    return CheckReport(
        name=check.name,
        sentence=check.sentence,
        outcome=outcome,
        points=points if outcome is not Outcome.PASSED else check.points,
        max=check.points,
        message=message,
        message_id=message_id,
        message_params=params,
        hint=hint,
        where=_where(place),
    )


def _ungraded(check: Check, trouble: str) -> CheckReport:
    return CheckReport(
        name=check.name,
        sentence=check.sentence,
        outcome=Outcome.UNGRADED,
        points=0.0,
        max=check.points,
        message=BROKE,
        message_id="ours.check_broke",
        trouble=trouble,
    )


def _where(place: Place | None) -> Where | None:
    return Where(line=place.line, column=place.column, code=place.code, cell=place.cell + 1) if place else None


def _run(written: Ran, runs: Sequence[Ran]) -> RunReport:
    """How the run as written went; the time is that of all runs."""
    warnings = dict.fromkeys(warned.message for cell in written.cells for warned in cell.warnings)
    raised = next((cell.raised for cell in written.cells if cell.raised), None)
    return RunReport(
        status=_status(written).value,
        cpu_s=round(sum(run.cpu_s for run in runs), 4),
        wall_s=round(sum(run.wall_s for run in runs), 4),
        peak_mb=max(run.peak_mb for run in runs),
        stdout="".join(cell.stdout for cell in written.cells) or written.observation.stdout * (len(written.cells) < 1),
        stdout_truncated=written.observation.stdout_truncated,
        warnings=tuple(warnings),
        error=_error(raised, written),
    )


def _status(written: Ran) -> RunStatus:
    """The status of the question's own cells: a crash of a later question is not this one's."""
    if not written.reached or written.status is RunStatus.BOX_FAILED:
        return written.status
    if any(cell.raised for cell in written.cells):
        return written.status if written.status is not RunStatus.FINISHED else RunStatus.RAISED
    return RunStatus.FINISHED


def _error(raised: Raised | None, written: Ran) -> RunError | None:
    if raised is None:
        if written.reached or written.status is RunStatus.FINISHED:
            return None
        line, cell = (written.place.line, written.place.cell + 1) if written.place else (None, 1)
        return RunError(type=written.status.value, message=written.sentence, line=line, cell=cell)
    known = explain_error(raised.type, raised.message, written.plan.device)
    return RunError(
        type=raised.type,
        message=raised.message,
        line=raised.place.line if raised.place else None,
        cell=raised.place.cell + 1 if raised.place else 1,
        explanation=known.meaning if known else "",
        hint=known.hint if known else "",
    )


def _variations(counted: _Counted, checks: Sequence[CheckReport]) -> Variations:
    held = not any(check.message_id in SPOILED.values() for check in checks)
    return Variations(made=len(counted.varied), held=len(counted.varied) if held else 0, varied=bool(counted.varied))


def _seeds(question: Question, runs: Sequence[Ran]) -> Seeds | None:
    if question.learnt is None:
        return None
    own = [run for run in runs if run.purpose in {Purpose.WRITTEN, Purpose.START}][:STARTS]
    return Seeds(tried=len(own), learnt=sum(learnt(question, run) for run in own))
