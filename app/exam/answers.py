"""Labelled answers: files whose first line says what they earn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.exam.examiner import Examiner

FIRST = re.compile(r"# (\d+(?:\.\d+)?)/(\d+(?:\.\d+)?)(?::|[ \t]*$)", re.MULTILINE)
NEAR = 0.01
ANY, BOT = "*", "bot"


class Unlabelled(ValueError):
    """An answer's first line has to say what it earns, as in `# 2/4: only one direction`."""


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """One answer, and what it must earn."""

    name: str
    text: str
    marks: float
    of: float

    @property
    def kind(self) -> str:
        """`right`, `wrong`, or `half` for what lies between."""
        return "right" if self.marks == self.of else "half" if self.marks else "wrong"


@dataclass(frozen=True, kw_only=True)
class Excuse:
    """A mutation operator that makes no mistake in one question by its rulings.

    It speaks of lines that hold `on`, as they were or as they are then.
    """

    operator: str
    on: str = ""

    def excuses(self, operator: str, line: str) -> bool:
        """Whether it speaks of what that operator did to that line."""
        return self.operator in {operator, ANY} and self.on in line


@dataclass(frozen=True, kw_only=True)
class Misjudged:
    """An answer that earned something else."""

    name: str
    expected: float
    earned: float | None  #: None where it could not be graded


def labelled(folder: Path, number: int) -> tuple[Labelled, ...]:
    """The answers to one question, in the folder q04 of `folder` for question 4. Raises Unlabelled."""
    return tuple(_read(file) for file in sorted(folder.glob(f"q{number:02d}/*.py")))


def excused(folder: Path, number: int) -> tuple[Excuse, ...]:
    """The mutation operators that make no mistake in this question by its rulings, each with a reason in the file.

    The file `excused.txt` has lines such as `element.nested: data kept as 1x5 is accepted`; or, where an operator makes
    real mistakes on other lines, `constant.double on range(: the number of epochs is free`; `*` is any operator. `bot`
    excuses the bot that reads only the feedback, where a right value that is typed in is right. Raises Unlabelled.
    """
    file = folder / f"q{number:02d}" / "excused.txt"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    names = [line.partition(": ") for line in lines if line.strip()]
    if bad := [name for name, _, reason in names if not reason.strip()]:
        raise Unlabelled(f"{file}: {bad[0]!r} needs a reason, as in `element.nested: data kept as 1x5 is accepted`")
    parts = [name.partition(" on ") for name, _, _ in names]
    return tuple(Excuse(operator=operator.strip(), on=on.strip()) for operator, _, on in parts)


def misjudged(examiner: Examiner, answer: Labelled) -> Misjudged | None:
    """Grade one answer; None if it earns what its first line says."""
    earned = examiner.earns(answer.text)
    if answer.of == examiner.full and earned is not None and abs(earned - answer.marks) < NEAR:
        return None
    return Misjudged(name=answer.name, expected=answer.marks, earned=earned)


def counts(answers: Iterable[Labelled]) -> dict[str, int]:
    """How many are right, half and wrong."""
    kinds = [answer.kind for answer in answers]
    return {kind: kinds.count(kind) for kind in ("right", "half", "wrong")}


def right(answers: Iterable[Labelled]) -> Iterator[Labelled]:
    """Those that earn everything."""
    return (answer for answer in answers if answer.kind == "right")


def _read(file: Path) -> Labelled:
    text = file.read_text(encoding="utf-8")
    found = FIRST.match(text)
    if found is None:
        raise Unlabelled(f"{file}: the first line has to say what it earns, as in `# 2/4: only one direction`")
    return Labelled(name=file.name, text=text, marks=float(found[1]), of=float(found[2]))
