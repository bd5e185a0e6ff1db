"""Whether there is anything to mark: an empty answer, or the starter as it was, is not attempted."""

from __future__ import annotations

from collections.abc import Iterable


def attempted(cells: Iterable[str], starter: str) -> bool:
    """Whether some line is neither blank, nor a comment, nor one of the starter's."""
    given = set(_lines(starter))
    return any(line not in given for cell in cells for line in _lines(cell))


def _lines(text: str) -> list[str]:
    bare = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in bare if line and not line.startswith("#")]
