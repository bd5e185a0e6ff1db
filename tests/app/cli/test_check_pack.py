"""`allclose check-pack`: the exam of a pack, on one that is far below the bar."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.sandbox.client import BrokerBox
from tests.app.cli.commands import PUZZLES, Command, boxed, run

QUESTION = {"question", "reference_ok", "blank_ok", "starter_ok", "answers", "mutants", "flaky"}


@pytest.fixture
def allclose(box: BrokerBox, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command, in the warm box."""
    return boxed(box, monkeypatch)


def test_the_document_has_the_promised_shape(allclose: Command) -> None:
    """One document; a pack with a handful of answers is not ok, whatever else is right: exit 1."""
    told = allclose("check-pack", "--json", "--pack", PUZZLES, "--question", 2)
    assert (told.code, told.err) == (1, "")
    (document,) = told.documents
    assert set(document) >= {"questions", "kill_rate", "ok"}
    assert document["ok"] is False
    (question,) = document["questions"]
    assert set(question) >= QUESTION
    assert [question[name] for name in ("question", "reference_ok", "blank_ok", "starter_ok")] == [2, True, True, True]
    assert question["answers"] == {"right": 1, "half": 0, "wrong": 1, "misjudged": []}
    assert set(question["mutants"]) >= {"made", "killed", "equivalent", "survivors"}
    assert question["mutants"]["made"] > 0
    assert question["flaky"] == []
    assert 0 <= document["kill_rate"] <= 1
    assert question["why_not"][:3] == ["only 1 right answers", "only 0 half answers", "only 1 wrong answers"]


def test_a_misjudged_answer_is_named(allclose: Command, tmp_path: Path) -> None:
    """With what it was to earn and what it earned; the answers may lie anywhere."""
    folder = tmp_path / "labelled" / "q02"
    folder.mkdir(parents=True)
    folder.joinpath("right_not.py").write_text("# 4/4: it says\ndef running(x):\n    return x\n", encoding="utf-8")
    told = allclose("check-pack", "--pack", PUZZLES, "--question", 2, "--answers", folder.parent)
    assert told.code == 1
    assert "     misjudged right_not.py: 0.0 for 4.0" in told.out.splitlines()


def test_an_answer_without_a_label_is_a_usage_error(allclose: Command, tmp_path: Path) -> None:
    """Nobody knows what it should earn."""
    folder = tmp_path / "labelled" / "q02"
    folder.mkdir(parents=True)
    folder.joinpath("right.py").write_text("x = 1\n", encoding="utf-8")
    told = allclose("check-pack", "--pack", PUZZLES, "--question", 2, "--answers", folder.parent)
    assert told.code == 2
    assert told.err.endswith("the first line has to say what it earns, as in `# 2/4: only one direction`\n")


def test_answers_that_are_not_there_are_a_usage_error() -> None:
    """Outside of a checkout there are none beside the built-in pack: it is said, and not examined without them."""
    told = run("check-pack", "--question", 1, "--answers", "/nowhere")
    assert (told.code, told.documents) == (2, [])
    assert told.err == "There are no labelled answers at /nowhere: name their folder with --answers.\n"


def test_a_question_that_is_not_there_is_a_usage_error() -> None:
    """Before a box is started."""
    told = run("check-pack", "--pack", PUZZLES, "--question", 9)
    assert (told.code, told.err) == (2, "The pack tensor-puzzles has no question 9.\n")


def test_a_question_without_a_model_answer_cannot_be_examined(tmp_path: Path) -> None:
    """Its place is told: in the pack's package of model answers, or in one that the pack has yet to name."""
    pack = tmp_path / "half_a_pack"
    shutil.copytree(PUZZLES, pack, ignore=shutil.ignore_patterns("q02.*", "__pycache__"))
    assert run("new-question", 4, "--pack", pack).code == 0
    told = run("check-pack", "--pack", pack)
    assert told.code == 2
    assert told.err == "Question 4 has no model answer: q04.py in half_a_pack.model is missing.\n"
    assert run("new-question", 1, "--pack", tmp_path / "bare_pack").code == 0
    told = run("check-pack", "--pack", tmp_path / "bare_pack")
    assert told.err == (
        "Question 1 has no model answer: q01.py in a package that the pack names as REFERENCE is missing.\n"
    )
