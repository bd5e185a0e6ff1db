"""`allclose check-pack`: the graders' own exam."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.exam.exam import Result
    from graders.catalogue import Pack


def check_pack(
    *,
    question: Annotated[list[int] | None, typer.Option(help="Only this one; may be given again.")] = None,
    pack: Annotated[str, typer.Option(help="The pack: a package name, or a folder of q01.py, q02.py ...")] = "",
    answers: Annotated[
        Path | None,
        typer.Option(
            help="Labelled answers: q01/right_*.py and so on. (default: the pack's folder answers, or tests/answers)"
        ),
    ] = None,
    thorough: Annotated[
        bool, typer.Option(help="All mutants, 20 repeats and 200 tries of the bot, not a sample.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Examine the graders: references, labelled answers, mutants, a bot. Exit 1 if a question is below the bar."""
    from app.cli.packs import answers_of, grading_box, load_pack
    from app.exam.answers import Unlabelled
    from app.exam.document import document
    from app.exam.exam import Effort, sit
    from app.exam.examiner import Examiner

    chosen = load_pack(pack)
    labelled = answers or answers_of(pack)
    if not labelled.is_dir():
        typer.echo(f"There are no labelled answers at {labelled}: name their folder with --answers.", err=True)
        raise typer.Exit(2)
    numbers = question or list(chosen.entries)
    if unknown := sorted(set(numbers) - set(chosen.entries)):
        typer.echo(f"The pack {chosen.name} has no question {unknown[0]}.", err=True)
        raise typer.Exit(2)
    if missing := [number for number in numbers if chosen.model_answer(number) is None]:
        typer.echo(f"Question {missing[0]} has no model answer: {model_file(chosen, missing[0])} is missing.", err=True)
        raise typer.Exit(2)
    effort = Effort(mutants=1000, repeats=20, repeated=100, tries=200) if thorough else Effort()
    results: list[Result] = []
    try:
        with grading_box() as box:
            for number in numbers:
                examiner = Examiner(box=box, pack=chosen, entry=chosen.entries[number])
                results.append(sit(examiner, labelled, effort))
                if not as_json:
                    typer.echo(line(results[-1]))
    except Unlabelled as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    if as_json:
        typer.echo(json.dumps(document(results)))
    if not all(result.ok for result in results):
        raise typer.Exit(1)


def model_file(pack: Pack, number: int) -> str:
    """Where a question's model answer belongs."""
    return f"q{number:02d}.py in {pack.reference or 'a package that the pack names as REFERENCE'}"


def line(result: Result) -> str:
    """One question's line, and under it what is below the bar."""
    counts, tally = result.counts, result.tally
    answers = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    head = (
        f"Q{result.question:<3} {'ok ' if result.ok else 'BAD'} answers: {answers}, {len(result.misjudged)} misjudged; "
        f"mutants: {tally.made}, {tally.killed} killed, {tally.equivalent} equivalent, {tally.excused} excused; "
        f"bot: {result.climb.score:g} of {result.climb.max:g}"
    )
    below = [f"     {reason}" for reason in result.why_not]
    below += [f"     misjudged {one.name}: {one.earned} for {one.expected}" for one in result.misjudged]
    below += [f"     survivor {name}" for name in tally.survivors]
    return "\n".join((head, *below))
