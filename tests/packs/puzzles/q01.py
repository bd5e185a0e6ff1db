"""The outer product by broadcasting: a function called on vectors that nobody has seen."""

import torch

from graders.authoring import Evidence, Question, close, normal, require

from .model import q01 as ref

q = Question(1, "Outer product")
q.give("a", normal(3))
q.give("b", normal(5))
q.call("outer", "a", "b")


@q.check(3)
def each_with_each(a: torch.Tensor, b: torch.Tensor, outer: object) -> None:
    """outer(a, b) holds every number of a times every number of b."""
    close(outer, ref.outer(a, b), "outer(a, b)", hints={"The rows belong to a.": ref.outer(b, a)})


@q.check(1)
def by_broadcasting(seen: Evidence) -> None:
    """It is made by broadcasting, and not by torch.outer."""
    require(
        not seen.calls("outer", "ger", "einsum"),
        "A library function does the work.",
        hint="Give a and b an axis each: a[:, None].",
        known=True,
    )
