"""A file cut into cells, before anybody asks whose they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Part:
    """One cell of a file: code, or something written (Markdown, raw text)."""

    text: str
    code: bool
    named: int | None = None  #: the question that a tag, the metadata or the cell's title names
    line: int = 1  #: where its first line stands in the file
