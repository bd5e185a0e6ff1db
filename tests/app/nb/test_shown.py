"""A report under its cell: everything it says, nothing that a browser would carry out."""

from __future__ import annotations

from typing import Any

import pytest

from app.nb.shown import Sentence, Shown


def report(**changes: Any) -> dict[str, Any]:
    """A report with one of each."""
    passed = {
        "sentence": "The largest.",
        "outcome": "passed",
        "points": 1.0,
        "max": 1.0,
        "message": "",
        "hint": "",
        "where": None,
    }
    failed = {
        "sentence": "The mean.",
        "outcome": "partial",
        "points": 0.5,
        "max": 3.0,
        "message": "It is a <script>\nsum.",
        "hint": "Use mean().",
        "where": {"line": 2, "column": 0, "code": "  m = t.sum()", "cell": 1},
    }
    error = {
        "type": "NameError",
        "message": "no name 'q'",
        "line": 3,
        "explanation": "It is new.",
        "hint": "",
        "cell": 1,
    }
    return {
        "question": 9,
        "title": "Largest & mean",
        "state": "graded",
        "score": 1.5,
        "max": 4.0,
        "checks": [passed, failed],
        "run": {"warnings": ["old"], "error": error},
        **changes,
    }


def test_a_terminal_shows_lines() -> None:
    """Marks, the error with its line, each check with the line of code, why, and what to try."""
    assert repr(Shown(report())) == (
        "Q9. Largest & mean: 1.5 of 4\n"
        "  NameError, line 3: no name 'q'\n"
        "      It is new.\n"
        "  ✓ The largest. (1 of 1)\n"
        "  ◐ The mean. (0.5 of 3)\n"
        "      line 2: m = t.sum()\n"
        "      It is a <script>\n"
        "      sum.\n"
        "      Use mean().\n"
        "      PyTorch warned: old"
    )


def test_a_browser_shows_the_same_and_carries_nothing_out() -> None:
    """What a student or a message says is text; a mark is also a word, for those who hear it."""
    html = Shown(report())._repr_html_()
    assert "It is a &lt;script&gt;\nsum." in html
    assert "<script" not in html
    assert "Largest &amp; mean: 1.5 of 4" in html
    assert 'aria-label="partial"' in html
    assert "<code>line 2: m = t.sum()</code>" in html


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("not_attempted", "Q9. Largest & mean: not attempted"),
        ("ungraded", "Q9. Largest & mean: not graded: our fault, not yours"),
    ],
)
def test_what_is_no_mark_is_shown_as_none(state: str, told: str) -> None:
    """No zero is shown where there is no mark."""
    assert repr(Shown(report(state=state, score=0.0))).splitlines()[0] == told


def test_a_course_may_show_less() -> None:
    """Of a report without checks and run the marks are shown."""
    less = {name: value for name, value in report().items() if name not in {"checks", "run"}}
    assert repr(Shown(less)) == "Q9. Largest & mean: 1.5 of 4"


def test_a_sentence_has_no_quotes() -> None:
    """It is said, not a value."""
    assert repr(Sentence("It is late.")) == "It is late."


def test_late_work_says_what_it_cost() -> None:
    """Under the mark that counts, what was earned and why it is not the same."""
    late = {"earned": 3.0, "days": 1, "percent": 10.0, "why": "It came 1 day late."}
    assert repr(Shown(report(late=late))).splitlines()[1] == "      3 earned. It came 1 day late."


def test_a_report_without_a_run_is_shown() -> None:
    """A mark by hand on what no run has judged."""
    bare = report(run=None, checks=[])
    assert repr(Shown(bare)) == "Q9. Largest & mean: 1.5 of 4"
