"""Written answers: the text beside a question's code, and marks for it that fit what it is marked by."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from app.errors import AppError
from app.pipeline.reading import Unreadable, read
from app.store.tables import Rubric, Submission, Upload


class WrongMarks(AppError):
    """The marks do not fit the rubric."""

    status = 422


class WrongRubric(AppError):
    """Two criteria of the rubric have the same name."""

    status = 422


def text_of(upload: Upload, answer: Submission, *, alone: bool = False) -> str:
    """Give what stands in a file as the written answer to a question: Markdown of a stranger, to be shown as text.

    `alone`: no other question was taken from the file, which need not say then whose it is; it is read as it was when
    it was graded. It takes as long as the file is large: call it in a thread.
    """
    try:
        answers = read(upload.content or b"", upload.filename, answer.question if alone else None).answers
    except Unreadable:  # another version of ours could read it
        return ""
    found = answers.get(answer.question)
    return found.written.encode("utf-8", "replace").decode() if found else ""


def top_of(rubric: Rubric) -> float:
    """The most that can be had."""
    return math.fsum(one["max"] for one in rubric.criteria["criteria"])


def check_names(names: Sequence[str]) -> None:
    """Refuse a rubric in which marks could not be told apart (WrongRubric)."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise WrongRubric(f"Two criteria are called {_list(twice)}.")


def check(rubric: Rubric, marks: Mapping[str, float]) -> None:
    """Refuse marks that leave a criterion out, name one that is none, or give more than there is (WrongMarks)."""
    most = {one["name"]: one["max"] for one in rubric.criteria["criteria"]}
    missing = [name for name in most if name not in marks]
    if missing:
        raise WrongMarks(f"Give points for each criterion; missing: {_list(missing)}.")
    unknown = [name for name in marks if name not in most]
    if unknown:
        raise WrongMarks(f"The rubric has no {_list(unknown)}; it has {_list(list(most))}.")
    for name, points in marks.items():
        if not 0 <= points <= most[name]:
            raise WrongMarks(f"{name!r} can have between 0 and {most[name]:g} points.")


def _list(names: list[str]) -> str:
    return ", ".join(repr(name) for name in names[:5])
