"""The student's cells on their way to code: cleaned, parsed, built. And which frames of a stack are theirs."""

from __future__ import annotations
import __future__

import ast
import linecache
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import CodeType, FrameType, TracebackType
from typing import TypeAlias

_ALWAYS_ON = ("nested_scopes", "generators")
_FUTURES = sum(getattr(__future__, n).compiler_flag for n in __future__.all_feature_names if n not in _ALWAYS_ON)
_LINES = 1 << 31
_TOO_DEEP = "the code is nested too deeply to be read"

Planted: TypeAlias = "Callable[[Cell, int], CodeType | None]"
Spot = tuple[int, int, int | None]  # cell from 0, line from 1, column from 0 in characters


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One cell. Without a `tree` its text cannot be read, and `error` says why."""

    index: int
    name: str  #: what stands in tracebacks
    text: str
    lines: list[str]  #: as Python counts them: a form feed or U+2028 begins no new one
    tree: ast.Module | None = None
    error: BaseException | None = None
    edits: dict[int, int | float] = field(default_factory=dict)  #: what other number stands in the nth constant's place


class Program:
    """All cells of a run, parsed before the first of them runs."""

    def __init__(self, texts: Sequence[str], planted: Planted | None = None) -> None:
        self._planted = planted  #: rewrites a cell so that what it does is seen; the cell runs plain where that fails
        self.cells = [_read(index, text) for index, text in enumerate(texts)]
        self.index = {cell.name: cell.index for cell in self.cells}
        self._futures = 0
        for cell in self.cells:
            linecache.cache[cell.name] = (len(cell.text), None, [f"{line}\n" for line in cell.lines], cell.name)

    def code(self, cell: Cell) -> CodeType:
        """The cell as code. What an earlier cell imported from `__future__` holds on, as it does in a notebook."""
        if cell.error is not None:
            raise cell.error
        try:
            code = build(cell, self._futures, self._planted)
        except (RecursionError, MemoryError):
            raise SyntaxError(_TOO_DEEP) from None
        self._futures |= code.co_flags & _FUTURES
        return code

    def forget(self) -> None:
        """Take the cells' lines out of the cache again."""
        for name in self.index:
            linecache.cache.pop(name, None)

    def innermost(self, frame: FrameType | None) -> Spot | None:
        """The line of the student's that called whatever runs in `frame`."""
        while frame is not None and frame.f_code.co_filename not in self.index:
            frame = frame.f_back
        return self.spot(frame.f_code, frame.f_lasti, frame.f_lineno)[0] if frame else None

    def frames(self, trace: TracebackType | None) -> list[TracebackType]:
        """The student's own frames of a traceback, outermost first."""
        found = []
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in self.index:
                found.append(trace)
            trace = trace.tb_next
        return found

    def spot(self, code: CodeType, lasti: int, line: int | None) -> tuple[Spot | None, int | None]:
        """Where an instruction stands, and the column at which its expression ends if that is on the same line."""
        cell = self.index.get(code.co_filename)
        if cell is None or not line or not 0 < line < _LINES:  # code can be made with any line
            return None, None
        first, last, start, end = span(code, lasti)
        lines = self.cells[cell].lines
        if first != line or start is None or line > len(lines):
            return (cell, line, None), None
        encoded = lines[line - 1].encode()  # the compiler counts columns in bytes
        column = len(encoded[:start].decode(errors="replace"))
        return (cell, line, column), len(encoded[:end].decode(errors="replace")) if last == line else None


def span(code: CodeType, lasti: int) -> tuple[int | None, ...]:
    """First and last line of an instruction's expression, and its columns in bytes."""
    return next(islice(code.co_positions(), lasti // 2, None), (None,) * 4)


def build(cell: Cell, futures: int = 0, planted: Planted | None = None) -> CodeType:
    """Turn a parsed cell into code: the one place at which its tree may be rewritten first."""
    assert cell.tree is not None
    if planted is not None:
        code = planted(cell, futures)
        if code is not None:
            return code
    tree = cell.tree
    if planted is not None:  # the first one was rewritten by halves
        tree = _parse(cell.text, cell.name)
        amend(tree, cell.edits)
    plain: CodeType = compile(tree, cell.name, "exec", futures, dont_inherit=True)
    return plain


def amend(tree: ast.Module, edits: dict[int, int | float]) -> None:
    """Put other numbers in place of those that are written down; constants are counted as `ast.walk` meets them."""
    if edits:
        for index, constant in enumerate(constants(tree)):
            constant.value = edits.get(index, constant.value)


def constants(tree: ast.Module) -> Iterator[ast.Constant]:
    """The constants of a tree, always in the same order."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Constant))


def _read(index: int, text: str) -> Cell:
    name, text = f"<cell {index + 1}>", text.removeprefix("\ufeff")
    tree, error = None, None
    try:
        tree = _parse(text, name)
    except BaseException as caught:
        error = caught.with_traceback(None)
    return Cell(index=index, name=name, text=text, lines=_lines(text), tree=tree, error=error)


def _parse(text: str, name: str) -> ast.Module:
    if "\0" in text:
        raise _misfit(text, text.index("\0"), "a NUL character", name)
    try:
        text.encode()
        return ast.parse(text, name)
    except UnicodeEncodeError as error:
        raise _misfit(text, error.start, "half of a surrogate pair", name) from None
    except (RecursionError, MemoryError):
        raise SyntaxError(_TOO_DEEP) from None


def _misfit(text: str, position: int, what: str, name: str) -> SyntaxError:
    before = _lines(text[:position])
    line, column = len(before), len(before[-1]) + 1
    return SyntaxError(f"{what} cannot stand in Python code", (name, line, column, None, line, column + 1))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
