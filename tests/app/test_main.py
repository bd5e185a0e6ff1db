"""The web process, as far as it is more than its application."""

from __future__ import annotations

import gc

from app.main import keep_what_is_loaded


def test_what_is_loaded_is_gone_through_no_more() -> None:
    """The garbage collector has little left to look at, so that no request waits for it to look at all modules."""
    before = len(gc.get_objects())
    keep_what_is_loaded()
    try:
        assert gc.get_freeze_count() > 10_000
        assert len(gc.get_objects()) < before / 10
    finally:
        gc.unfreeze()
