"""Prompts copied along with the code (`>>> `, `In [3]: `), and a cell indented as a whole: Jupyter forgives both."""

from __future__ import annotations

import re

# Only where the first line of code has one: IPython strips the examples in a docstring too, and changes a string by it.
CANDIDATE = re.compile(r"(?:[ \t]*(?:#.*)?\n)*+(?:[ \t]+[^\s#]|[ \t]*(?:>>>|In \[))")


def without(text: str) -> str:
    """Take prompts and a common indentation away, line for line."""
    if not CANDIDATE.match(text):
        return text
    from IPython.core.inputtransformer2 import (  # noqa: PLC0415 - few cells need it
        classic_prompt,
        ipython_prompt,
        leading_indent,
    )

    body = text.lstrip()
    blank = text.count("\n", 0, len(text) - len(body))
    lines = text.split("\n")[blank:]
    try:
        changed = [line + "\n" for line in lines]
        for step in (leading_indent, classic_prompt, ipython_prompt):
            changed = step(changed)  # type: ignore[no-untyped-call]
        found = "".join(changed).removesuffix("\n").split("\n")
    except Exception:  # noqa: BLE001 - what IPython chokes on, the box reports
        return text
    return "\n" * blank + "\n".join(found) if len(found) == len(lines) else text
