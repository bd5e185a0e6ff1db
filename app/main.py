"""The web process: the one root above `app.web`. It starts in a second, for it never loads torch."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import uvicorn

from app.settings import Settings
from app.web.app import build

if TYPE_CHECKING:
    from fastapi import FastAPI


def create() -> FastAPI:
    """Make the application from the environment; for a server that wants a factory."""
    return build(Settings())


def keep_what_is_loaded() -> None:
    """Have the garbage collector pass over what is there now: it is there until the end.

    Else a request that makes many objects has all modules gone through, now and then: 110 ms in which nobody is served.
    """
    gc.collect()
    gc.freeze()


class Server(uvicorn.Server):
    """Says when it listens, so that whoever started it knows."""

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Begin to listen."""
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            keep_what_is_loaded()
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
