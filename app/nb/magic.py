"""The magic `%%grade`."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from IPython.core.error import UsageError

from app.errors import AppError
from app.nb import graders
from app.nb.shown import Sentence, Shown

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

LINE = re.compile(r"\s*Q?(?P<number>\d{1,4})(?P<run>\s+--run)?\s*", re.IGNORECASE)


class Magic:
    """One notebook's grader; a change of the environment is heeded with the next cell."""

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._near = graders.Near()

    def grade(self, line: str, cell: str) -> Shown | Sentence:
        """`%%grade N` grades the cell as the answer to question N and shows the report; `--run` also runs it here.

        The answer stands alone: what other cells defined or imported is not there when it is graded. With ALLCLOSE_URL
        and ALLCLOSE_TOKEN in the environment it is handed in at that server, else it is graded on this machine.
        """
        asked = LINE.fullmatch(line)
        if asked is None:
            raise UsageError("Say the question's number, as in `%%grade 4`; `%%grade 4 --run` runs the cell here, too.")
        if asked["run"]:
            self._shell.run_cell(cell)  # type: ignore[no-untyped-call]
        try:
            grader = graders.of(os.environ)
            report = (self._near if isinstance(grader, graders.Near) else grader).grade(int(asked["number"]), cell)
        except AppError as error:
            return Sentence(str(error))
        return Shown(report)
