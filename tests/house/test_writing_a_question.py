"""The page that teaches how to write a question is true: every block of it is run, and every word is in it."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from app.exam import answers
from app.exam.examiner import Examiner
from app.sandbox.client import BrokerBox
from graders import authoring, catalogue
from tests.app.cli.commands import boxed

PAGE = (Path(__file__).parents[2] / "docs" / "writing-a-question.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^(`{3,})(\w+)(?: (\S+))?\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
TEXT = "# Q{0}. {1}\n\nThe task.\n\n## Starter\n```python\n# Q{0}\n```\n"


@dataclass(frozen=True, kw_only=True)
class Block:
    """A piece of code in the page; `file` is where it belongs in the pack."""

    language: str
    file: str
    text: str


BLOCKS = [Block(language=found[2], file=found[3] or "", text=found[4]) for found in FENCE.finditer(PAGE)]
COMMANDS = [block for block in BLOCKS if block.language == "bash"]


@pytest.fixture(scope="module")
def heights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack that the page makes; a question that shows no text there is given one."""
    folder = tmp_path_factory.mktemp("page") / "heights"
    for block in BLOCKS:
        if block.file:
            file = folder / block.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
    for file in folder.glob("q*.py"):
        title = re.search(r'Question\((\d+), "([^"]+)"', file.read_text(encoding="utf-8"))
        if title and not file.with_suffix(".md").exists():
            file.with_suffix(".md").write_text(TEXT.format(*title.groups()), encoding="utf-8")
    return folder


@pytest.fixture
def pack(heights: Path, monkeypatch: pytest.MonkeyPatch) -> catalogue.Pack:
    """The pack, loaded."""
    monkeypatch.syspath_prepend(heights.parent)
    return catalogue.load("heights")


def test_every_block_has_its_place() -> None:
    """Code is a file of the pack or a command; what is printed stands behind its command."""
    for before, block in zip([None, *BLOCKS], BLOCKS, strict=False):
        if block.language in {"python", "markdown"}:
            assert block.file, block.text
        elif block.language == "text":
            assert before is not None
            assert before.language == "bash"
        else:
            assert block.language == "bash", block.language


def test_every_question_of_the_page_loads(pack: catalogue.Pack) -> None:
    """Written as they stand; the page numbers them from 26."""
    shown = sorted(int(block.file[1:3]) for block in BLOCKS if re.fullmatch(r"q\d\d\.py", block.file))
    assert list(pack.entries) == shown
    assert shown[0] == 26


def test_each_answer_of_the_page_earns_what_its_first_line_says(
    box: BrokerBox, pack: catalogue.Pack, heights: Path
) -> None:
    """And the model answer earns everything."""
    examiner = Examiner(box=box, pack=pack, entry=pack.entries[26])
    labelled = answers.labelled(heights / "answers", 26)
    assert {one.kind for one in labelled} == {"right", "half", "wrong"}
    assert [wrong for one in labelled if (wrong := answers.misjudged(examiner, one))] == []
    assert examiner.earns(pack.model_answer(26) or "") == 3


RIGHT = {
    27: "import torch\n\n\ndef clip(x):\n    x = torch.where(x < 0, 0.0, x)\n    return torch.where(x > 1, 1.0, x)\n",
    28: "import torch\nx = torch.tensor([1.0, 2.0, 5.0])\nw = torch.tensor([0.5, 0.2, 0.3])\nprint((x * w).sum())\n",
    29: "import torch\nnet = torch.nn.Sequential(torch.nn.Linear(3, 5), torch.nn.ReLU(), torch.nn.Linear(5, 2))\n",
    30: """import torch
x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = torch.tensor([[0.0], [0.0], [0.0], [1.0]])
net = torch.nn.Sequential(torch.nn.Linear(2, 1), torch.nn.Sigmoid())
optimiser = torch.optim.Adam(net.parameters(), lr=0.1)
for _ in range(400):
    optimiser.zero_grad()
    torch.nn.functional.binary_cross_entropy(net(x), y).backward()
    optimiser.step()
""",
    31: "import torch\nt = torch.tensor([3.0, 8.0, 1.0, 6.0])\nprint(t.var(correction=0))\n",
}


@pytest.mark.parametrize("number", RIGHT)
def test_the_other_kinds_of_questions_give_full_marks(box: BrokerBox, pack: catalogue.Pack, number: int) -> None:
    """To a plain right answer; and none to the same program with nothing of it."""
    examiner = Examiner(box=box, pack=pack, entry=pack.entries[number])
    assert examiner.earns(RIGHT[number]) == examiner.full
    assert examiner.earns("x = 1\n") == 0


def test_the_commands_of_the_page_do_what_it_says(
    box: BrokerBox, heights: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Line by line, in an empty folder at first; what is printed is what the page shows."""
    allclose = boxed(box, monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "150")
    for line in COMMANDS[0].text.splitlines():
        command, *arguments = shlex.split(line)
        made = [argument.replace("heights", "taller") for argument in arguments]  # the page's own pack has the name
        assert command == "allclose"
        assert allclose(*made).code == 0
    assert (tmp_path / "taller" / "q26.py").is_file()
    monkeypatch.chdir(heights.parent)
    shown = {before.text: block.text for before, block in pairwise(BLOCKS) if block.language == "text"}
    for block in COMMANDS[1:]:
        told = allclose(*shlex.split(block.text)[1:])
        assert told.code == (1 if "check-pack" in block.text else 0), told.err
        if block.text in shown:
            assert [line.rstrip() for line in told.out.strip().splitlines()] == shown[block.text].rstrip().splitlines()


def words() -> list[str]:
    """Every word that an author may use."""
    members = [(authoring.Question, "q"), (authoring.Evidence, "seen")]
    methods = [f"{short}.{name}" for kind, short in members for name in vars(kind) if not name.startswith("_")]
    return [*authoring.__all__, *methods]


@pytest.mark.parametrize("word", words())
def test_every_word_is_described(word: str) -> None:
    """Everything of graders.authoring, every method of a question and of `seen` stands in the page, as code."""
    assert re.search(rf"`{re.escape(word)}\b", PAGE), f"{word} is not described in docs/writing-a-question.md"
