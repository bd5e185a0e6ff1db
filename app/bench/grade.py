"""What grading a question costs, worker side: all its runs, its variation, its checks and its report.

Beside it, in turns, what the student's own lines take in a warm process, once for each of those runs.
"""

from __future__ import annotations

import statistics
import time
from typing import Any

from app.bench import recorder
from app.bench.figures import load, spread
from app.bench.floor import Floor
from app.bench.settled import settle
from app.pipeline.marking import mark
from app.pipeline.upload import record_of
from app.sandbox.client import BrokerBox
from graders.catalogue import Entry, Pack
from graders.grade import Answer
from graders.report import QuestionReport

ROUNDS = 21


def measure(box: BrokerBox, pack: Pack, numbers: list[int], *, rounds: int = ROUNDS) -> dict[str, Any]:
    """A row for each question, the median of the overheads, and what the recorder costs in a training loop."""
    rows = [_question(box, pack, pack.entries[number], rounds) for number in numbers]
    return {
        "questions": rows,
        "overhead_ms": round(statistics.median(row["overhead_ms"] for row in rows), 2),
        "recorder": recorder.measure(rounds=rounds),
        "load": load(),
    }


def _question(box: BrokerBox, pack: Pack, entry: Entry, rounds: int) -> dict[str, Any]:
    source = pack.model_answer(entry.question.number) or entry.starter
    whole: list[float] = []
    own: list[float] = []
    with Floor(source) as floor:
        for turn in range(rounds + 1):
            settle(box)
            took, report = _timed(box, pack, entry, source, turn)
            bare = floor.run()[1]
            if turn:  # the first round warms what a worker has warm
                whole.append(took)
                own.append(bare * _runs(report))
    over = statistics.median(a - b for a, b in zip(whole, own, strict=True))
    return {
        "question": entry.question.number,
        "runs": _runs(report),
        "own_compute_ms": round(statistics.median(own) * 1000, 3),
        "graded_ms": spread(whole),
        "overhead_ms": round(over * 1000, 3),
    }


def _timed(box: BrokerBox, pack: Pack, entry: Entry, source: str, draw: int) -> tuple[float, QuestionReport]:
    answer = Answer(program=(source,), own=(0,), draw=draw)
    began = time.perf_counter()
    report = mark(box, entry, answer, record_of(pack, entry, draw))
    took = time.perf_counter() - began
    if report.score != report.max:
        msg = f"the reference of question {entry.question.number} earned {report.score} of {report.max}"
        raise RuntimeError(msg)
    return took, report


def _runs(report: QuestionReport) -> int:
    return 1 + report.variations.made + (report.seeds.tried - 1 if report.seeds else 0)
