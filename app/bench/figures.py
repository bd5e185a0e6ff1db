"""Figures from samples: medians, quartiles, and the load of the machine beside them."""

from __future__ import annotations

import os
import statistics
from collections.abc import Sequence


def spread(samples_s: Sequence[float]) -> dict[str, float]:
    """Milliseconds at the median, the quartiles, the 95th percentile and the least; from samples in seconds."""
    cuts = statistics.quantiles(samples_s, n=20, method="inclusive")
    found = {
        "p50": statistics.median(samples_s),
        "p95": cuts[18],
        "p25": cuts[4],
        "p75": cuts[14],
        "min": min(samples_s),
    }
    return {name: round(value * 1000, 4) for name, value in found.items()}


def load() -> list[float]:
    """The load averages over 1, 5 and 15 minutes."""
    return [round(value, 2) for value in os.getloadavg()]
