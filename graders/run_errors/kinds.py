"""A kind of mistake: the texts it is known by, and what is said about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Groups: TypeAlias = Mapping[str, str]

HOLE = re.compile(r"<(?P<name>[a-z]*):(?P<kind>[a-z])>")
HOLES = {  # each is bounded, so that a search takes time in proportion to the text, whatever a student puts into it
    "n": r"-?\d{1,20}",  # a number
    "w": r"[\w.]{1,60}",  # a word, dots included
    "t": r"[\w ]{1,30}",  # a word or two
    "q": r"[^'\"\n]{1,60}",  # what stands between quotes
    "l": r"[^\n]{1,60}",  # the rest of the line
    "d": r"[\w:]{1,20}",  # a device
    "s": r"[-\d, ]{0,60}",  # the sizes of a shape, in its brackets
    "f": r"[^\W\d][\w.<>]{0,60}",  # a function, followed by ()
    "p": r"(?:\(position \d{1,3}\) )?",  # where PyTorch says which argument it was
}
AROUND = {"s": (r"(?:torch\.Size\()?\[", r"\]\)?"), "f": ("", r"\(\)")}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One mistake. `texts` are regular expressions searched for in the message; their named groups fill the sentences.

    `<a:n>` is short for a group `a` that takes a number, and `<:n>` for a number that is not told; see `HOLES`.
    """

    id: str  #: one for each sentence, so that another language is a table with these keys
    texts: tuple[str, ...]
    meaning: str
    hint: str = ""
    types: frozenset[str] = frozenset()  #: class names of the exception or warning; any, if empty
    device: str = ""  #: "cuda" for a wording that only CUDA has
    more: Callable[[Groups], Groups] | None = None  #: further fields, worked out from the groups

    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """Give the texts ready to be searched for. One that begins with a hole is looked for at the beginning only."""
        return tuple(re.compile(HOLE.sub(_filled, f"^{text}" if HOLE.match(text) else text)) for text in self.texts)


@dataclass(frozen=True, kw_only=True)
class ErrorExplanation:
    """What is told about one error or warning."""

    id: str
    meaning: str  #: what went wrong, in one or two sentences
    hint: str = ""  #: what to do about it
    params: Groups = field(default_factory=dict)  #: what the sentences were filled with, for another language


def only(*names: str) -> frozenset[str]:
    """Write class names."""
    return frozenset(names)


def _filled(hole: re.Match[str]) -> str:
    kind, name = hole["kind"], hole["name"]
    before, after = AROUND.get(kind, ("", ""))
    return f"{before}(?P<{name}>{HOLES[kind]}){after}" if name else f"{before}(?:{HOLES[kind]}){after}"
