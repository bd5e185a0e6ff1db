"""Linear regression: more starts if it did not learn; what was trained is called where it has never been, up to 6."""

import torch

from graders.authoring import Credit, Evidence, Model, Question
from graders.questions import line
from graders.questions.training import Training
from graders.questions.untrained import untrained

q = Question(23, "Linear regression", seconds=30)
q.give("points", line.points)
q.model("outputs", "points", functions=True)


@q.learns
def within(seen: Evidence, outputs: tuple[Model, ...], points: torch.Tensor) -> None:
    """It predicts 2x + 1 within 0.1."""
    line.require_near(line.off(seen, outputs, points), seen, outputs)


@q.check(4)
def learnt(seen: Evidence, outputs: tuple[Model, ...], points: torch.Tensor) -> Credit | None:
    """After training it predicts 2x + 1 within 0.1, for every x from 1 to 6."""
    off = line.off(seen, outputs, points)
    if line.WITHIN < off <= line.NEAR:
        return Credit(1 / 2, "The line is found within 0.5, and not yet within 0.1.", line.LONGER)
    line.require_near(off, seen, outputs)
    return None


@q.check(1)
def fell(seen: Evidence, outputs: tuple[Model, ...]) -> None:
    """The loss falls while it is trained."""
    training = Training(seen)
    if not training.any:
        raise untrained(seen, outputs)
    if training.fell and (training.asked or training.rebound):
        return
    raise line.astray(training) or untrained(seen, outputs)
