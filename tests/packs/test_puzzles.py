"""A course of somebody else's: nothing of ours is needed but the words of a question."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from app.cli.packs import load_pack
from app.exam import answers
from app.exam.examiner import Examiner
from app.sandbox.client import BrokerBox
from graders.catalogue import Pack

PUZZLES = Path(__file__).with_name("puzzles")
ANSWERS = [(number, answer) for number in (1, 2, 3) for answer in answers.labelled(PUZZLES / "answers", number)]


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The pack, as the commands load it."""
    return load_pack(str(PUZZLES))


def test_it_is_a_pack(pack: Pack) -> None:
    """Three questions with their texts, versions and model answers."""
    assert (pack.name, list(pack.entries)) == ("tensor-puzzles", [1, 2, 3])
    assert [entry.question.points for entry in pack.entries.values()] == [4, 4, 2]
    assert all(pack.model_answer(number) for number in pack.entries)


def test_it_needs_the_words_of_a_question_only() -> None:
    """torch, graders.authoring and itself are all that any file of it imports."""
    imported = set()
    for file in [*PUZZLES.glob("*.py"), *PUZZLES.glob("model/*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            if isinstance(node, ast.ImportFrom):
                imported.add("." * node.level + (node.module or ""))
    assert imported == {"torch", "graders.authoring", ".model"}


@pytest.mark.parametrize(("number", "answer"), ANSWERS, ids=lambda one: getattr(one, "name", str(one)))
def test_each_answer_earns_what_its_first_line_says(
    box: BrokerBox, pack: Pack, number: int, answer: answers.Labelled
) -> None:
    """Through the same box and graders as the course of ours."""
    examiner = Examiner(box=box, pack=pack, entry=pack.entries[number])
    assert answers.misjudged(examiner, answer) is None


def test_its_model_answers_earn_full_marks(box: BrokerBox, pack: Pack) -> None:
    """A pack is examined with what it brings."""
    for number, entry in pack.entries.items():
        assert Examiner(box=box, pack=pack, entry=entry).earns(pack.model_answer(number) or "") == entry.question.points
