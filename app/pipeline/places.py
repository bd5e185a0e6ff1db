"""Places in a report as the student counts them: lines of their file, or of a notebook's cell."""

from __future__ import annotations

from dataclasses import replace

from app.pipeline.reading import Notebook
from graders.report import CheckReport, QuestionReport


def in_file(report: QuestionReport, notebook: Notebook) -> QuestionReport:
    """Count lines from the beginning of the file. In a notebook every cell begins at 1, so nothing changes there."""
    error = report.run.error
    if error is not None and error.line is not None:
        error = replace(error, line=_line(notebook, error.cell, error.line))
    checks = tuple(_check(check, notebook) for check in report.checks)
    return replace(report, checks=checks, run=replace(report.run, error=error))


def _check(check: CheckReport, notebook: Notebook) -> CheckReport:
    where = check.where
    if where is None:
        return check
    return replace(check, where=replace(where, line=_line(notebook, where.cell, where.line)))


def _line(notebook: Notebook, cell: int, line: int) -> int:
    return line + notebook.cells[cell - 1].line - 1 if 0 < cell <= len(notebook.cells) else line
