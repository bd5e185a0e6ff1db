"""The pages are true: what the README runs gives what it says, and every command named in them exists."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from app.cli import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_readmes_python_gives_what_the_readme_says() -> None:
    """The example is run as written, and prints the line that stands below it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    said = re.search(r"prints `([^`]+)`", text)
    assert code
    assert said
    ran = subprocess.run([sys.executable, "-c", code[1]], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.strip() == said[1]


def test_the_readmes_answer_gets_the_report_that_the_readme_shows(tmp_path: Path) -> None:
    """The file is graded as written, and the report is the block below it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.search(r"```py\n(.*?)```.*?```\n(.*?)```", text, re.DOTALL)
    assert code
    (tmp_path / "answer.py").write_text(code[1], encoding="utf-8")
    command = [sys.executable, "-m", "app.cli", "grade", str(tmp_path / "answer.py")]
    ran = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=ROOT, env=os.environ | {"COLUMNS": "120"}
    )
    assert ran.stdout.strip() == code[2].strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    """`allclose x y` in a page is a command of ours; `make x` is a target."""
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"`make ([a-z]+)", text)) <= set(targets)
    for words in _commands(text):
        assert _exists(words), f"allclose {' '.join(words)}"


def _commands(text: str) -> list[list[str]]:
    """What stands behind `allclose` in a line of a block, or at the beginning of a span of code."""
    blocks = "\n".join(re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
    lines = re.findall(r"^(?:\S*/)?allclose ([a-z -]+)", blocks, re.MULTILINE)
    return [found.split() for found in (*lines, *re.findall(r"`allclose ([a-z -]+)", text))]


def _exists(words: list[str]) -> bool:
    """Whether the first words are a command, of a group if the first of them is one."""
    command: object = typer.main.get_command(app)
    for word in words:
        if not isinstance(command, TyperGroup):
            break
        command = command.commands.get(word)
    return command is not None and not (isinstance(command, TyperGroup) and len(words) > 1)


def test_a_command_that_is_not_there_is_noticed() -> None:
    """The rule above can fail: an unknown command, an unknown one of a group."""
    assert _commands("allclose grades\n```bash\n.venv/bin/allclose bench boxes\n```\n`allclose regrade x`") == [
        ["bench", "boxes"],
        ["regrade", "x"],
    ]
    assert not _exists(["bench", "boxes"])
    assert not _exists(["regrade", "x"])
    assert _exists(["bench", "box"])
    assert _exists(["doctor"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_link_of_a_page_leads_nowhere(page: Path) -> None:
    """A link to a file of ours is a file that is there."""
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
