"""The text of a written answer, and marks that fit a rubric."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.pipeline import writing
from app.store.tables import Rubric, Submission, Upload

RUBRIC = Rubric(
    criteria={
        "criteria": [
            {"name": "reasons", "sentence": "Says why.", "max": 2.0},
            {"name": "style", "sentence": "Is short.", "max": 0.5},
        ]
    }
)


def notebook(*cells: tuple[str, str]) -> bytes:
    """A notebook with these cells: a kind and a text each."""
    made: list[dict[str, Any]] = []
    for n, (kind, text) in enumerate(cells):
        code: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
        made.append({"cell_type": kind, "id": f"c{n}", "metadata": {}, "source": text, **code})
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}).encode()


def text(content: bytes, question: int, name: str = "a.ipynb") -> str:
    """What is written to a question."""
    return writing.text_of(Upload(content=content, filename=name), Submission(question=question))


def test_the_text_is_what_stands_beside_the_code() -> None:
    """Each question's own, as it was written: what a browser would carry out is a text like any other."""
    hostile = "<script>alert(1)</script> ![x](javascript:1)"
    content = notebook(
        ("markdown", "## Q9\nIt falls."), ("code", "x = 1"), ("markdown", hostile), ("markdown", "## Q14"), ("code", "")
    )
    assert text(content, 9) == f"It falls.\n\n{hostile}"
    assert text(content, 14) == ""
    assert text(content, 77) == ""


def test_half_a_surrogate_is_survived() -> None:
    """JSON can write one, and no answer can."""
    content = notebook(("markdown", "## Q9\nIt @ falls."), ("code", "x = 1")).replace(b"@", b"\\ud800")
    assert text(content, 9).encode()


def test_what_cannot_be_read_any_more_has_no_text() -> None:
    """Rather than to fail whoever opens it."""
    assert text(b"\x00\xff", 9) == ""


def test_a_python_file_has_its_written_cells() -> None:
    """Cells of Markdown in comments."""
    assert "It falls." in text(b"# %% Q9\nx = 1\n# %% [markdown]\n# It falls.\n", 9, "a.py")


@pytest.mark.parametrize(
    ("marks", "why"),
    [
        ({}, "Give points for each criterion; missing: 'reasons', 'style'."),
        ({"reasons": 1}, "Give points for each criterion; missing: 'style'."),
        ({"reasons": 1, "style": 0, "x": 1}, "The rubric has no 'x'; it has 'reasons', 'style'."),
        ({"reasons": 2.01, "style": 0}, "'reasons' can have between 0 and 2 points."),
        ({"reasons": 0, "style": -0.1}, "'style' can have between 0 and 0.5 points."),
        ({"reasons": float("nan"), "style": 0}, "'reasons' can have between 0 and 2 points."),
    ],
)
def test_marks_that_do_not_fit_are_told(marks: dict[str, float], why: str) -> None:
    """Which criterion, and what it may have."""
    with pytest.raises(writing.WrongMarks) as refused:
        writing.check(RUBRIC, marks)
    assert str(refused.value) == why


def test_marks_that_fit_are_taken() -> None:
    """From nothing to all of it."""
    writing.check(RUBRIC, {"reasons": 0, "style": 0.5})
    assert writing.top_of(RUBRIC) == 2.5
