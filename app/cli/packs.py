"""What the commands about questions have in common: the pack that is meant, and a box to grade in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from app.sandbox.client import BrokerBox
    from graders.catalogue import Pack

OURS = ("graders", "reference")  #: hidden from every room, wherever they are installed


def load_pack(name: str) -> Pack:
    """Load a pack by its package's name or its folder; a mistake of its author's is told, and ends the command."""
    from graders import catalogue
    from graders.authoring import QuestionError

    folder = Path(name).resolve() if name and Path(name).is_dir() else None
    if folder and str(folder.parent) not in sys.path:
        sys.path.insert(0, str(folder.parent))
    package = folder.name if folder else name or catalogue.BASICS
    if not folder and "/" in name:
        typer.echo(f"There is no folder {name}.", err=True)
        raise typer.Exit(2)
    try:
        _require_ours(package, folder)
        return catalogue.load(package)
    except (QuestionError, ImportError, ValueError, TypeError) as error:
        typer.echo(f"The pack {name or package} cannot be loaded: {error}", err=True)
        raise typer.Exit(2) from None


def answers_of(name: str) -> Path:
    """The folder of a pack's labelled answers: beside its questions; those of the built-in pack are tests of ours."""
    if not name:
        return Path("tests/answers")
    return (Path(name) if Path(name).is_dir() else Path(next(iter(import_module(name).__path__)))) / "answers"


def _require_ours(package: str, folder: Path | None) -> None:
    """Refuse what was found elsewhere under this name, and what a student's program could read."""
    from app.sandbox.roots import libraries

    spec = find_spec(package)
    paths = {Path(path).resolve() for path in (spec.submodule_search_locations or () if spec else ())}
    if folder and paths != {folder}:
        raise ValueError(f"something else is called {package}; give the folder another name")
    readable = any(path.is_relative_to(library) for path in paths for library in libraries())
    if readable and package.partition(".")[0] not in OURS:
        raise ValueError("it lies where Python's libraries lie, and students' programs can read those")


@contextmanager
def grading_box() -> Iterator[BrokerBox]:
    """A box that has shown that its walls stand. What fails in it is our fault, told in a line: exit 3."""
    from app.errors import AppError
    from app.sandbox.start import start_probed_box
    from app.settings import Settings

    try:
        with start_probed_box(Settings()) as box:
            yield box
    except TimeoutError as late:
        typer.echo(f"The box does not start: {late}", err=True)
        raise typer.Exit(3) from None
    except AppError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(3) from None
