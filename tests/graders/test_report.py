"""What is said of one answer, and the document made of it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from graders.observation import RunStatus
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

FAILED = CheckReport(
    name="product",
    sentence="Somewhere the matrix product is made.",
    outcome=Outcome.FAILED,
    points=0,
    max=2,
    message="Row 1 is wrong.",
    message_id="places.row",
    message_params={"index": 1},
    hint="Look there.",
    where=Where(line=3, column=4, code="c = a * b"),
)
HALF = CheckReport(name="sum", sentence="The sum is made.", outcome=Outcome.PARTIAL, points=0.5, max=1)
REPORT = QuestionReport(
    question=4,
    title="Add and multiply",
    state=State.GRADED,
    checks=(FAILED, HALF),
    run=RunReport(
        status=RunStatus.RAISED,
        cpu_s=0.01,
        wall_s=0.02,
        peak_mb=120.5,
        stdout="hello\n",
        warnings=("a warning",),
        error=RunError(type="ValueError", message="no", line=7, explanation="It says no.", hint="Ask again."),
    ),
    variations=Variations(made=2, held=1, varied=True),
    seeds=Seeds(tried=8, learnt=5),
    reproduce=Reproduce(
        seed=7, pack_version="p1", question_version="q1", torch="2.13.0", sandbox=("landlock", "seccomp")
    ),
)


def test_the_document_has_the_public_shape() -> None:
    """Every key and every value of the public document, in its order, and nothing else."""
    assert json.dumps(REPORT.to_json()) == json.dumps(
        {
            "question": 4,
            "title": "Add and multiply",
            "state": "graded",
            "score": 0.5,
            "max": 3.0,
            "checks": [
                {
                    "name": "product",
                    "sentence": "Somewhere the matrix product is made.",
                    "outcome": "failed",
                    "points": 0,
                    "max": 2,
                    "message": "Row 1 is wrong.",
                    "message_id": "places.row",
                    "hint": "Look there.",
                    "where": {"line": 3, "column": 4, "code": "c = a * b", "cell": 1},
                },
                {
                    "name": "sum",
                    "sentence": "The sum is made.",
                    "outcome": "partial",
                    "points": 0.5,
                    "max": 1,
                    "message": "",
                    "message_id": "",
                    "hint": "",
                    "where": None,
                },
            ],
            "run": {
                "status": "raised",
                "cpu_s": 0.01,
                "wall_s": 0.02,
                "peak_mb": 120.5,
                "stdout": "hello\n",
                "stdout_truncated": False,
                "warnings": ["a warning"],
                "error": {
                    "type": "ValueError",
                    "message": "no",
                    "line": 7,
                    "explanation": "It says no.",
                    "hint": "Ask again.",
                    "cell": 1,
                },
            },
            "variations": {"made": 2, "held": 1, "varied": True},
            "seeds": {"tried": 8, "learnt": 5},
            "reproduce": {
                "seed": 7,
                "pack_version": "p1",
                "question_version": "q1",
                "torch": "2.13.0",
                "device": "cpu",
                "sandbox": ["landlock", "seccomp"],
            },
        }
    )


def test_what_is_missing_is_null() -> None:
    """A run without an error and a question without starts say so by null."""
    plain = QuestionReport(
        question=1,
        title="",
        state=State.NOT_ATTEMPTED,
        checks=(),
        run=RunReport(status=RunStatus.FINISHED),
        reproduce=REPORT.reproduce,
    )
    document = plain.to_json()
    assert document["run"]["error"] is None
    assert document["seeds"] is None
    assert document["variations"] == {"made": 0, "held": 0, "varied": False}
    assert (document["state"], document["score"], document["max"]) == ("not_attempted", 0, 0)


def test_another_language_gets_the_parameters() -> None:
    """The parameters of a message are kept, and added to the document for whoever asks."""
    first, second = REPORT.to_json(with_params=True)["checks"]
    assert first["message_params"] == {"index": 1}
    assert second["message_params"] == {}
    assert "message_params" not in REPORT.to_json()["checks"][0]


@pytest.mark.parametrize(
    ("outcome", "points", "reason"),
    [
        (Outcome.PASSED, 1, "check: passed, yet 1 of 2 points"),
        (Outcome.FAILED, 1, "check: failed, yet 1 points"),
        (Outcome.NOT_REACHED, 2, "check: not_reached, yet 2 points"),
        (Outcome.UNGRADED, 1, "check: ungraded, yet 1 points"),
        (Outcome.PARTIAL, 3, "check: 3 of 2 points cannot be"),
        (Outcome.PARTIAL, -1, "check: -1 of 2 points cannot be"),
        (Outcome.PARTIAL, float("nan"), "check: nan of 2 points cannot be"),
    ],
)
def test_marks_fit_their_outcome(outcome: Outcome, points: float, reason: str) -> None:
    """A check that says one thing and counts another is refused."""
    with pytest.raises(ValueError, match=reason):
        CheckReport(name="check", sentence="", outcome=outcome, points=points, max=2)


def test_marks_add_up_exactly() -> None:
    """Ten tenths are one: a score has no rounding of its own."""
    tenth = CheckReport(name="tenth", sentence="", outcome=Outcome.PASSED, points=0.1, max=0.1)
    report = QuestionReport(
        question=1, title="", state=State.GRADED, checks=(tenth,) * 10, run=REPORT.run, reproduce=REPORT.reproduce
    )
    assert (report.score, report.max) == (1.0, 1.0)


def test_a_report_is_read_without_torch() -> None:
    """The web process shows reports and never loads torch."""
    code = "import sys, graders.report; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
