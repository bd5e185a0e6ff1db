"""The scratch spaces that are declared from outside, for the level that may not mount: what they have to be.

Each is wiped by its slot's user before every job, so a path that is something else is refused, not used.
"""

from __future__ import annotations

import os
from pathlib import Path

from app.errors import AppError
from app.sandbox.orders import BrokerOrders


class ScratchRefused(AppError):
    """A declared scratch space is not what a room may be given."""


def check_scratch(orders: BrokerOrders) -> None:
    """Raise ScratchRefused unless every slot has a mount of its own, owned by its user and closed to others."""
    if not orders.scratch:
        return
    if len(orders.scratch) < orders.slots:
        raise ScratchRefused(
            f"ALLCLOSE_SCRATCH names {len(orders.scratch)} directories, and {orders.slots} rooms need one each."
        )
    for slot, path in enumerate(orders.scratch[: orders.slots]):
        owner = orders.first_uid + slot
        try:
            found = Path(path).stat()
        except OSError as error:
            raise ScratchRefused(f"The scratch space {path} cannot be used: {error.strerror}.") from None
        if not os.path.ismount(path) or found.st_uid != owner or found.st_mode & 0o077:
            raise ScratchRefused(
                f"The scratch space {path} must be a tmpfs of its own with uid={owner} and mode=700; it is cleared for "
                "every job."
            )
