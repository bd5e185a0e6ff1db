"""The gradient of a square: the student chooses x, so another x is put in its place in a second run."""

import torch

from graders.authoring import Evidence, Failure, Question, require
from graders.compare import close
from graders.questions import gradients

q = Question(11, "The gradient of a square")
q.vary(own=True)

MISTAKES: dict[str, gradients.Rule] = {
    "This is twice the gradient: backward was called twice, and .grad adds up.": lambda x: 4 * x,
    "This is the gradient of x to the third power.": lambda x: 3 * x**2,
    "This is the gradient of 2x, not of x squared.": lambda x: 0 * x + 2,
    "This is the gradient of the mean of the squares; their sum is asked for.": lambda x: 2 * x / x.numel(),
}


@q.check(1)
def tracks(seen: Evidence) -> None:
    """A tensor of yours tracks gradients."""
    gradients.require_tracked(seen)


@q.check(3)
def gradient(seen: Evidence) -> None:
    """PyTorch finds the gradient of x squared with respect to it."""
    found = gradients.slopes(seen)
    for one in found:
        if close(one.gradient, 2 * one.x) is None and one.x.any() and gradients.asked_of(seen, one, torch.square):
            seen.note(one.at)
            return
    gradients.require_asked(seen, by_hand=lambda x: 2 * x)
    for text, rule in MISTAKES.items():
        for one in found:
            require(close(one.gradient, rule(one.x)), text, place=one.found.place, known=True)
    other = next((one for one in found if close(one.gradient, 2 * one.x) is None and one.x.any()), None)
    require(other is None, "These are the numbers, but backward was called on something other than x².", known=True)
    raise Failure("No gradient that PyTorch found in your code is that of x squared.", known=bool(found))
