"""Declared scratch spaces: what is not exactly that is refused, since it would be wiped."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.sandbox.levels import Level
from app.sandbox.orders import BrokerOrders
from app.sandbox.scratch import ScratchRefused, check_scratch


def orders(*scratch: str) -> BrokerOrders:
    """Orders at the level that uses them, for four slots."""
    return BrokerOrders(level=Level.CONTAINER, spares=1, scratch=scratch)


def test_none_is_fine() -> None:
    """Without one there is no scratch, and that is a level's own choice."""
    check_scratch(orders())


def test_too_few_are_refused() -> None:
    """Some rooms with and some without a scratch would be two kinds of luck."""
    with pytest.raises(ScratchRefused, match="names 1 directories, and 4 rooms need one each"):
        check_scratch(orders("/tmp"))


def test_a_directory_that_is_no_mount_of_the_rooms_user_is_refused(tmp_path: Path) -> None:
    """Somebody's home would be cleared for every job."""
    with pytest.raises(ScratchRefused, match="must be a tmpfs of its own with uid=61000 and mode=700"):
        check_scratch(orders(*[str(tmp_path)] * 4))


def test_a_missing_one_is_refused() -> None:
    """A slip of the pen is told with the path."""
    with pytest.raises(ScratchRefused, match="/nowhere/0 cannot be used: No such file"):
        check_scratch(orders(*[f"/nowhere/{slot}" for slot in range(4)]))
