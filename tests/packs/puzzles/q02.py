"""Running sums: hints for the three mistakes that everybody makes."""

import torch

from graders.authoring import Question, close, uniform

from .model import q02 as ref

q = Question(2, "Running sums")
q.give("x", uniform(-5, 5, 7))
q.call("running", "x")


@q.check(4)
def sums(x: torch.Tensor, running: object) -> None:
    """running(x) holds, at each place, the sum of all numbers up to it."""
    close(
        running,
        ref.running(x),
        "running(x)",
        hints={
            "These are the sums from each place to the end.": ref.running(x.flip(0)).flip(0),
            "The number at the place itself is left out.": ref.running(x) - x,
            "That is the sum of all numbers.": x.sum(),
        },
    )
