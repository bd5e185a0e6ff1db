"""Rows and columns: what is taken out of a 3x3 tensor of the student's own, with the second dimension or without."""

from collections.abc import Callable, Mapping
from functools import partial

import torch

from graders.authoring import Credit, Evidence, Failure, Found, Question, require
from graders.observation import How
from graders.questions.tensors import alike, has_shape, shape_of

Taking = Callable[[torch.Tensor], torch.Tensor]

q = Question(10, "Rows and columns")
q.vary(own=True)


KEPT: tuple[Taking, ...] = (lambda line: line, lambda line: line[None], lambda line: line[:, None])


@q.check(2)
def row(seen: Evidence) -> Credit | None:
    """The first row of a 3x3 tensor of yours is taken."""
    return _taken(
        seen,
        lambda t: t[0],
        {
            "That is the last row; counting begins at 0, so the first row is t[0].": lambda t: t[-1],
            "That is the second row; counting begins at 0, so the first row is t[0].": lambda t: t[1],
            "That is the first column; the first row is t[0].": lambda t: t[:, 0],
        },
        written=("[0]", "[0,:]"),
        what="the first row",
        how="t[0] takes the first row.",
    )


@q.check(2)
def column(seen: Evidence) -> Credit | None:
    """The last column of a 3x3 tensor of yours is taken."""
    return _taken(
        seen,
        lambda t: t[:, -1],
        {
            "That is the first column; -1 counts from the end, so the last column is t[:, -1].": lambda t: t[:, 0],
            "That is the middle column; -1 counts from the end, so the last column is t[:, -1].": lambda t: t[:, 1],
            "That is the last row; the index of a column stands after the comma: t[:, -1].": lambda t: t[-1],
        },
        written=("[:,-1]", "[:,2]"),
        what="the last column",
        how="t[:, -1] takes the last column.",
    )


def _taken(  # noqa: PLR0913 - the texts of one check
    seen: Evidence,
    right: Taking,
    mistakes: Mapping[str, Taking],
    *,
    written: tuple[str, ...],
    what: str,
    how: str,
) -> Credit | None:
    squares = [one for one in seen.tensors if has_shape(one, 3, 3)]
    if any(_of_alike(seen, one, written) for one in seen.everything):
        return None
    shape = "3 3" if squares else "n m"
    mistake: Failure | None = None
    for kept in KEPT:
        hints = {text: partial(_line, wrong, kept) for text, wrong in mistakes.items()} if squares else {}
        try:
            found = seen.derived(partial(_line, right, kept), t=shape, hints=hints).inputs["t"]
        except Failure as why:
            mistake = mistake or (why if why.known else None)
            continue
        if squares:
            return None
        text = f"This is {what}, but of a tensor of shape {shape_of(found)}; (3, 3) is asked for."
        return Credit(0.5, text, "Three rows of three numbers: torch.arange(9).reshape(3, 3).", found.place)
    if mistake is not None:
        raise mistake
    require(seen.tensors, "Your code makes no tensor at all.", hint="Make one of 3 rows and 3 columns.")
    raise Failure(f"No tensor of yours is {what} of a 3x3 tensor.", hint=how)


def _line(taking: Taking, kept: Taking, table: torch.Tensor) -> torch.Tensor:
    """A row or column, laid out in one way. Of a table of one row or column it tells nothing (ValueError)."""
    if min(table.shape) < 2:  # noqa: PLR2004 - two rows and two columns at least
        raise ValueError("too narrow")
    return kept(taking(table))


def _of_alike(seen: Evidence, one: Found, written: tuple[str, ...]) -> bool:
    """Whether this index stands on a 3x3 tensor whose numbers are all alike: its rows can be told by nothing else."""
    text = one.source.replace(" ", "") if one.made is not None and one.made.how is How.SUBSCRIPT else ""
    return text.endswith(written) and any(has_shape(other, 3, 3) and alike(other) for other in seen.operands(one))
