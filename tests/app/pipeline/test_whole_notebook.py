"""The whole course in one notebook, in one namespace: every question earns what it earns alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import pytest

from app.exam.answers import Labelled, labelled
from app.pipeline.reading import Notebook, read
from app.pipeline.upload import grade_upload
from app.sandbox.client import BrokerBox
from graders import catalogue

ANSWERS = Path(__file__).parents[2] / "answers"
PACK = catalogue.load()


def notebook(answers: Mapping[int, str]) -> Notebook:
    """A cell of Markdown and a cell of code for each question."""
    cells: list[dict[str, object]] = []
    for number, text in answers.items():
        cells.append(
            {"cell_type": "markdown", "metadata": {}, "source": f"**Q{number}.** {PACK.entries[number].title}"}
        )
        code: dict[str, object] = {
            "cell_type": "code",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": text,
        }
        cells.append(code)
    document = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    return read(json.dumps(document).encode(), "course.ipynb")


def marks(box: BrokerBox, answers: Mapping[int, str]) -> dict[int, float]:
    """What each question earns."""
    graded = grade_upload(box, PACK, notebook(answers), 5)
    assert graded.not_found == ()
    return {report.question: report.score for report in graded.reports}


def choices(number: int, kind: str) -> list[Labelled]:
    """The answers of a kind that one cell holds."""
    found = [one for one in labelled(ANSWERS, number) if one.kind == kind and "# %%" not in one.text]
    return [one for one in found if "cheat" not in one.name]


def test_the_model_answers_earn_everything(box: BrokerBox) -> None:
    """Twenty-five model answers in one notebook: 100 of 100."""
    texts = {n: resources.files("reference").joinpath(f"q{n:02d}.py").read_text() for n in PACK.entries}
    earned = marks(box, texts)
    assert earned == {number: entry.question.points for number, entry in PACK.entries.items()}
    assert sum(earned.values()) == 100


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(3))
def test_students_answers_earn_what_they_earn_alone(box: BrokerBox, turn: int) -> None:
    """Right and half answers side by side do not disturb one another's marks."""
    chosen: dict[int, Labelled] = {}
    for number in PACK.entries:
        kind = "half" if (number + turn) % 3 == 0 else "right"
        found = choices(number, kind)
        chosen[number] = found[turn % len(found)]
    earned = marks(box, {number: one.text for number, one in chosen.items()})
    wrong = {n: (one.name, one.marks, earned[n]) for n, one in chosen.items() if abs(earned[n] - one.marks) > 0.01}
    assert wrong == {}
