"""`allclose serve`: the whole service on one machine, by one command."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer


def serve(
    *,
    host: Annotated[str, typer.Option(help="The address to listen on; empty leaves it to the settings.")] = "",
    port: Annotated[int, typer.Option(help="The port; -1 leaves it to the settings.", min=-1, max=65535)] = -1,
    workers: Annotated[int, typer.Option(help="Submissions graded at once; 0 means one for each core.", min=0)] = 0,
) -> None:
    """Make the database, start web, worker and box, print the URL and tokens; Ctrl-C stops all of them."""
    from app.cli.supervisor import supervise
    from app.settings import Settings
    from app.store.embedded import shown
    from app.store.trouble import StoreTrouble

    given = {"host": host or None, "port": None if port < 0 else port, "workers": workers or None}
    settings = Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    try:
        raise typer.Exit(asyncio.run(supervise(settings)))
    except StoreTrouble as error:
        typer.echo(f"{shown(settings.database_url)}: {error}", err=True)  # without its password
        raise typer.Exit(3) from None
