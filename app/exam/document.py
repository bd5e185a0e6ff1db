"""What `allclose check-pack` prints: the JSON document, and a line a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from app.exam.exam import Result
from graders.report import Json


def document(results: Sequence[Result]) -> Json:
    """All of the exam as one document."""
    return {
        "questions": [_question(result) for result in results],
        "kill_rate": rate(results),
        "ok": all(result.ok for result in results),
    }


def rate(results: Iterable[Result]) -> float:
    """The part of all mutants that is killed, of those that differ from their sources."""
    tallies = [result.tally for result in results]
    told_apart = sum(tally.made - tally.equivalent for tally in tallies)
    return round(sum(tally.killed for tally in tallies) / told_apart, 4) if told_apart else 1.0


def _question(result: Result) -> Json:
    return {
        "question": result.question,
        "reference_ok": result.reference_ok,
        "blank_ok": result.blank_ok,
        "starter_ok": result.starter_ok,
        "answers": {**result.counts, "misjudged": [asdict(one) for one in result.misjudged]},
        "mutants": {
            "made": result.tally.made,
            "killed": result.tally.killed,
            "equivalent": result.tally.equivalent,
            "excused": result.tally.excused,
            "survivors": list(result.tally.survivors),
        },
        "flaky": list(result.flaky),
        "bot": {"score": result.climb.score, "max": result.climb.max, "tries": result.climb.tries},
        "ok": result.ok,
        "why_not": list(result.why_not),
    }
