"""A Python file cut into cells: one, or as many as its `# %%` lines make (the percent format)."""

from __future__ import annotations

import re

from app.pipeline.reading.naming import in_comments, in_label
from app.pipeline.reading.parts import Part

MARK = re.compile(r"^#[ \t]*%%+(?P<head>(?:[ \t]|\[).*)?$", re.MULTILINE)
WRITTEN = re.compile(r"\[(?:markdown|md|raw)\]", re.IGNORECASE)
TAGS = re.compile(r"\btags=\[([^\]]{0,200})\]")
QUOTED = re.compile(r"\s*[rR]?(\"\"\"|''')(.*)\1\s*", re.DOTALL)


def parts(text: str) -> tuple[Part, ...]:
    """Cut at the `# %%` lines; a mark inside a triple-quoted string cuts too, as it does in every editor."""
    marks = list(MARK.finditer(text))
    if not marks:
        return (Part(text=text, code=True),)
    head = text[: marks[0].start()]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    first = (Part(text=head.removesuffix("\n"), code=True),) if head.strip() else ()
    line, found = head.count("\n") + 2, list(first)
    for mark, end in zip(marks, ends, strict=True):
        body = text[mark.end() + 1 : end]
        found.append(_part(mark["head"] or "", body, line))
        line += body.count("\n") + 1
    return tuple(found)


def _part(head: str, body: str, line: int) -> Part:
    tags = TAGS.search(head)
    named = _among(tags[1]) if tags else in_comments(f"#{head}")
    code = not WRITTEN.search(head)
    return Part(text=body.removesuffix("\n") if code else _uncommented(body), code=code, named=named, line=line)


def _among(tags: str) -> int | None:
    return next((number for tag in re.split(r"[\"', ]+", tags) if (number := in_label(tag))), None)


def _uncommented(body: str) -> str:
    """Give what a written cell says: it stands in comments or in one triple-quoted string."""
    if quoted := QUOTED.fullmatch(body):
        return quoted[2].strip()
    return "\n".join(re.sub(r"^[ \t]*#[ ]?", "", line) for line in body.strip("\n").split("\n"))
