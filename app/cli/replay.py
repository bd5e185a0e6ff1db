"""`allclose replay`: a report made once more, from the seed that it recorded."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.pipeline.replay import Difference
    from graders.report import Json


def replay(
    report: Annotated[Path, typer.Argument(help="What `allclose grade --json` printed, or one report of the service.")],
    file: Annotated[Path, typer.Argument(help="The notebook or Python file that it is about.")],
    *,
    pack: Annotated[str, typer.Option(help="The pack: a package name, or a folder of q01.py, q02.py ...")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Grade again with the recorded seed. Exit 1 if a verdict or a mark is another one; the time it took is no part."""
    from app.cli.packs import grading_box, load_pack
    from app.cli.reading import read_file
    from app.pipeline.replay import other_versions, said_otherwise
    from app.pipeline.upload import grade_upload

    recorded = _recorded(report, file)
    chosen = load_pack(pack)
    notebook = read_file(file, next(iter(recorded)) if len(recorded) == 1 else None)
    if notebook is None:
        raise typer.Exit(2)
    now: dict[int, Json] = {}
    with grading_box() as box:
        for seed in sorted({one["reproduce"]["seed"] for one in recorded.values()}):
            graded = grade_upload(box, chosen, notebook, seed)
            made = {one.question: one.to_json() for one in graded.reports}
            now |= {n: made[n] for n, one in recorded.items() if one["reproduce"]["seed"] == seed and n in made}
    missing = sorted(recorded.keys() - now.keys())
    both = [(then, now[number]) for number, then in recorded.items() if number in now]
    said = [one for then, made in both for one in said_otherwise(then, made)]
    versions = [one for then, made in both for one in other_versions(then, made)]
    _print(said, versions, missing, as_json=as_json)
    if said or missing:
        raise typer.Exit(1)


def _recorded(report: Path, file: Path) -> dict[int, Json]:
    """The recorded reports on that file, by question. A mistake is told, and ends the command."""
    try:
        text = report.read_text(encoding="utf-8")
        found = _documents(text)
        if len(found) > 1:
            found = [one for one in found if Path(one.get("file", "")).name == file.name]
        questions = [one for document in found for one in document.get("questions", [document])]
        recorded: dict[int, Json] = {one["question"]: one for one in questions}
        # A mark that was given by hand to what no run has judged has neither of the two.
        broken = any(
            not isinstance(one["reproduce"]["seed"], int) or not isinstance(one.get("run"), dict) for one in questions
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        recorded, broken = {}, True
    if broken or not recorded:
        typer.echo(f"{report}: it holds no report on {file.name}, as `allclose grade --json` prints it.", err=True)
        raise typer.Exit(2)
    return recorded


def _documents(text: str) -> list[Json]:
    """One document over many lines, or one a line."""
    try:
        return [json.loads(text)]
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def _print(said: list[Difference], versions: list[Difference], missing: list[int], *, as_json: bool) -> None:
    if as_json:
        document = {
            "same": not (said or missing),
            "differences": [asdict(one) for one in said],
            "versions": [asdict(one) for one in versions],
            "missing": missing,
        }
        typer.echo(json.dumps(document))
        return
    typer.echo("Not the same:" if said or missing else "The same verdicts and marks.")
    for number in missing:
        typer.echo(f"  Q{number} is not graded any more.")
    for one in said:
        typer.echo(f"  Q{one.question} {one.what}: {one.then!r} then, {one.now!r} now")
    if versions:
        typer.echo("Graded with something else:")
    for one in versions:
        typer.echo(f"  Q{one.question} {one.what}: {one.then!r} then, {one.now!r} now")
