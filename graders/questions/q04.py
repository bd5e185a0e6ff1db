"""Sum and matrix product: of two tensors of the student's own, whose numbers are others in a second run."""

import torch

from graders.authoring import Evidence, Question, require
from graders.questions.tensors import called, has_shape, plainly, related, shape_of

q = Question(4, "Two ways to combine matrices")
q.vary(own=True)

ADDS = ("+", "+=", "add", "add_", "__add__", "__radd__")
MULTIPLIES = ("@", "matmul", "mm", "__matmul__")


@q.check(2)
def total(seen: Evidence) -> None:
    """The element-wise sum of two 2x2 tensors of yours is made."""
    _require_squares(seen)
    if plainly(seen, torch.add, ADDS, (2, 2), (2, 2)):
        return
    related(
        seen,
        torch.add,
        a="2 2",
        b="2 2",
        hints={"That is the difference; the sum is a + b.": torch.sub},
        missing="No tensor is the element-wise sum of two of your 2x2 tensors.",
        hint="a + b adds element by element.",
    )


@q.check(2)
def product(seen: Evidence) -> None:
    """The matrix product of two 2x2 tensors of yours is made."""
    _require_squares(seen)
    if plainly(seen, torch.matmul, MULTIPLIES, (2, 2), (2, 2)):
        return
    related(
        seen,
        torch.matmul,
        a="2 2",
        b="2 2",
        hints={"That is the element-wise product, a * b; the matrix product is a @ b.": torch.mul},
        missing="No tensor is the matrix product of two of your 2x2 tensors.",
        hint="a @ b multiplies rows by columns.",
    )


def _require_squares(seen: Evidence) -> None:
    """Fail the check where there are tensors, and none has 2 rows and 2 columns."""
    other = max(seen.tensors, key=lambda one: len(shape_of(one)), default=None)
    if other is not None and shape_of(other):
        require(
            any(has_shape(one, 2, 2) for one in seen.tensors),
            f"`{called(other)}` has the shape {shape_of(other)}; tensors of shape (2, 2) are asked for.",
            hint="Two rows of two numbers each: [[1, 2], [3, 4]].",
            place=other.place,
            known=True,
        )
