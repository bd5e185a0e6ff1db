"""Waiting for a box to come to rest."""

from __future__ import annotations

import time

from app.sandbox.client import BrokerBox


def settle(box: BrokerBox, seconds: float = 60.0) -> bool:
    """Return once all spares wait and no other room is there; False if that takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        status = box.status()
        if status["waiting"] == box.orders.spares == len(status["room_pids"]):
            return True
        time.sleep(0.002)
    return False
