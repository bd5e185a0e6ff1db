"""The hidden inputs of one submission."""

from __future__ import annotations

import torch

from graders.authoring import Question
from graders.grade.ran import Answer
from graders.plan import Argument

SEEDS = 2**31 - 1  #: a mask: what every seeder takes


def drawn(question: Question, answer: Answer) -> dict[str, Argument]:
    """What the question gives; the drawn ones are the same in all runs of one submission, and others in the next."""
    generator = torch.Generator().manual_seed(answer.draw & SEEDS)
    return {name: value(generator) if callable(value) else value for name, value in question.given.items()}
