"""What the suite says of one escape."""

from __future__ import annotations

from dataclasses import dataclass

from graders.observation import RunStatus


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`stopped`: the box answered rightly, which for honest work means that it ran. `status` is None without a run."""

    name: str
    stopped: bool
    status: RunStatus | None = None
    why_not: str = ""
    seconds: float = 0.0
