"""`allclose grade`: files graded here and now, without a server, in the same box."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

import typer

if TYPE_CHECKING:
    from app.pipeline.upload import Graded
    from graders.catalogue import Pack


def grade(
    files: Annotated[list[Path], typer.Argument(help="Notebooks (.ipynb) and Python files (.py).", metavar="FILE...")],
    *,
    question: Annotated[int | None, typer.Option(help="Whose code it is, where the file does not say so.")] = None,
    seed: Annotated[int | None, typer.Option(help="Decides everything random; drawn if left out.", min=0)] = None,
    pack: Annotated[str, typer.Option(help="The pack: a package name, or a folder of q01.py, q02.py ...")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document a file, a line each.")] = False,
) -> None:
    """Grade notebooks and Python files. Exit 1 if a file holds nothing to grade, 3 if the fault was ours."""
    from app.cli.packs import grading_box, load_pack
    from app.cli.reading import read_file
    from app.pipeline.upload import grade_upload

    chosen = load_pack(pack)
    if question is not None and question not in chosen.entries:
        typer.echo(f"The pack {chosen.name} has no question {question}.", err=True)
        raise typer.Exit(2)
    notebooks = {file: read_file(file, question) for file in files}
    readable = {file: notebook for file, notebook in notebooks.items() if notebook is not None}
    results: list[Graded] = []
    if readable:
        with grading_box() as box:
            for file, notebook in readable.items():
                draw = secrets.randbits(31) if seed is None else seed
                with _Progress(file, len(notebook.answers), hidden=as_json) as done:
                    results.append(grade_upload(box, chosen, notebook, draw, done.step))
                _print(file, chosen, results[-1], as_json=as_json)
    if any(report.state.value == "ungraded" for graded in results for report in graded.reports):
        raise typer.Exit(3)
    if len(readable) < len(notebooks) or not all(graded.reports for graded in results):
        raise typer.Exit(1)


def _print(file: Path, pack: Pack, graded: Graded, *, as_json: bool) -> None:
    if as_json:
        from app.pipeline.document import document

        typer.echo(json.dumps(document(str(file), pack, graded)))
        return
    from app.cli.reading_matter import show

    show(file, pack, graded)


class _Progress:
    """A bar on stderr, where somebody is watching."""

    def __init__(self, file: Path, questions: int, *, hidden: bool) -> None:
        from rich.console import Console
        from rich.progress import Progress

        console = Console(stderr=True)
        self._bar = Progress(console=console, transient=True, disable=hidden or not console.is_terminal)
        self._task = self._bar.add_task(file.name, total=questions)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def step(self, _number: int) -> None:
        """One more question is done."""
        self._bar.advance(self._task)
