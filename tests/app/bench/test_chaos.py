"""Any part of the service may be killed at any moment: nothing is lost, nothing is graded twice, nothing is left."""

from __future__ import annotations

import pytest

from app.bench import chaos


@pytest.mark.slow
def test_kills_under_load_lose_nothing() -> None:
    """A few kills under a few submissions; `allclose bench chaos` does it at any size."""
    found = chaos.run(kills=4, submissions=12, seed=3)
    assert sum(found["kills"].values()) == 4
    assert found["submissions"] >= 12
    assert found["states"] == {"graded": found["submissions"]}
    assert (found["lost"], found["duplicated"], found["processes_left"]) == (0, 0, 0)
