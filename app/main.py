"""The web process: the one root above `app.web`. It starts in a second, for it never loads torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uvicorn

from app.settings import Settings
from app.web.app import build

if TYPE_CHECKING:
    from fastapi import FastAPI


def create() -> FastAPI:
    """Make the application from the environment; for a server that wants a factory."""
    return build(Settings())


class Server(uvicorn.Server):
    """Says when it listens, so that whoever started it knows."""

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Begin to listen."""
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            print("ready", flush=True)  # noqa: T201 - the supervisor reads it


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are finished."""
    config = uvicorn.Config(
        build(settings),
        host=settings.host,
        port=settings.port,
        timeout_graceful_shutdown=10,
        server_header=False,
        log_config=None,  # its lines are written like ours
        log_level="warning",
    )
    Server(config).run()
