"""What only Jupyter understands is taken out of a cell, line numbers kept; nothing is run.

Used by the worker alone. A cell is fed to the tokeniser line by line, and a line that begins a statement is first shown
to IPython's own transformers: what they recognise is replaced before the tokeniser sees it. So a `%` inside a string or
in the middle of an expression stays, an unbalanced `!echo (` spoils nothing after it, and a cell is read once, however
many magics it holds (IPython itself begins again after each).
"""

from __future__ import annotations

import tokenize

from app.pipeline.reading import magic_cells, prompts
from app.pipeline.reading.magic_lines import CANDIDATE, Finding, find
from app.pipeline.reading.notebook import Cell
from app.pipeline.reading.notes import Note, Plain

NESTED = 4  #: `%%capture` above `%%time` is seen
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")


def plain(cell: Cell) -> Plain:
    """Give a cell's code without magics, line for line, and a note on each that went.

    What IPython itself cannot make sense of is handed on as it is: the box will report the syntax error.
    """
    text = prompts.without(cell.text)
    for _ in range(NESTED):
        head = magic_cells.look(text)
        if head is None:
            break
        if head.dropped:
            return Plain(text="", notes=(Note.of(cell, 1, head.shown, head.why),))
        text = head.text
    if not CANDIDATE.search(text):
        return Plain(text=text)
    feed = Feed(text)
    feed.drain()
    notes = tuple(Note.of(cell, line, finding.shown, finding.why) for line, finding in feed.found if finding.why)
    return Plain(text="\n".join(feed.fed + feed.lines[len(feed.fed) :]), notes=notes)


class Feed:
    """A cell's lines on their way into the tokeniser."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.fed: list[str] = []  #: what the tokeniser was given; as many lines as it took
        self.found: list[tuple[int, Finding]] = []
        self._ready: list[str] = []  #: the rest of a replacement of several lines
        self._at_start = True  #: of a statement
        self._depth = 0  #: of open brackets

    def drain(self) -> None:
        """Feed all lines. What stops the tokeniser stops the student's program too, so the rest stays as it is."""
        try:
            for token in tokenize.generate_tokens(self._next_line):
                self._saw(token)
        except Exception:  # noqa: BLE001 - its errors differ from one Python to the next
            return

    def _saw(self, token: tokenize.TokenInfo) -> None:
        if token.type == tokenize.OP and token.string in OPENING:
            self._depth += 1
        elif token.type == tokenize.OP and token.string in CLOSING:
            self._depth = max(0, self._depth - 1)
        # No token comes between the lines of one long string, so the last one seen must be of the last line fed.
        self._at_start = token.type == tokenize.NEWLINE or (token.type == tokenize.NL and self._depth == 0)

    def _next_line(self) -> str:
        number = len(self.fed)
        if not self._ready:
            if number >= len(self.lines):
                return ""
            self._ready = self._shown(number) if self._at_start else [self.lines[number]]
        self._at_start = False
        self.fed.append(self._ready.pop(0))
        return self.fed[-1] + "\n"

    def _shown(self, number: int) -> list[str]:
        finding = find(self.lines, number)
        if finding is None:
            return [self.lines[number]]
        self.found.append((number + 1, finding))
        return list(finding.lines)
