"""`allclose replay`: the same report once more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.client import BrokerBox
from tests.app.cli.commands import PUZZLES, Command, boxed

RIGHT = PUZZLES / "answers" / "q01" / "right_none.py"
WRONG = PUZZLES / "answers" / "q01" / "none_turned.py"
PACK = ("--pack", PUZZLES)


@pytest.fixture
def allclose(box: BrokerBox, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command, in the warm box."""
    return boxed(box, monkeypatch)


@pytest.fixture
def report(allclose: Command, tmp_path: Path) -> Path:
    """What `allclose grade --json` printed of two files."""
    file = tmp_path / "reports.jsonl"
    file.write_text(allclose("grade", "--json", *PACK, RIGHT, WRONG).out, encoding="utf-8")
    return file


def changed(report: Path, **more: Any) -> Path:
    """The first document alone, with something else in its only question."""
    document = json.loads(report.read_text(encoding="utf-8").splitlines()[0])
    question = document["questions"][0]
    for name, value in more.items():
        place = question["reproduce"] if name in question["reproduce"] else question
        place[name] = value
    file = report.with_name("changed.json")
    file.write_text(json.dumps(document, indent=2), encoding="utf-8")
    return file


@pytest.mark.parametrize("file", [RIGHT, WRONG], ids=["right", "wrong"])
def test_the_same_seed_gives_the_same_verdicts(allclose: Command, report: Path, file: Path) -> None:
    """Of several documents the one on this file is taken; the time it took is no part of it."""
    assert allclose("replay", report, file, *PACK).out == "The same verdicts and marks.\n"
    told = allclose("replay", report, file, *PACK, "--json")
    assert (told.code, told.documents) == (0, [{"same": True, "differences": [], "versions": [], "missing": []}])


def test_one_report_of_the_service_will_do(allclose: Command, report: Path, tmp_path: Path) -> None:
    """A REPORT is what a document holds for each question; the keys that the service adds do not matter."""
    question = json.loads(report.read_text(encoding="utf-8").splitlines()[0])["questions"][0]
    file = tmp_path / "report.json"
    file.write_text(json.dumps(question | {"id": "01J", "student": "ada"}), encoding="utf-8")
    unnamed = tmp_path / "answer.py"
    unnamed.write_text(RIGHT.read_text(encoding="utf-8"), encoding="utf-8")
    assert allclose("replay", file, unnamed, *PACK).code == 0


def test_another_mark_is_told(allclose: Command, report: Path) -> None:
    """Exit 1, and what was said then and is said now."""
    told = allclose("replay", changed(report, score=3), RIGHT, *PACK)
    assert told.code == 1
    assert told.out == "Not the same:\n  Q1 score: 3 then, 4.0 now\n"


def test_another_answer_is_told(allclose: Command, report: Path, tmp_path: Path) -> None:
    """A file that was changed since gives other checks."""
    file = tmp_path / RIGHT.name
    file.write_text("# Q1\n" + WRONG.read_text(encoding="utf-8"), encoding="utf-8")
    told = allclose("replay", report, file, *PACK, "--json")
    assert told.code == 1
    assert {one["what"] for one in told.documents[0]["differences"]} >= {"score", "each_with_each.outcome"}


def test_other_versions_are_named_and_no_difference(allclose: Command, report: Path) -> None:
    """A newer torch that gives the same marks is the same; what has changed is said all the same."""
    old = changed(report, torch="1.0", question_version="old")
    told = allclose("replay", old, RIGHT, *PACK)
    assert told.code == 0
    assert told.out.startswith("The same verdicts and marks.\nGraded with something else:\n")
    assert "  Q1 torch: '1.0' then, " in told.out
    names = [one["what"] for one in allclose("replay", old, RIGHT, *PACK, "--json").documents[0]["versions"]]
    assert names == ["question_version", "torch"]


def test_a_question_that_is_gone_is_missing(allclose: Command, report: Path) -> None:
    """The pack has it no longer, or the file does not answer it any more."""
    told = allclose("replay", changed(report, question=9), RIGHT, *PACK, "--json")
    assert (told.code, told.documents[0]["missing"], told.documents[0]["same"]) == (1, [9], False)


@pytest.mark.parametrize(
    "text",
    [
        "", "no json", "[]", "3", "{}", '{"questions": []}', '{"questions": [{"question": 1}]}',
        '{"question": 1, "reproduce": null, "run": null}', '{"question": 1, "reproduce": {"seed": 1}, "run": null}',
    ],
)  # fmt: skip
def test_what_is_no_report_is_a_usage_error(allclose: Command, tmp_path: Path, text: str) -> None:
    """Exit 2 and a sentence; no box is started for it."""
    file = tmp_path / "report.json"
    file.write_text(text, encoding="utf-8")
    told = allclose("replay", file, RIGHT, *PACK)
    assert (told.code, told.out) == (2, "")
    assert told.err == f"{file}: it holds no report on {RIGHT.name}, as `allclose grade --json` prints it.\n"


def test_a_file_that_is_not_there_is_a_usage_error(allclose: Command, report: Path, tmp_path: Path) -> None:
    """The report's, or the answer's."""
    assert allclose("replay", tmp_path / "none.json", RIGHT, *PACK).code == 2
    assert allclose("replay", changed(report), tmp_path / "none.py", *PACK).code == 2
