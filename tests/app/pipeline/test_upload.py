"""A whole file through the box and the graders."""

from __future__ import annotations

import json

import pytest

from app.pipeline.reading import Notebook, read, read_code
from app.pipeline.upload import Graded, grade_upload
from app.sandbox.client import BrokerBox
from graders import catalogue
from graders.report import Outcome, QuestionReport, State

NINE = "import torch\nt = torch.tensor([4., 7., 9., 2., 5.])\nprint(t.max(), t.min(), t.mean())"
FOURTEEN = "import torch\ntorch.tensor([1.0]).sum().backward()"
SIXTEEN = "import torch\nmodel = torch.nn.Linear(3, 2)\nprint(model(torch.rand(4, 3)))"


@pytest.fixture(scope="module")
def pack() -> catalogue.Pack:
    """The course."""
    return catalogue.load()


def notebook(*cells: tuple[int, str]) -> Notebook:
    """A notebook in which each cell begins with the number of its question."""
    document = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [
            {"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [], "execution_count": None, "source": text}
            for i, text in enumerate(f"# Q{number}\n{code}" for number, code in cells)
        ],
    }
    return read(json.dumps(document).encode(), "all.ipynb")


def graded(box: BrokerBox, pack: catalogue.Pack, what: Notebook) -> tuple[Graded, dict[int, QuestionReport]]:
    """What became of a file, and its reports by their questions."""
    found = grade_upload(box, pack, what, 7)
    return found, {report.question: report for report in found.reports}


def test_each_question_is_marked_at_its_own_cells(box: BrokerBox, pack: catalogue.Pack) -> None:
    """Questions of one namespace do not mix: each earns its own marks, and what is not answered is listed."""
    found, reports = graded(box, pack, notebook((9, NINE), (14, FOURTEEN), (16, SIXTEEN)))
    assert {n: r.score for n, r in reports.items()} == {9: 3, 14: 3, 16: 4}
    assert found.score == 10
    assert 25 in found.not_found
    assert reports[14].run.status == "raised"
    assert reports[16].run.status == "finished"


@pytest.mark.parametrize(
    ("deadly", "status"), [("import os\nos._exit(3)", "crashed"), ("import ctypes\nctypes.string_at(0)", "crashed")]
)
def test_a_cell_that_kills_costs_its_own_question_only(
    box: BrokerBox, pack: catalogue.Pack, deadly: str, status: str
) -> None:
    """The questions before and after one that takes the process down keep their marks; that one gets none."""
    _, reports = graded(box, pack, notebook((9, NINE), (14, f"{FOURTEEN.splitlines()[0]}\n{deadly}"), (16, SIXTEEN)))
    assert {n: r.score for n, r in reports.items()} == {9: 3, 14: 0, 16: 4}
    assert reports[14].run.status == status
    assert all(check.outcome is Outcome.NOT_REACHED for check in reports[14].checks)


@pytest.mark.parametrize(
    ("number", "deadly"),
    [
        (18, "import os\ndef relu(x): os._exit(3)\ndef sigmoid(x): return x"),
        (16, f"{SIXTEEN}\nimport sys\nsys.modules['inside.models'].Models._answer = lambda *a, **k: 'nonsense'"),
        (9, "import sys\nsys._getframe().f_back.f_back.f_locals['self']._recorder._rows._rows.append('nonsense')"),
    ],
    ids=["a function that kills", "answers that are none", "rows that are none"],
)
def test_what_kills_or_forges_when_it_is_called_costs_its_own_question_only(
    box: BrokerBox, pack: catalogue.Pack, number: int, deadly: str
) -> None:
    """The cells behind it had no part in it, though it is they that did not begin."""
    others = {1: "import torch\ntorch.arange(1, 6)", 8: "import torch\ntorch.eye(4)", 14: FOURTEEN}
    _, reports = graded(box, pack, notebook((1, others[1]), (number, deadly), (8, others[8]), (14, FOURTEEN)))
    assert {n: r.score for n, r in reports.items() if n in others} == {1: 2, 8: 2, 14: 3}
    assert reports[number].score <= 2


def test_a_later_cell_may_use_what_an_earlier_one_made(box: BrokerBox, pack: catalogue.Pack) -> None:
    """An import of question 9 serves question 16, as in the student's own notebook, in varied runs too."""
    code = "\n".join(NINE.splitlines()[1:])
    _, reports = graded(box, pack, notebook((14, FOURTEEN), (9, code)))
    assert reports[9].score == 3
    assert reports[9].variations.held == 1


def test_lines_are_counted_from_the_beginning_of_the_file(box: BrokerBox, pack: catalogue.Pack) -> None:
    """In a file of percent cells a place is told as the editor shows it."""
    text = f"# %% Q14\n{FOURTEEN}\n# %% Q9\nimport torch\nt = torch.tensor(9.0)\n"
    _, reports = graded(box, pack, read(text.encode(), "all.py"))
    where = reports[9].checks[0].where
    assert where is not None
    assert text.splitlines()[where.line - 1] == "t = torch.tensor(9.0)"
    error = reports[14].run.error
    assert error is not None
    assert error.line == 3


def test_the_starter_as_it_was_is_not_attempted(box: BrokerBox, pack: catalogue.Pack) -> None:
    """Nothing is run, nothing is earned, and nothing is called wrong."""
    _, reports = graded(box, pack, read_code(pack.entries[9].starter + "\n# nothing yet\n", 9))
    assert reports[9].state is State.NOT_ATTEMPTED
    assert reports[9].score == 0


def test_the_same_seed_gives_the_same_report(box: BrokerBox, pack: catalogue.Pack) -> None:
    """Everything random in a grading follows from its one seed; only the time it took is another."""
    first, second = (graded(box, pack, read_code(SIXTEEN, 16))[1][16].to_json() for _ in range(2))
    for document in (first, second):
        for name in ("cpu_s", "wall_s", "peak_mb"):
            document["run"].pop(name)
    assert first == second
