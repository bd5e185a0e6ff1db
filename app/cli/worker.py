"""`allclose worker`: one worker with its box."""

from __future__ import annotations

import asyncio
import os
from typing import Annotated

import typer

GIVES_WAY = 5  #: on a machine that is shared a submission is first taken in, then graded


def worker(
    *,
    job_class: Annotated[
        str, typer.Option("--class", help="The jobs it takes: cpu grades, notify sends webhooks, all does both.")
    ] = "all",
    concurrency: Annotated[
        int, typer.Option(min=0, help="Submissions graded at once; 0 leaves it to the settings.")
    ] = 0,
) -> None:
    """Grade what is queued and send webhooks, until it is told to stop; what runs then is finished first."""
    from app import logs
    from app.errors import AppError
    from app.settings import Settings

    if job_class not in {"all", "cpu", "notify"}:
        typer.echo(f"There is no class {job_class!r}: only all, cpu and notify.", err=True)
        raise typer.Exit(2)
    logs.set_up("worker")
    settings = Settings(workers=concurrency) if concurrency else Settings()
    try:
        if job_class == "notify":
            from app.sender import send

            asyncio.run(send(settings, lambda: typer.echo("ready")))
        else:
            from app.worker import work

            os.nice(GIVES_WAY)
            asyncio.run(work(settings, lambda: typer.echo("ready"), sends=job_class == "all"))
    except AppError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    except TimeoutError as late:
        typer.echo(f"The box does not start: {late}", err=True)
        raise typer.Exit(3) from None
