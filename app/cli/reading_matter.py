"""A report as a student likes to read it: the sentence, why not, the line of code, what to try."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from app.pipeline.upload import Graded
from graders.catalogue import Pack
from graders.report import CheckReport, Outcome, QuestionReport, State

MARKS = {
    Outcome.PASSED: "[green]✓[/green]",
    Outcome.PARTIAL: "[yellow]◐[/yellow]",
    Outcome.FAILED: "[red]✗[/red]",
    Outcome.NOT_REACHED: "[dim]·[/dim]",
    Outcome.UNGRADED: "[magenta]?[/magenta]",
}
OUTPUT_SHOWN = 600  #: characters of what the program printed


def show(file: Path, pack: Pack, graded: Graded) -> None:
    """Print the reports of one file: each question in full if there are few, else an overview and what went wrong."""
    console = Console(highlight=False)
    several = len(graded.reports) > 1
    if several:
        console.print(_overview(file, graded))
    for report in graded.reports:
        if not several or report.score < report.max:
            console.print(_head(report))
            _body(console, report)
    for note in graded.notes:
        console.print(f"[dim]{escape(note.sentence)}[/dim]")
    if graded.repeated:
        console.print(f"Answered in two places: {_list(graded.repeated)}. All of it was run, in order.")
    if graded.unknown:
        console.print(f"Not in the pack {pack.name}: {_list(graded.unknown)}.")
    if several and graded.not_found:
        console.print(f"Not found in the file: {_list(graded.not_found)}.")


def _overview(file: Path, graded: Graded) -> Table:
    total = sum(report.max for report in graded.reports)
    table = Table(
        "", "question", "marks", title=f"{file.name}: {graded.score:g} of {total:g}", box=None, title_justify="left"
    )
    for report in graded.reports:
        marks = "".join(MARKS[check.outcome] for check in report.checks)
        table.add_row(marks, f"Q{report.question}. {escape(report.title)}", _score(report))
    return table


def _head(report: QuestionReport) -> str:
    return f"\n[bold]Q{report.question}. {escape(report.title)}[/bold]  {_score(report)}"


def _score(report: QuestionReport) -> str:
    if report.state is State.NOT_ATTEMPTED:
        return f"not attempted, 0 of {report.max:g}"
    if report.state is State.UNGRADED:
        return "not graded yet: our fault, your teacher is told"
    return f"{report.score:g} of {report.max:g}"


def _body(console: Console, report: QuestionReport) -> None:
    if report.state is State.NOT_ATTEMPTED:
        return
    _error(console, report)
    for check in report.checks:
        _check(console, check)
    if report.seeds and report.seeds.tried > 1:
        console.print(f"  Tried from {report.seeds.tried} starts, learnt from {report.seeds.learnt}.")
    for warning in report.run.warnings:
        console.print(f"  [yellow]PyTorch warned:[/yellow] {escape(warning[:OUTPUT_SHOWN])}")


def _error(console: Console, report: QuestionReport) -> None:
    error = report.run.error
    if error is None:
        return
    at = f", line {error.line}" if error.line else ""
    console.print(f"  [red]{escape(error.type)}[/red]{at}: {escape(error.message[:OUTPUT_SHOWN])}")
    for text in (error.explanation, error.hint):
        if text:
            console.print(Padding(escape(text), (0, 0, 0, 4), expand=False))


def _check(console: Console, check: CheckReport) -> None:
    console.print(f"  {MARKS[check.outcome]} {escape(check.sentence)}  [dim]{check.points:g} of {check.max:g}[/dim]")
    if check.outcome is Outcome.PASSED and not check.message:
        return
    if check.where:
        code = (
            f"line {check.where.line}: {check.where.code.strip()}" if check.where.code else f"line {check.where.line}"
        )
        console.print(Padding(f"[cyan]{escape(code)}[/cyan]", (0, 0, 0, 6), expand=False))
    for text in (check.message, check.hint):
        if text:
            console.print(Padding(escape(text), (0, 0, 0, 6), expand=False))


def _list(numbers: tuple[int, ...]) -> str:
    return ", ".join(f"Q{number}" for number in numbers)
