"""Sites are planted into code: the compiler takes only plain constants, so each begins as a text and is changed after.

Not in builtins and not in globals: a student's `dir()`, a class body's namespace, a function that is run with names of
its own would all see or miss them there.
"""

from __future__ import annotations

import os
from types import CodeType
from typing import Any


class Bed:
    """The sites of one cell, by the texts that stand for them."""

    def __init__(self) -> None:
        self._mark = f"\0{os.urandom(8).hex()} "  # no text of the student's can be one of these
        self._sites: dict[object, Any] = {}

    def hold(self, site: Any) -> str:
        """The text that will become this site."""
        key = f"{self._mark}{len(self._sites)}"
        self._sites[key] = site
        return key

    def plant(self, code: CodeType) -> CodeType:
        """The code with its sites in it, that of functions and classes included."""
        constants = [
            self._sites.get(constant, constant)
            if type(constant) is str
            else self.plant(constant)
            if type(constant) is CodeType
            else constant
            for constant in code.co_consts
        ]
        return code.replace(co_consts=tuple(constants))
