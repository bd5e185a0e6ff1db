"""Loading the folder `inside` by its path, under a name of its own: it is run, and imported by nobody."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Protocol, cast

NAME = "inside"


class Channel(Protocol):
    """What the inside talks through."""

    def send(self, kind: int, cell: int, text: bytes, blob: bytes) -> None:
        """Send one frame."""

    def receive(self) -> tuple[int, int, bytes, bytes] | None:
        """The next frame; None when the other side has gone."""


class Inside(Protocol):
    """What the folder offers."""

    def serve(self, channel: Channel) -> None:
        """Do the one job of a room, its signals and streams set up first."""

    def rehearse(self, *, brief: bool = False) -> None:
        """Touch what a job will touch, and leave no trace."""


def load_inside() -> Inside:
    """The package in the folder `inside`."""
    if NAME not in sys.modules:
        folder = Path(__file__).with_name(NAME)
        spec = importlib.util.spec_from_file_location(
            NAME, folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        if spec is None or spec.loader is None:
            raise ImportError(folder)
        module = importlib.util.module_from_spec(spec)
        sys.modules[NAME] = module
        spec.loader.exec_module(module)
    return cast("Inside", sys.modules[NAME])
