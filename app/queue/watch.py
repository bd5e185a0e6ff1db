"""Tells the dead from the living by their signs of life, on a clock of its own that nobody can set."""

from __future__ import annotations

from collections.abc import Collection

from app.store.leases import Beat


class Watch:
    """Remembers since when each sign of life has stood still.

    Nothing is known of the time before the first look, so a watch that has just begun takes nobody for dead.
    """

    def __init__(self, silence_s: float) -> None:
        self._silence_s = silence_s
        self._since: dict[Beat, float] = {}

    def silent(self, seen: Collection[Beat], ticks: float) -> list[Beat]:
        """Give those that have stood still for the whole time; `ticks` is a monotonic clock's."""
        self._since = {beat: self._since.get(beat, ticks) for beat in seen}
        return [beat for beat, since in self._since.items() if ticks - since >= self._silence_s]
