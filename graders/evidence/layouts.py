"""Shapes by the names of their axes, and the usual ways to lay the same thing out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """One name's shapes: the first is how the rule wants it, the others are laid out so before the rule sees them."""

    name: str
    layouts: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, name: str, text: str) -> Pattern:
        """Read "d h", or "d h | h d" where either will do. A number is a size, a word the name of one.

        An axis that stands twice in one layout, as in "2 2", cannot be told from its twin: it has no other layouts.
        """
        return cls(name=name, layouts=tuple(tuple(part.split()) for part in text.split("|")))

    def fits(self, shape: tuple[int, ...], sizes: Mapping[str, int]) -> Iterator[tuple[int, dict[str, int]]]:
        """Give each layout that fits, by its index, and the sizes that are known then."""
        for index, layout in enumerate(self.layouts):
            known = _sizes(layout, shape, sizes)
            if known is not None:
                yield index, known

    def laid_out(self, tensor: torch.Tensor, index: int) -> torch.Tensor:
        """Give a tensor in that layout as the rule wants it."""
        return _laid_out(tensor, self.layouts[index], self.layouts[0])


def _sizes(layout: Sequence[str], shape: tuple[int, ...], sizes: Mapping[str, int]) -> dict[str, int] | None:
    if len(layout) != len(shape):
        return None
    known = dict(sizes)
    for axis, size in zip(layout, shape, strict=True):
        if (int(axis) if axis.isdigit() else known.setdefault(axis, size)) != size:
            return None
    return known


def _laid_out(tensor: torch.Tensor, layout: Sequence[str], wanted: Sequence[str]) -> torch.Tensor:
    """Take away axes of size one that are not wanted, order the others, put in those that are missing."""
    if layout == wanted:
        return tensor
    kept = [axis for axis in layout if axis in wanted]
    dropped = [i for i, axis in enumerate(layout) if axis not in wanted]
    bare = tensor.squeeze(dropped) if dropped else tensor
    ordered = bare.permute([kept.index(axis) for axis in wanted if axis in kept])
    for position, axis in enumerate(wanted):
        if axis not in kept:
            ordered = ordered.unsqueeze(position)
    return ordered


def answers_to(result: torch.Tensor, found: torch.Tensor, *, free: bool) -> torch.Tensor | None:
    """Give the result in the shape of what was found; None if it has not that shape. `free` allows other layouts."""
    if result.shape == found.shape:
        return result
    if not free:
        return None
    if result.squeeze().shape == found.squeeze().shape:
        return result.reshape(found.shape)
    return result.T if result.dim() == 2 and result.T.shape == found.shape else None  # noqa: PLR2004 - a matrix
