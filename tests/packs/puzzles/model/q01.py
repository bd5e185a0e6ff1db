"""Every number of one vector times every number of another."""

import torch


def outer(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Shape (n, m) from vectors of n and m numbers."""
    return a[:, None] * b[None, :]
