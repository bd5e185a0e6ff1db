"""What a student reads who makes a mistake that a question knows.

The tables in `messages/` name an answer of `tests/answers` for each mistake, a check of the question, and the exact
message, hint and line in the report of that check; or, where the program stopped, what is said of its error. Another
question is another table.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.pipeline.marking import mark
from app.pipeline.reading import read
from app.sandbox.client import BrokerBox
from graders import catalogue
from graders.grade import Answer
from graders.report import QuestionReport, Reproduce

HERE = Path(__file__).parent
ANSWERS = HERE.parents[1] / "answers"
PACK = catalogue.load()
NOTHING = Reproduce(seed=0, pack_version="", question_version="", torch="")


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """A mistake, and what is said of it. `line` is 0 where no place is told."""

    question: int
    case: str
    answer: str
    check: str
    message: str = ""
    hint: str = ""
    line: int = 0
    error: str = ""
    error_hint: str = ""
    like: str = ""  #: another case that is the same mistake, made in another way


def table() -> list[Wrong]:
    """All mistakes of all questions."""
    files = sorted((HERE / "messages").glob("q*.toml"))
    return [
        Wrong(question=int(path.stem[1:]), **row) for path in files for row in tomllib.loads(path.read_text())["wrong"]
    ]


class Desk:
    """Marks each answer once, however many of its checks are asked for."""

    def __init__(self, box: BrokerBox) -> None:
        self._box = box
        self._reports: dict[Path, QuestionReport] = {}

    def report(self, wrong: Wrong) -> QuestionReport:
        """The report on the answer."""
        path = ANSWERS / f"q{wrong.question:02d}" / f"{wrong.answer}.py"
        if path not in self._reports:
            cells = tuple(cell.text for cell in read(path.read_bytes(), path.name, wrong.question).cells)
            answer = Answer(program=cells, own=tuple(range(len(cells))), draw=1)
            self._reports[path] = mark(self._box, PACK.entries[wrong.question], answer, NOTHING)
        return self._reports[path]


@pytest.fixture(scope="module")
def desk(box: BrokerBox) -> Desk:
    """One for all rows."""
    return Desk(box)


@pytest.mark.parametrize("wrong", table(), ids=lambda wrong: f"q{wrong.question:02d}: {wrong.case}")
def test_a_known_mistake_has_a_message_of_its_own(desk: Desk, wrong: Wrong) -> None:
    """The check that it costs says what is wrong, how to go on, and where it stands."""
    report = desk.report(wrong)
    [check] = [one for one in report.checks if one.name == wrong.check]
    line = check.where.line if check.where else 0
    error = report.run.error
    assert (check.message, check.hint, line) == (wrong.message, wrong.hint, wrong.line)
    if wrong.error:
        assert error is not None
        assert (error.explanation, error.hint) == (wrong.error, wrong.error_hint)
    else:
        assert wrong.message


@pytest.mark.parametrize("question", sorted({wrong.question for wrong in table()}))
def test_no_two_mistakes_of_a_check_are_told_alike(question: int) -> None:
    """What the course wants told apart is told apart: by the message or the hint."""
    told: dict[tuple[str, str, str], str] = {}
    for wrong in (one for one in table() if one.question == question and one.message):
        other = told.setdefault((wrong.check, wrong.message, wrong.hint), wrong.case)
        assert other in (wrong.case, wrong.like)
