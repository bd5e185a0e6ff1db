"""A student's file, read for a command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from app.pipeline.reading import Notebook

LARGEST = 8 << 20  #: bytes of a file


def read_file(file: Path, question: int | None) -> Notebook | None:
    """Read a notebook or a Python file; None where that cannot be, after saying why on stderr."""
    from app.pipeline.reading import Unreadable, read

    try:
        if file.stat().st_size > LARGEST:
            typer.echo(f"{file}: larger than {LARGEST >> 20} MiB. Clear the outputs of the notebook.", err=True)
            return None
        notebook = read(file.read_bytes(), str(file), question)
    except OSError as error:
        typer.echo(f"{file}: {error.strerror}", err=True)
        return None
    except Unreadable as error:
        typer.echo(f"{file}: {error}", err=True)
        return None
    if not notebook.answers:
        typer.echo(
            f"{file}: it does not say which question it answers. Begin it with a comment such as `# Q4`, "
            "or give --question.",
            err=True,
        )
        return None
    return notebook
