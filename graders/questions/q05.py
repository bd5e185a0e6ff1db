"""Broadcasting: who makes the sum decides, PyTorch out of a column and a table, or the student out of two tables."""

from collections.abc import Sequence

import torch

from graders.authoring import Credit, Evidence, Failure, Found, Question, require
from graders.questions.tensors import called, has_shape, plainly, related, shape_of

q = Question(5, "Broadcasting")
q.vary(own=True)

COLUMN = "[[1], [2], [3]] has the shape (3, 1); so has a vector v of three numbers as v.unsqueeze(1)."


@q.check(1)
def operands(seen: Evidence) -> None:
    """There are a tensor of shape (3, 1) and one of shape (3, 4)."""
    require(seen.tensors, "Your code makes no tensor at all.", hint=COLUMN)
    if not _columns(seen):
        raise _not(seen, "a column of shape (3, 1)", ((1, 3), (1, 4), (4, 1), (2, 1), (3,), (4,)))
    if not _tables(seen):
        raise _not(seen, "a table of shape (3, 4)", ((1, 4), (4, 3), (4,)))


@q.check(2)
def broadcast(seen: Evidence) -> Credit | None:
    """PyTorch adds the two by broadcasting, and their sum has the shape (3, 4)."""
    if plainly(seen, torch.add, ("+", "+=", "add", "add_", "__add__", "__radd__"), (3, 1), (3, 4)):
        return None
    reading = related(
        seen,
        torch.add,
        a="3 1",
        b="3 4",
        hints={
            "That is the product; the sum is a + b.": torch.mul,
            "That is a difference; the sum is a + b.": torch.sub,
        },
        missing="No tensor is the sum of a (3, 1) and a (3, 4) tensor.",
        hint="a + b stretches the column over the four columns of the table.",
    )
    wide = next((one for one in seen.tensors if _stretched(one, reading.inputs["a"])), None)
    if wide is None:
        place = reading.output.place
        return Credit(0.5, "The sum is right, but put together by hand.", "a + b does it all at once.", place)
    text = f"The sum is right, but `{called(wide)}` is the column enlarged by hand."
    return Credit(0.5, text, "Add the column as it is: PyTorch stretches it.", wide.place)


def _not(seen: Evidence, wanted: str, taken: Sequence[tuple[int, ...]]) -> Failure:
    """What there is in place of an operand: one of these shapes, or something else."""
    hint = COLUMN if "column" in wanted else "It has three rows of four numbers each."
    for shape in taken:
        one = next((one for one in seen.tensors if shape_of(one) == shape), None)
        if one is not None:
            text = f"`{called(one)}` is {_kind(shape)} of shape {shape}; {wanted} is asked for."
            return Failure(text, hint=hint, place=one.place, known=True)
    shapes = ", ".join(dict.fromkeys(str(shape_of(one)) for one in seen.tensors[:8]))
    return Failure(f"There is no {wanted[2:]}; yours have the shapes {shapes}.", hint=hint)


def _kind(shape: tuple[int, ...]) -> str:
    if len(shape) == 1:
        return "a vector"
    return "a row" if shape[0] == 1 else "a column" if shape[1] == 1 else "a table"


def _columns(seen: Evidence) -> list[Found]:
    return [one for one in seen.tensors if has_shape(one, 3, 1)]


def _tables(seen: Evidence) -> list[Found]:
    """Tables that are there by themselves, and do not come of a column."""
    columns = _columns(seen)
    tables = [one for one in seen.tensors if has_shape(one, 3, 4)]
    return [one for one in tables if not any(seen.came_from(one, column) for column in columns)]


def _stretched(one: Found, column: Found) -> bool:
    narrow, wide = column.tensor, one.tensor
    return has_shape(one, 3, 4) and narrow is not None and wide is not None and torch.equal(wide, narrow.expand(3, 4))
