"""From settings to a running box."""

from __future__ import annotations

from app.sandbox.client import BrokerBox, Wish
from app.sandbox.levels import Level
from app.settings import Settings


def start_box(settings: Settings) -> BrokerBox:
    """Start the box that the settings ask for. Raises LevelRefused when the machine permits less than their floor."""
    return BrokerBox(
        Wish(
            level=None if settings.sandbox_level == "auto" else Level(settings.sandbox_level),
            floor=Level(settings.sandbox_floor),
            spares=settings.spares,
            first_uid=settings.first_uid,
            scratch=settings.scratch,
        )
    )
