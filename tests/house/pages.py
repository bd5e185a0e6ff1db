"""A page of the docs as somebody types it: its blocks in order, what they show, and what they are told by the last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CONSOLE = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
EXPORT = re.compile(r"export (\w+)=(\S*?)\.\.\.\s*")
#: What stands for what was shown last: a token, a secret, or the first id of a document.
KINDS = {"ac_": r'"(ac_[^"]+)"', "whsec_": r'"(whsec_[^"]+)"', "": r'"(?:id|delivery)": "([^"]+)"'}


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One command, and what the page shows under it."""

    command: str
    shown: str

    @property
    def names(self) -> str:
        """The variable that it sets from what was shown before; empty for any other command."""
        found = EXPORT.fullmatch(self.command)
        return found[1] if found else ""

    def value(self, seen: str) -> str:
        """What the variable stands for."""
        found = EXPORT.fullmatch(self.command)
        assert found
        values: list[str] = re.findall(KINDS[found[2]], seen)
        assert values, f"nothing was shown for {self.command}"
        return values[-1]


def session(page: Path) -> list[Typed]:
    """All that is typed at a page's prompts."""
    return [typed for block in CONSOLE.findall(page.read_text(encoding="utf-8")) for typed in _commands(block)]


def _commands(block: str) -> list[Typed]:
    found = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        typed = re.match(r".*\n(?:    .*\n)*", part)  # a command goes on in lines that are set in
        assert typed
        found.append(Typed(command=typed[0].strip(), shown=part[typed.end() :]))
    return found


def fits(shown: str, real: str) -> str:
    """Where the two part: a line `...` stands for any lines, and `...` in a line for any text; empty if nowhere."""
    pattern = ""
    for line in shown.strip().splitlines():
        if line.strip() == "...":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(re.escape(part) for part in line.split("...")) + "\n"
    return "" if re.fullmatch(pattern, real.strip() + "\n") else real
