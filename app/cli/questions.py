"""`allclose questions`: what is in a pack."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def questions(
    *,
    pack: Annotated[str, typer.Option(help="The pack: a package name, or a folder of q01.py, q02.py ...")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List the questions of a pack: number, title, marks."""
    from app.cli.packs import load_pack

    entries = load_pack(pack).entries
    if as_json:
        rows = [{"question": n, "title": e.title, "marks": e.question.points} for n, e in entries.items()]
        typer.echo(json.dumps({"questions": rows, "marks": sum(e.question.points for e in entries.values())}))
        return
    for number, entry in entries.items():
        typer.echo(f"{number:>3}  {entry.question.points:>4g}  {entry.title}")
    typer.echo(f"     {sum(entry.question.points for entry in entries.values()):>4g}  in all")
