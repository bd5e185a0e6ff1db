"""`allclose worker`: one worker with its box."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer


def worker(
    *,
    job_class: Annotated[str, typer.Option("--class", help="The jobs it takes; cpu is the one there is.")] = "cpu",
    concurrency: Annotated[
        int, typer.Option(min=0, help="Submissions graded at once; 0 leaves it to the settings.")
    ] = 0,
) -> None:
    """Grade what is queued, until it is told to stop; what runs then is finished first."""
    from app import logs
    from app.errors import AppError
    from app.settings import Settings
    from app.worker import work

    if job_class != "cpu":
        typer.echo(f"There is no class {job_class!r} yet: only cpu.", err=True)
        raise typer.Exit(2)
    logs.set_up("worker")
    settings = Settings(workers=concurrency) if concurrency else Settings()
    try:
        asyncio.run(work(settings, lambda: typer.echo("ready")))
    except AppError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    except TimeoutError as late:
        typer.echo(f"The box does not start: {late}", err=True)
        raise typer.Exit(3) from None
