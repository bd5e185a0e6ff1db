"""What the demo's students hand in: answers to questions of the course that ships with the service, good and bad."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Work:
    """An answer to one question, and the marks it earns."""

    question: int
    code: str
    score: float


NUMBERS = "import torch\nt = torch.tensor([4., 7., 9., 2., 5.])\n"
MATRICES = "import torch\na = torch.tensor([[1., 2.], [3., 4.]])\nb = torch.ones(2, 2)\n"
WORKS = (
    Work(question=9, code=NUMBERS + "print(t.max(), t.min(), t.mean())", score=3.0),
    Work(question=9, code=NUMBERS + "print(t.max(), t.min(), t.sum())", score=2.0),
    Work(question=9, code=NUMBERS + "print(torch.argmax(t), torch.argmin(t), torch.mean(t))", score=1.0),
    Work(question=9, code=NUMBERS + "print(t.max(", score=0.0),
    Work(question=4, code=MATRICES + "print(a + b)\nprint(a @ b)", score=4.0),
    Work(question=4, code=MATRICES + "print(a + b)\nprint(a * b)", score=2.0),
    Work(question=4, code=MATRICES + "raise SystemExit", score=0.0),
    Work(question=14, code="import torch\ntorch.tensor([1.0]).sum().backward()", score=3.0),
    Work(question=14, code="import torch\nprint(torch.tensor([1.0]))", score=0.0),
)


def handed_in(draw: random.Random, users: int) -> tuple[str, Work]:
    """Say who hands in what next."""
    return f"lms-{draw.randrange(users):04}", draw.choice(WORKS)
