"""How a question is named: `**Q4.** ...`, `## Question 4`, `# Q4 Code Task: ...`, a tag `q4`, a file `q04.py`."""

from __future__ import annotations

import re
from dataclasses import dataclass

LOOKED_AT = 300  #: characters of a line; a name stands at its beginning
SAID_BEFORE = r"(?:(?:my[ ]+)?(?:answer|solution|code)[ ]*(?:to|for|of)?[ :]*(?:the[ ]+)?)?"
NUMBER = r"q(?:uestion)?[ \t]*(?:no\.?|nr\.?|number)?[ \t]*[-_.#:]?[ \t]*0{0,2}(?P<number>[1-9][0-9]{0,2})"
PART = r"(?:[a-e]|[ ]?\([a-e]\))?"  # Q4a and Q4 (a) are parts of Q4; Q4ab is a word
ENDED = rf"(?={PART}(?![^\W_]))"
NOT_CODE = r"(?![ ]*=[^=]|[ ]*,[ ]*\w+[ ]*=|\[|\.[a-z_])"  # `# q1 = x.quantile(0.25)` names a quartile

COMMENT = re.compile(rf"[ \t]*\#(?:[ ]*@title[ ])?[\W_]{{0,80}}{SAID_BEFORE}{NUMBER}{ENDED}{NOT_CODE}", re.IGNORECASE)
WRITTEN = re.compile(
    rf"(?P<lead>[^\w<]{{0,40}}_{{0,3}}(?P<tag>(?:<[a-z][^<>]{{0,80}}>[^\w<]{{0,10}}){{0,4}}))"
    rf"{SAID_BEFORE}{NUMBER}{ENDED}(?={PART}[*_]{{0,3}}[ \t]*(?P<stop>[.:)\]\u2013\u2014-]|$)?(?P<link>\()?)",
    re.IGNORECASE,
)
LABEL = re.compile(r"(?<![a-z0-9])q(?:uestion)?[ _-]?0{0,2}([1-9][0-9]{0,2})[a-e]?(?![a-z0-9])", re.IGNORECASE)
END_TAG = re.compile(r"</[a-z][a-z0-9]{0,9}>", re.IGNORECASE)
EMPHASIS = ("**", "__", "*", "_")


@dataclass(frozen=True, kw_only=True)
class Named:
    """A question's name found in a line, and what the line says after it."""

    number: int
    rest: str


def in_line(line: str) -> Named | None:
    """Find a question's name in a line of Markdown: a heading, bold, or followed by a stop.

    "Q4 was hard" is prose, and a link is a table of contents.
    """
    found = WRITTEN.match(line[:LOOKED_AT])
    if not found or (found["stop"] == "]" and found["link"]):
        return None
    lead, tagged = found["lead"], bool(found["tag"])
    emphasis = next((mark for mark in EMPHASIS if lead.endswith(mark)), "")
    if not ("#" in lead or emphasis or tagged or found["stop"] is not None):
        return None
    rest = line[found.end() :]
    return Named(number=int(found["number"]), rest=_unmarked(END_TAG.sub("", rest) if tagged else rest, emphasis))


def _unmarked(rest: str, emphasis: str) -> str:
    """Take off the stop, and the closing half of an emphasis whose opening half stood before the name."""
    text = rest.lstrip(".:)]\u2013\u2014- \t")
    if emphasis and text.startswith(emphasis):
        text = text.removeprefix(emphasis).lstrip(".:)]\u2013\u2014- \t")
    elif emphasis:
        text = text.replace(emphasis, "", 1)
    return text.strip()


def in_comments(code: str) -> int | None:
    """Find the question that a cell's opening comments name; a `%%time` may stand before them."""
    for line in code.split("\n"):
        if line.strip() and not line.lstrip().startswith(("#", "%%")):
            return None
        if found := COMMENT.match(line[:LOOKED_AT]):
            return int(found["number"])
    return None


def in_label(label: str) -> int | None:
    """Find the question that a tag such as `q4` names, or a path such as `q04/ada.py`: its last part first."""
    for part in reversed(re.split(r"[/\\]", label[-LOOKED_AT:])):
        if found := LABEL.search(part):
            return int(found[1])
    return None
