"""The words in which a question is written. `docs/writing-a-question.md` teaches them by example."""

from graders.authoring.question import Check, Question, QuestionError
from graders.authoring.words import Credit, close, normal, require, uniform
from graders.evidence import Evidence, Failure, Found, Model, failure
from graders.explain import Context

__all__ = [
    "Check",
    "Context",
    "Credit",
    "Evidence",
    "Failure",
    "Found",
    "Model",
    "Question",
    "QuestionError",
    "close",
    "failure",
    "normal",
    "require",
    "uniform",
]
