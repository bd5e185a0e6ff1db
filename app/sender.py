"""The sender: the part of a worker that sends webhooks, alone. It needs a network, and neither a box nor PyTorch."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

from app.pipeline.notices import NOTIFY
from app.pipeline.outgoing import notifying
from app.queue.house import open_house
from app.settings import Settings


async def send(settings: Settings, ready: Callable[[], None]) -> None:
    """Send until SIGTERM or SIGINT; then finish what is under way, within the grace that the settings give.

    Raises BadCertificates.
    """
    async with open_house(settings) as house, notifying(house, settings) as sending:
        stopping = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)
        ready()
        working = asyncio.create_task(house.dispatcher.run({NOTIFY}, settings.webhooks_at_once, sending))
        told = asyncio.create_task(stopping.wait())
        await asyncio.wait({working, told}, return_when=asyncio.FIRST_COMPLETED)
        await house.dispatcher.stop(settings.grace_s)
        told.cancel()
        await working
