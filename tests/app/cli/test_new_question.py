"""`allclose new-question`: three files that are right as they stand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.sandbox.client import BrokerBox
from graders import catalogue
from tests.app.cli.commands import boxed, run

ROOT = Path(__file__).parents[3]


def test_the_made_question_loads_and_grades(box: BrokerBox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Before anything is filled in: its example earns full marks, and its starter is no attempt."""
    allclose = boxed(box, monkeypatch)
    pack = tmp_path / "fresh_course"
    made = allclose("new-question", 31, "--pack", pack, "--title", "Twice as much")
    assert made.code == 0
    example = pack / "answers" / "q31" / "right_example.py"
    assert made.out.split() == [str(pack / "q31.py"), str(pack / "q31.md"), str(example)]
    assert f"allclose grade --pack {pack} {example}" in made.err

    entry = catalogue.load("fresh_course").entries[31] if allclose("questions", "--pack", pack).code == 0 else None
    assert entry is not None
    assert entry.title == "Twice as much"
    starter = tmp_path / "q31.py"
    starter.write_text(entry.starter, encoding="utf-8")
    graded = allclose("grade", "--json", "--pack", pack, example, starter)
    assert graded.code == 0, graded.err
    right, untouched = graded.documents
    assert (right["score"], right["max"], right["questions"][0]["variations"]["held"]) == (2, 2, 1)
    assert untouched["questions"][0]["state"] == "not_attempted"


def test_the_made_files_pass_the_gates(tmp_path: Path) -> None:
    """A teacher's first commit is not refused for what we wrote."""
    run("new-question", 31, "--pack", tmp_path / "neat")
    for command in (["check", "--ignore", "INP001"], ["format", "--check"]):
        ruff = [Path(sys.executable).with_name("ruff"), *command, "--config", ROOT / "pyproject.toml"]
        line = [str(one) for one in (*ruff, tmp_path / "neat" / "q31.py")]
        ran = subprocess.run(line, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("there", ["q07.py", "q07.md", "answers/q07/wrong.py"])
def test_nothing_is_overwritten(tmp_path: Path, there: str) -> None:
    """If one of its files is there, none is written, and that one stays as it was."""
    file = tmp_path / there
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("mine", encoding="utf-8")
    told = run("new-question", 7, "--pack", tmp_path)
    assert told.code == 1
    assert "is there already; nothing was written." in told.err
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [file]
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "arguments", [["0"], ["1000"], ["seven"], [], ["7", "--title", 'a "b"'], ["7", "--title", " "]]
)
def test_what_is_no_question_is_a_usage_error(tmp_path: Path, arguments: list[str]) -> None:
    """A number from 1 to 999, and a title of one line."""
    assert run("new-question", *arguments, "--pack", tmp_path).code == 2
    assert list(tmp_path.iterdir()) == []


def test_make_question_asks_for_its_number() -> None:
    """`make question N=31` is the same command; without a number it says how to give one."""
    told = subprocess.run(
        ["make", "--no-print-directory", "-n", "question", "N=31"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert told.stdout.rstrip().endswith("/allclose new-question 31")
    told = subprocess.run(
        ["make", "--no-print-directory", "-n", "question"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert told.returncode == 2
    assert "Say make question N=31" in told.stderr


def test_without_a_pack_it_belongs_to_the_course(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The questions of ours lie in graders/questions, their answers among our tests; elsewhere there is no checkout."""
    from app.cli import new_question

    monkeypatch.setattr(new_question, "__file__", str(tmp_path / "app" / "cli" / "new_question.py"))
    told = run("new-question", 31)
    assert told.code == 2
    assert told.err == "The built-in pack is installed and not a checkout; name a folder by --pack.\n"
    (tmp_path / "tests" / "answers").mkdir(parents=True)
    assert run("new-question", 31).code == 0
    assert (tmp_path / "graders" / "questions" / "q31.md").is_file()
    assert (tmp_path / "tests" / "answers" / "q31" / "right_example.py").is_file()
