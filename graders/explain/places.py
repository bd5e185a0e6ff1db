"""Right in most places; where the wrong ones stand says why."""

from __future__ import annotations

from collections.abc import Iterator

import torch

from graders.explain.case import MATRIX, Case, Explanation, Strength

RIGHT = 0.2  #: so much must be right, and not only zeros among zeros, before the places of the wrong ones tell anything
MOST = 0.8  #: of the negative inputs must be wrong before it is said of them
HALF = 0.5  #: of a border or a triangle must be wrong
TWO = 2  #: as few as make a place more than a chance


def find(case: Case) -> Iterator[Explanation]:
    """NaN; where an input is negative; one value, row or column; the ends, border, diagonal, a triangle; signs."""
    if not case.aligned or not case.expected.numel():
        return
    yield from _broken(case)
    wrong = case.wrong
    right = ~wrong
    telling = right & (case.expected != 0) if (case.expected != 0).sum() > RIGHT * wrong.numel() else right
    if telling.sum() < TWO or right.sum() < RIGHT * wrong.numel() or not wrong.any():
        return
    found = list(_by_input(case, wrong)) or list(_by_place(wrong)) or list(_by_value(case, wrong))
    for name, params in found[:1]:
        yield Explanation(message_id=f"places.{name}", params=params, strength=Strength.PATTERN)


Found = Iterator[tuple[str, dict[str, str | int]]]


def _broken(case: Case) -> Iterator[Explanation]:
    total = case.student.numel()
    for name, cells in (("nan", case.student.isnan()), ("infinite", case.student.isinf())):
        if count := int((cells & case.wrong).sum()):
            whole = f"{name}_all" if count == total else name
            params = {} if count == total else {"count": count, "total": total}
            yield Explanation(message_id=f"places.{whole}", params=params)


def _by_input(case: Case, wrong: torch.Tensor) -> Found:
    for operand in case.tensors:
        if operand.shape != wrong.shape or len(set(operand.flatten().tolist())) <= TWO:
            continue
        for name, cells in (("zero", operand == 0), ("negative", operand < 0), ("positive", operand > 0)):
            if wrong.any() and not (wrong & ~cells).any() and int(wrong.sum()) >= MOST * int(cells.sum()):
                yield f"{name}_inputs", {}
                return
        size = operand.abs()
        if int(wrong.sum()) >= TWO and size[wrong].amin() > size[~wrong].amax():
            yield "large_inputs", {}


def _by_place(wrong: torch.Tensor) -> Found:
    cells = wrong.nonzero().tolist()
    if len(cells) == 1:
        yield _single(cells[0], wrong)
        return
    for axis in range(wrong.dim()):
        indices = {cell[axis] for cell in cells}
        if len(indices) == 1 < wrong.shape[axis] and wrong.dim() > 1:
            (index,) = indices
            plain = {0: "row", 1: "column"}.get(axis, "") if wrong.dim() == MATRIX else ""
            yield (plain, {"index": index}) if plain else ("slice", {"axis": axis, "index": index})
            return
    if wrong.dim() == 1:
        yield from _along(wrong, [cell[0] for cell in cells])
        return
    for name, allowed in _regions(wrong):
        if not (wrong & ~allowed).any() and int(wrong.sum()) >= HALF * int(allowed.sum()):
            yield name, {}
            return


def _single(cell: list[int], wrong: torch.Tensor) -> tuple[str, dict[str, str | int]]:
    if wrong.dim() == 1 and cell[0] in {0, len(wrong) - 1}:
        return ("last" if cell[0] else "first"), {}
    return "one", {"index": str(cell)}


def _along(wrong: torch.Tensor, at: list[int]) -> Found:
    """Places in a vector."""
    if at == [0, len(wrong) - 1]:
        yield "ends", {}
    elif at == list(range(at[0], len(wrong))):
        yield "tail", {"index": at[0]}
    elif at == list(range(at[-1] + 1)):
        yield "head", {"index": at[-1] + 1}


def _regions(wrong: torch.Tensor) -> Iterator[tuple[str, torch.Tensor]]:
    """Where wrong values are allowed to be, from small to large."""
    border = torch.ones_like(wrong)
    border[(slice(1, -1),) * wrong.dim()] = False
    if wrong.dim() == MATRIX:
        ones = torch.ones_like(wrong)
        yield "diagonal", ones.triu() & ones.tril()
        yield "above", ones.triu(1)
        yield "below", ones.tril(-1)
    if not border.all():
        yield "border", border
        yield "inner", ~border
    if wrong.dim() == MATRIX:
        yield "off_diagonal", ~(ones.triu() & ones.tril())


def _by_value(case: Case, wrong: torch.Tensor) -> Found:
    if int(wrong.sum()) >= TWO and case.alike(case.student.abs(), case.expected.abs()):
        yield "signs", {}
    elif int(wrong.sum()) >= TWO and not case.student[wrong].any():
        yield "unfilled", {"count": int(wrong.sum()), "total": wrong.numel()}
