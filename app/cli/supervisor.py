"""Starts web and worker as processes of their own, starts again what dies, and stops both."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from contextlib import suppress

import typer

from app.cli.first_start import COURSE, Tokens, prepare
from app.settings import Settings

PAUSE_S = (0.2, 1.0, 5.0, 15.0)  #: before one that died is started again: longer each time it dies before it is ready


async def supervise(settings: Settings) -> int:
    """Run until SIGINT or SIGTERM; give the exit status. Raises StoreTrouble where the database cannot be opened."""
    began = time.monotonic()
    tokens = await prepare(settings)
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    typer.echo("Starting the web process, and warming the box ...")
    roles = {role: Role(role, settings) for role in ("web", "worker")}
    running = [asyncio.create_task(role.keep(stopping)) for role in roles.values()]
    ready = asyncio.create_task(_all_ready(list(roles.values())))
    stopped = asyncio.create_task(stopping.wait())
    await asyncio.wait({ready, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if not stopping.is_set():
        _welcome(settings, tokens, time.monotonic() - began)
        await stopped
    ready.cancel()
    typer.echo("Stopping; what is being graded is finished first.")
    await asyncio.gather(*running)
    with suppress(asyncio.CancelledError):
        await ready
    return 0


async def _all_ready(roles: list[Role]) -> bool:
    for role in roles:
        await role.ready.wait()
    return True


class Role:
    """One process, kept running."""

    def __init__(self, name: str, settings: Settings) -> None:
        self._name, self._settings = name, settings
        self.ready = asyncio.Event()  #: it was so once
        self._ready_now = False

    async def keep(self, stopping: asyncio.Event) -> None:
        """Start it again whenever it dies, until the end; then tell it to stop, and wait."""
        deaths = 0
        while not stopping.is_set():
            process = await self._start()
            told = asyncio.create_task(stopping.wait())
            reading = asyncio.create_task(self._read(process))
            dying = asyncio.create_task(process.wait())
            await asyncio.wait({told, dying}, return_when=asyncio.FIRST_COMPLETED)
            if stopping.is_set() and process.returncode is None:
                process.terminate()
            await dying
            told.cancel()
            await reading
            was_ready, self._ready_now = self._ready_now, False
            if not stopping.is_set():
                deaths = 0 if was_ready else deaths + 1
                pause = PAUSE_S[min(deaths, len(PAUSE_S) - 1)]
                typer.echo(f"The {self._name} process ended ({process.returncode}); again in {pause:g} s.", err=True)
                with suppress(TimeoutError):
                    await asyncio.wait_for(stopping.wait(), pause)

    async def _start(self) -> Process:
        settings = self._settings
        values = {name: getattr(settings, name) for name in ("data", "database", "host", "port", "workers")}
        environment = os.environ | {f"ALLCLOSE_{name.upper()}": str(value) for name, value in values.items()}
        # A process group of its own: Ctrl-C in the terminal reaches us alone, and we stop the others in order.
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "app.cli", self._name, stdout=PIPE, env=environment, process_group=0
        )

    async def _read(self, process: Process) -> None:
        if process.stdout is None:
            return
        async for line in process.stdout:
            if line.strip() == b"ready":
                self._ready_now = True
                self.ready.set()
            else:
                typer.echo(line.decode(errors="replace").rstrip())


def _welcome(settings: Settings, tokens: Tokens | None, took_s: float) -> None:
    typer.echo(f"Ready after {took_s:.1f} s: http://{settings.host}:{settings.port}  (course {COURSE})")
    if tokens is None:
        typer.echo("The tokens were shown at the first start; `allclose token create` makes new ones.")
        return
    typer.echo("Shown only now, keep them:")
    typer.echo(f"  instructor token  {tokens.instructor}")
    typer.echo(f"  student token     {tokens.student}")
