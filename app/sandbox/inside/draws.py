"""The random streams that a program draws from: set by the plan, put back after a probe."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch


def seed(value: int) -> None:
    """Set every stream. Unseeded, all students would share the one that the waiting process was copied with."""
    # Not torch.manual_seed: for a GPU that was never used it formats a stack, which costs more than the program.
    torch.default_generator.manual_seed(value % (1 << 64))
    if torch.cuda.is_initialized():  # type: ignore[no-untyped-call]
        torch.cuda.manual_seed_all(value % (1 << 64))
    np.random.seed(value % (1 << 32))
    random.seed(value)


@contextmanager
def untouched() -> Iterator[None]:
    """Leave every stream, the gradient mode and the default type as they were."""
    streams = torch.default_generator.get_state(), np.random.get_state(), random.getstate()
    grad, dtype = torch.is_grad_enabled(), torch.get_default_dtype()
    try:
        yield
    finally:
        torch.default_generator.set_state(streams[0])
        np.random.set_state(streams[1])
        random.setstate(streams[2])
        torch.set_grad_enabled(grad)
        torch.set_default_dtype(dtype)
