"""What can be picked out of a report by one who sees only what the student sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graders.report import QuestionReport

NUMBER = r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
NUMBERS = re.compile(rf"(?<![\w.]){NUMBER}(?![\w])")
LISTS = re.compile(rf"[\[(]\s*{NUMBER}(?:\s*,\s*{NUMBER})+\s*[\])]|(?<![\w.]){NUMBER}(?:,\s*{NUMBER})+(?![\w])")
CODE = re.compile(r"`([^`\n]+)`")
WORDS = re.compile(r"\b(?:torch|nn|F|optim)(?:\.\w+)+(?:\([^()\n]*\))?|\b\w+ (?:@|\*\*|\*|\+|-|/) \w+\b")


@dataclass(frozen=True, kw_only=True, order=True)
class Hearsay:
    """Something a message lets out: a number or a list of them (`literal`), a name, or a piece of code."""

    text: str
    literal: bool = False

    def lines(self) -> Iterator[str]:
        """The ways in which it can be put into an answer as a line of its own."""
        if self.literal:
            yield f"print({self.text})"
            yield f"import torch; x = torch.tensor({self.text}); print(x)"
            yield f"import torch; x = torch.tensor({self.text}, dtype=torch.float32, requires_grad=True)"
        elif self.text.isidentifier():
            yield f"import torch; {self.text} = torch.tensor(1.0)"
            yield f"def {self.text}(x): return x"
        else:
            yield f"import torch; from torch import nn; print({self.text})"


def shown(report: QuestionReport) -> Iterator[str]:
    """All that is said to the student."""
    for check in report.checks:
        yield from (check.sentence, check.message, check.hint)
    if report.run.error:
        yield from (report.run.error.message, report.run.error.explanation, report.run.error.hint)
    yield from report.run.warnings


def told(report: QuestionReport) -> tuple[tuple[str, str], ...]:
    """What sets this report apart from another of the same score."""
    return tuple((check.outcome.value, check.message) for check in report.checks)


def heard(report: QuestionReport) -> frozenset[Hearsay]:
    """Everything in a report that can be tried."""
    found = set()
    for text in shown(report):
        found |= {Hearsay(text=_plain(each), literal=True) for each in NUMBERS.findall(text)}
        found |= {Hearsay(text=f"[{each.strip('[]()')}]", literal=True) for each in LISTS.findall(text)}
        found |= {Hearsay(text=each) for each in (*CODE.findall(text), *WORDS.findall(text))}
    return frozenset(found)


def _plain(number: str) -> str:
    """A number as Python takes it: no plus, and no leading noughts."""
    return repr(float(number)) if any(sign in number for sign in ".eE") else str(int(number))
