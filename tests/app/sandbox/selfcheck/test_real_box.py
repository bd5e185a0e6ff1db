"""The suite over the real box, at the strongest level that this machine permits."""

from __future__ import annotations

import pytest

from app.sandbox.client import BrokerBox
from app.sandbox.selfcheck import suite


def processes(box: BrokerBox) -> tuple[int, object]:
    """The box's own processes: a change means that one of them died and was replaced."""
    return box.broker_pid, box.status()["zygote_pid"]


def wrong(box: BrokerBox, *, only_probe: bool) -> dict[str, str]:
    """What the suite finds fault with, by name."""
    found = suite.run(box, box.level, only_probe=only_probe, heart=lambda: processes(box))
    return {one.name: one.why_not for one in found if not one.stopped}


def test_probes(box: BrokerBox) -> None:
    """What a worker asks before its first job."""
    assert wrong(box, only_probe=True) == {}


@pytest.mark.slow
def test_everything(box: BrokerBox) -> None:
    """Every escape is stopped, all honest work is done, nothing is left, and the box's own processes live on."""
    assert wrong(box, only_probe=False) == {}
