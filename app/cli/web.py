"""`allclose web`: the web process alone."""

from __future__ import annotations

from typing import Annotated

import typer


def web(
    *,
    host: Annotated[str, typer.Option(help="The address to listen on; empty leaves it to the settings.")] = "",
    port: Annotated[int, typer.Option(help="The port; -1 leaves it to the settings.", min=-1, max=65535)] = -1,
) -> None:
    """Take submissions and show reports, until it is told to stop. Grading is done by workers."""
    from app import logs
    from app.main import serve
    from app.settings import Settings

    logs.set_up("web")
    given = {"host": host or None, "port": None if port < 0 else port}
    serve(Settings(**{name: value for name, value in given.items() if value is not None}))  # type: ignore[arg-type]
