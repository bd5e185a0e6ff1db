"""From settings to a running box that has shown that its walls stand."""

from __future__ import annotations

from app.errors import AppError
from app.sandbox.client import BrokerBox, Wish
from app.sandbox.levels import Level
from app.sandbox.selfcheck import suite
from app.settings import Settings


class BoxUnsafe(AppError):
    """A program got out of the box that was just started, so it is not used."""


def start_box(settings: Settings) -> BrokerBox:
    """Start the box that the settings ask for, not yet warm and not yet probed. Raises LevelRefused, ScratchRefused."""
    return BrokerBox(
        Wish(
            level=None if settings.sandbox_level == "auto" else Level(settings.sandbox_level),
            floor=Level(settings.sandbox_floor),
            spares=settings.spares,
            first_uid=settings.first_uid,
            scratch=settings.scratch,
        )
    )


def start_probed_box(settings: Settings) -> BrokerBox:
    """Start a box, wait until it is warm, and try the probe set on it: what whoever takes strangers' code calls.

    Raises BoxUnsafe, which names what got through, TimeoutError when no room gets ready, and what `start_box` raises.
    """
    box = start_box(settings)
    try:
        _probe(box)
    except BaseException:
        box.close()
        raise
    return box


def _probe(box: BrokerBox) -> None:
    box.wait_until_warm()
    through = [found for found in suite.run(box, box.level, only_probe=True) if not found.stopped]
    if through:
        raise BoxUnsafe("; ".join(f"{found.name}: {found.why_not}" for found in through))
