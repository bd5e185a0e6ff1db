"""Expected and found side by side, for values that are no secret."""

from __future__ import annotations

import torch

from graders.explain.case import Case
from graders.explain.sentences import say

LINES = 6  #: with the sentence and the hint a message has eight
WIDE = 8  #: numbers in a line


def beside(case: Case) -> tuple[str, ...]:
    """Set the rows that differ side by side, in six lines at most; a long row from its first difference on."""
    digits = 9 if case.mismatch.near else 6
    if not case.aligned:
        return (say("beside.found", {"place": "", "values": _row(case.student.flatten(), 0, digits)}),)
    found, expected, wrong = (_rows(tensor) for tensor in (case.student, case.expected, case.wrong))
    differing = wrong.any(1).nonzero().flatten().tolist()
    kept = differing if 2 * len(differing) <= LINES else differing[: (LINES - 1) // 2]
    lines = []
    for row in kept:
        start = max(0, min(int(wrong[row].nonzero()[0]), found.shape[1] - WIDE))
        place = _place(row, case.expected.shape)
        lines.append(say("beside.found", {"place": place, "values": _row(found[row], start, digits)}))
        lines.append(say("beside.expected", {"place": place, "values": _row(expected[row], start, digits)}))
    if len(kept) < len(differing):
        lines.append(say("beside.more", {"count": len(differing) - len(kept)}))
    return tuple(lines)


def _rows(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.reshape(-1, tensor.shape[-1] if tensor.dim() else 1)


def _place(row: int, shape: torch.Size) -> str:
    """Where a row stands; nothing for the only one."""
    if len(shape) <= 1:
        return ""
    return f" {[int(index) for index in torch.unravel_index(torch.tensor(row), shape[:-1])]}"


def _row(values: torch.Tensor, start: int, digits: int) -> str:
    shown = [f"{value:.{digits}g}" for value in values[start : start + WIDE].tolist()]
    before = ["..."] if start else []
    after = ["..."] if start + WIDE < len(values) else []
    return ", ".join(before + shown + after)
