"""A tensor of five numbers: how it is made is free, so only what it holds and its shape are looked at."""

import torch

from graders.authoring import Evidence, Failure, Found, Question, require
from graders.questions.tensors import called, same_numbers, shape_of

q = Question(1, "A tensor of five numbers")

NUMBERS = torch.arange(1, 6)
SHORT = "arange leaves its end out: torch.arange(1, 6) goes from 1 to 5."
MISTAKES = {
    "The counting begins at 0 here; torch.arange(1, 6) goes from 1 to 5.": torch.arange(5),
    "These are the six numbers from 0 to 5; torch.arange(1, 6) goes from 1 to 5.": torch.arange(6),
    SHORT: torch.arange(1, 5),
}


@q.check(1)
def holds(seen: Evidence) -> None:
    """A tensor holds the numbers 1, 2, 3, 4, 5 in this order."""
    if not seen.found(_right):
        found = seen.value(NUMBERS, hints=MISTAKES)
        raise Failure(f"`{called(found)}` is no tensor.", hint="torch.tensor(...) makes one of it.", place=found.place)


@q.check(1)
def one_dimensional(seen: Evidence) -> None:
    """That tensor has one dimension: its shape is (5,)."""
    found = [one for one in seen.tensors if _right(one)]
    require(found, "There is no tensor with these numbers yet, so there is no shape to look at.")
    if all(shape_of(one) != NUMBERS.shape for one in found):
        shape = shape_of(found[0])
        raise Failure(
            f"The numbers are right, but the shape is {shape}; (5,) is asked for.",
            hint="Each pair of square brackets is a dimension: torch.tensor([1, 2, 3]) has one.",
            place=found[0].place,
            known=True,
        )


def _right(one: Found) -> bool:
    return one.is_tensor and same_numbers(one, NUMBERS)
