"""`allclose grade`: what it prints, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli import reading
from app.sandbox.client import BrokerBox
from tests.app.cli.commands import PUZZLES, Command, boxed, run

ANSWERS = PUZZLES / "answers"
RIGHT = ANSWERS / "q01" / "right_none.py"
WRONG = ANSWERS / "q02" / "none_backwards.py"
PACK = ("--pack", PUZZLES)

#: What is promised in the description of the service: keys may be added, never renamed.
DOCUMENT = {"file", "pack", "score", "max", "questions", "not_found"}
REPORT = {"question", "title", "state", "score", "max", "checks", "run", "variations", "seeds", "reproduce"}
CHECK = {"name", "sentence", "outcome", "points", "max", "message", "message_id", "hint", "where"}
WHERE = {"line", "column", "code"}
RUN = {"status", "cpu_s", "wall_s", "peak_mb", "stdout", "stdout_truncated", "warnings", "error"}
ERROR = {"type", "message", "line", "explanation", "hint"}
VARIATIONS = {"made", "held", "varied"}
REPRODUCE = {"seed", "pack_version", "question_version", "torch", "device", "sandbox"}


@pytest.fixture
def allclose(box: BrokerBox, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command, in the warm box."""
    return boxed(box, monkeypatch)


def untimed(document: dict[str, Any]) -> dict[str, Any]:
    """A document without what the clock and the memory say."""
    for report in document["questions"]:
        for name in ("cpu_s", "wall_s", "peak_mb"):
            report["run"].pop(name)
    return document


def write(folder: Path, name: str, text: str) -> Path:
    """A file."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def notebook(folder: Path, *cells: str) -> Path:
    """A notebook of code cells."""
    document = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [
            {"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [], "execution_count": None, "source": text}
            for i, text in enumerate(cells)
        ],
    }
    return write(folder, "all.ipynb", json.dumps(document))


def test_the_document_has_the_promised_shape(allclose: Command, tmp_path: Path) -> None:
    """One document a file, a line each, in the order of the files; with every key, and those of their own where."""
    crashed = write(tmp_path, "q03.py", "import torch\nt = torch.ones(4, 3)\nprint(t[1::2])\nt @ t\n")
    told = allclose("grade", "--json", *PACK, RIGHT, WRONG, crashed)
    assert (told.code, told.err) == (0, "")
    documents = told.documents
    assert [document["file"] for document in documents] == [str(RIGHT), str(WRONG), str(crashed)]
    for document in documents:
        assert set(document) >= DOCUMENT
        assert document["pack"] == "tensor-puzzles"
        (report,) = document["questions"]
        assert set(report) >= REPORT
        assert set(report["run"]) >= RUN
        assert set(report["variations"]) >= VARIATIONS
        assert set(report["reproduce"]) >= REPRODUCE
        assert report["seeds"] is None
        assert report["reproduce"]["sandbox"]
        assert all(set(check) >= CHECK for check in report["checks"])
    assert [document["score"] for document in documents] == [4, 0, 0]
    assert [document["max"] for document in documents] == [4, 4, 2]
    assert [document["not_found"] for document in documents] == [[2, 3], [1, 3], [1, 2]]
    error = documents[2]["questions"][0]["run"]["error"]
    assert set(error) >= ERROR
    assert (error["type"], error["line"]) == ("RuntimeError", 4)
    assert error["explanation"]


def test_a_place_is_told_with_its_line(allclose: Command) -> None:
    """`where` is null, or the line, the column and the code."""
    file = ANSWERS / "q03" / "none_second.py"
    (check,) = allclose("grade", "--json", *PACK, file).documents[0]["questions"][0]["checks"]
    assert set(check["where"]) >= WHERE
    assert check["where"]["code"] == file.read_text(encoding="utf-8").splitlines()[check["where"]["line"] - 1]
    assert check["outcome"] == "failed"
    assert check["hint"] == "Those are the second and the fourth."


def test_the_same_seed_gives_the_same_document(allclose: Command) -> None:
    """All but the time and the memory; another seed draws other inputs, and is recorded."""
    first, second, other = (
        untimed(allclose("grade", "--json", *PACK, WRONG, "--seed", seed).documents[0]) for seed in (5, 5, 6)
    )
    assert first == second
    assert [one["questions"][0]["reproduce"]["seed"] for one in (first, other)] == [5, 6]


def test_without_a_seed_one_is_drawn_and_recorded(allclose: Command) -> None:
    """It can be asked for again."""
    drawn = allclose("grade", "--json", *PACK, RIGHT).documents[0]
    seed = drawn["questions"][0]["reproduce"]["seed"]
    again = allclose("grade", "--json", *PACK, RIGHT, "--seed", seed).documents[0]
    assert untimed(drawn) == untimed(again)


def test_a_whole_notebook_is_graded_question_by_question(allclose: Command, tmp_path: Path) -> None:
    """In one namespace; what it does not answer is listed, and so is what the pack does not ask."""
    file = notebook(
        tmp_path,
        "# Q1\nimport torch\ndef outer(a, b):\n    return a[:, None] * b",
        "# Q3\nt = torch.tensor([[1., 2, 3], [4, 5, 6], [7, 8, 9], [0, 1, 5]])\nt[::2]",
        "# Q7\nprint(t)",
    )
    (document,) = allclose("grade", "--json", *PACK, file).documents
    assert [report["question"] for report in document["questions"]] == [1, 3]
    assert (document["score"], document["max"]) == (6, 6)
    assert (document["not_found"], document["unknown"]) == ([2], [7])
    told = allclose("grade", *PACK, file)
    assert told.code == 0
    assert "all.ipynb: 6 of 6" in told.out
    assert "Not in the pack tensor-puzzles: Q7." in told.out
    assert "Not found in the file: Q2." in told.out


@pytest.mark.parametrize("name", ["answer.py", "week3/answer.py"])
def test_a_file_may_be_told_whose_it_is(allclose: Command, tmp_path: Path, name: str) -> None:
    """By --question, where neither its first line nor its name says so."""
    file = write(tmp_path, name, RIGHT.read_text(encoding="utf-8"))
    told = allclose("grade", "--json", *PACK, file, "--question", 1)
    assert told.documents[0]["score"] == 4


@pytest.mark.parametrize("name", ["q01.py", "q01/ada.py", "answer.py"])
def test_a_file_may_say_whose_it_is(allclose: Command, tmp_path: Path, name: str) -> None:
    """By its own name, its folder's, or its first line."""
    first = "# Q1 outer\n" if name == "answer.py" else ""
    file = write(tmp_path, name, first + RIGHT.read_text(encoding="utf-8"))
    assert allclose("grade", "--json", *PACK, file).documents[0]["questions"][0]["question"] == 1


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_graded(allclose: Command, tmp_path: Path) -> None:
    """Exit 1; one sentence a file on stderr; stdout holds the documents of the others, and nothing else."""
    nowhere = tmp_path / "q01.py"
    broken = write(tmp_path, "broken.ipynb", "{ no notebook")
    picture = write(tmp_path, "q01.png", "x")
    unnamed = write(tmp_path, "answer.py", "x = 1\n")
    told = allclose("grade", "--json", *PACK, nowhere, broken, picture, unnamed, tmp_path, RIGHT)
    assert told.code == 1
    assert [document["file"] for document in told.documents] == [str(RIGHT)]
    lines = told.err.splitlines()
    assert lines[0] == f"{nowhere}: No such file or directory"
    assert lines[1].startswith(f"{broken}: ")
    assert "Its name ends in '.png'. Hand in a notebook (.ipynb) or a Python file (.py)." in lines[2]
    assert lines[3] == (
        f"{unnamed}: it does not say which question it answers. Begin it with a comment such as `# Q4`, "
        "or give --question."
    )
    assert lines[4] == f"{tmp_path}: Is a directory"


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The limit is told, with what to do."""
    monkeypatch.setattr(reading, "LARGEST", 1 << 20)
    file = write(tmp_path, "q01.py", "#" * (1 << 20) + "\n")
    told = run("grade", *PACK, file)
    assert (told.code, told.err) == (1, f"{file}: larger than 1 MiB. Clear the outputs of the notebook.\n")


def test_a_file_of_other_questions_holds_nothing_to_grade(allclose: Command, tmp_path: Path) -> None:
    """Exit 1: what was asked for was not done; the document says why."""
    told = allclose("grade", "--json", *PACK, write(tmp_path, "q09.py", "x = 1\n"))
    assert told.code == 1
    assert (told.documents[0]["questions"], told.documents[0]["unknown"]) == ([], [9])


def test_a_question_that_the_pack_has_not_is_a_usage_error() -> None:
    """Before a box is started."""
    told = run("grade", *PACK, RIGHT, "--question", 9)
    assert (told.code, told.out, told.err) == (2, "", "The pack tensor-puzzles has no question 9.\n")


def test_what_is_our_fault_ends_with_three(allclose: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that breaks leaves the answer ungraded, and the command says so to scripts."""
    from graders import compare

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("graders.authoring.words.compare", type(compare)("broken"))
    monkeypatch.setattr("graders.authoring.words.explain", broken)
    told = allclose("grade", "--json", *PACK, WRONG)
    assert told.code == 3
    assert told.documents[0]["questions"][0]["state"] == "ungraded"


def test_the_report_is_readable(allclose: Command) -> None:
    """The sentence, why not, what to try; marks as they are counted."""
    told = allclose("grade", *PACK, WRONG)
    assert [line.rstrip() for line in told.out.splitlines() if line] == [
        "Q2. Running sums  0 of 4",
        "  ✗ running(x) holds, at each place, the sum of all numbers up to it.  0 of 4",
        "      running(x) is not what it should be.",
        "      These are the sums from each place to the end.",
    ]


PACKS = {
    "nowhere": ("nowhere_at_all", "No module named 'nowhere_at_all'"),
    "one file": ("ast", "ast is one file; a pack is a folder of them"),
    "no questions": ("tests.house", "tests.house holds no file q01.py, q02.py or the like"),
    "a library's": ("email", "it lies where Python's libraries lie, and students' programs can read those"),
}


@pytest.mark.parametrize(("name", "why"), PACKS.values(), ids=PACKS)
def test_a_pack_that_is_none_is_a_usage_error(name: str, why: str) -> None:
    """Exit 2 and a sentence, for every command that takes a pack."""
    for command in (["grade", RIGHT], ["questions"], ["check-pack"]):
        ended = run(*command, "--pack", name)
        assert (ended.code, ended.out, ended.err) == (2, "", f"The pack {name} cannot be loaded: {why}\n")


def test_a_folder_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    """A path is no package's name, so nothing is looked for elsewhere."""
    ended = run("questions", "--pack", tmp_path / "nowhere")
    assert (ended.code, ended.err) == (2, f"There is no folder {tmp_path / 'nowhere'}.\n")


def test_a_packs_author_is_told_the_mistake(tmp_path: Path) -> None:
    """In the words of the catalogue, with the file's name."""
    write(tmp_path, "unfinished/q01.py", "q = 7\n")
    ended = run("questions", "--pack", tmp_path / "unfinished")
    assert ended.code == 2
    assert ended.err.endswith("cannot be loaded: q01.py defines no `q = Question(...)`\n")


def test_a_folder_may_not_hide_behind_another_name(tmp_path: Path) -> None:
    """A folder called like a package that is loaded already would be taken for it."""
    write(tmp_path, "graders/q01.py", "")
    ended = run("questions", "--pack", tmp_path / "graders")
    assert ended.code == 2
    assert ended.err.endswith("cannot be loaded: something else is called graders; give the folder another name\n")


def test_a_pack_that_students_could_read_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Among Python's libraries every program in the box may import it, model answers and all."""
    monkeypatch.setattr("app.sandbox.roots.libraries", lambda: [str(tmp_path)])
    assert run("new-question", 1, "--pack", tmp_path / "installed").code == 0
    ended = run("questions", "--pack", tmp_path / "installed")
    assert ended.code == 2
    assert ended.err.endswith("it lies where Python's libraries lie, and students' programs can read those\n")


@pytest.mark.slow
def test_the_installed_command_grades(tmp_path: Path) -> None:
    """From the shell, with a box of its own: one line of JSON on stdout."""
    command = [Path(sys.executable).with_name("allclose"), "grade", "--json", *PACK, RIGHT]
    ran = subprocess.run([str(one) for one in command], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["score"] == 4
