"""One statement that only Jupyter understands: recognised by IPython's own transformers, and what stands in for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from app.pipeline.reading.magic_cells import OPTIONS
from app.pipeline.reading.notes import SHOWN

if TYPE_CHECKING:
    from IPython.core.inputtransformer2 import TokenTransformBase

CANDIDATE = re.compile(r"^[ \t]*[%!?/,;]|=[ \t]*[!%]|\?[ \t]*$|^[ \t]*get_ipython\(\)\.", re.MULTILINE)
EXPORTED = re.compile(  # how nbconvert writes a magic into a .py file
    r"[ \t]*get_ipython\(\)\.(?P<what>system|getoutput|magic|run_line_magic|run_cell_magic)\(.*\)[ \t]*"
)
TIMED = re.compile(r"%(?:time|timeit|prun|memit)[ \t]+(?P<rest>.*)")
LEFT_OUT = {
    "!": "was left out: shell commands do not run here.",
    "%": "was left out: IPython's magics do not run here.",
    "?": "was left out: there is no help to show here.",
}
REFUSED = {
    "!": ("Shell commands do not run here.", "does not run here: nothing can be read from a shell command."),
    "%": ("IPython's magics do not run here.", "does not run here: nothing can be read from a magic."),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What stands in for a statement: as many lines as it had, so that line numbers hold."""

    lines: tuple[str, ...]
    shown: str
    why: str = ""  #: nothing where nothing of the student's went


def find(lines: Sequence[str], number: int) -> Finding | None:
    """Look at the statement that begins in this line, counted from 0."""
    if not CANDIDATE.search(lines[number]):
        return None
    if exported := EXPORTED.fullmatch(lines[number]):
        escape = "!" if exported["what"] in ("system", "getoutput") else "%"
        return _left_out([lines[number]], escape)
    piece = _continued(lines, number)
    transformer, after = _transformed(piece)
    if transformer is None or len(after) != 1:
        return None
    return _replacement(type(transformer).__name__, piece, after[0].rstrip("\n"))


def _continued(lines: Sequence[str], number: int) -> list[str]:
    """Give the line and those that backslashes join to it."""
    end = number
    while lines[end].endswith("\\") and end + 1 < len(lines):
        end += 1
    return list(lines[number : end + 1])


def _transformed(piece: list[str]) -> tuple[TokenTransformBase | None, list[str]]:
    try:
        return _ask(piece)
    except Exception:  # noqa: BLE001 - what IPython chokes on, the box reports
        return None, []


def _ask(piece: list[str]) -> tuple[TokenTransformBase | None, list[str]]:
    from IPython.core.inputtransformer2 import TokenTransformBase, make_tokens_by_line  # noqa: PLC0415

    lines = [f"{line}\n" for line in piece]
    tokens = make_tokens_by_line(lines)
    finds = (kind.find(tokens) for kind in _kinds())  # type: ignore[no-untyped-call]
    found = [transformer for transformer in finds if transformer and transformer.start_line == 0]
    for transformer in sorted(found, key=TokenTransformBase.sortby):
        try:
            return transformer, transformer.transform(lines)
        except SyntaxError:
            continue
    return None, []


@cache
def _kinds() -> tuple[type[TokenTransformBase], ...]:
    from IPython.core.inputtransformer2 import TransformerManager  # noqa: PLC0415 - 0.3 s, and few cells need it

    return tuple(TransformerManager().token_transformers)  # type: ignore[no-untyped-call]


def _replacement(kind: str, piece: list[str], after: str) -> Finding:
    code = piece[0].strip()
    if kind in ("MagicAssign", "SystemAssign"):
        message, why = REFUSED["!" if kind == "SystemAssign" else "%"]
        return Finding(lines=_lines(piece, f'raise RuntimeError("{message}")'), shown=code, why=why)
    if kind == "HelpEnd" or code.startswith("?"):
        return _left_out(piece, "?")
    if timed := TIMED.fullmatch(code):
        statement = OPTIONS.sub("", timed["rest"], count=1)
        return Finding(lines=(*_lines(piece[:1], statement or "pass"), *piece[1:]), shown=code)
    if code[0] in LEFT_OUT:
        return _left_out(piece, code[0])
    return Finding(lines=_lines(piece, after.strip()), shown=code, why=f"was read as `{after.strip()[:SHOWN]}`.")


def _left_out(piece: list[str], escape: str) -> Finding:
    return Finding(lines=_lines(piece, "pass"), shown=piece[0].strip(), why=LEFT_OUT[escape])


def _lines(piece: list[str], statement: str) -> tuple[str, ...]:
    """Put one statement where a piece of several lines stood, with the same indentation."""
    indent = piece[0][: len(piece[0]) - len(piece[0].lstrip())]
    return indent + statement, *[""] * (len(piece) - 1)
