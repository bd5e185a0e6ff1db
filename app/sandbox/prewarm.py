"""What the zygote does once so that no student pays for it: imports, first calls, and large pages.

The list was found by measuring first calls: the first optimiser alone imports 800 modules and takes over a second, the
first LSTM a tenth. All of it runs with one thread: a child of a process that ever computed with two would hang.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import io
import os
import random
import traceback
import warnings

HUGE_PAGE = 1 << 21
MADV_COLLAPSE = 25

LATER = (  # what torch and a course's code import on first use
    "torch._dynamo", "torch.optim", "torch.optim.lr_scheduler", "torch.utils.data", "torch.func", "torch.nn.utils",
    "torch.nn.functional", "torch.distributions", "torch.nn.init", "numpy", "numpy.random", "math", "random",
    "copy", "collections", "itertools", "functools", "dataclasses", "typing", "inspect", "textwrap", "contextlib",
    "string", "statistics", "decimal", "fractions", "datetime", "time", "logging", "enum", "abc", "operator",
    "linecache", "pprint",
)  # fmt: skip


def prewarm() -> None:
    """Import and run once what first use would otherwise make slow; leave every random stream as it was."""
    import torch

    torch.set_num_threads(1)
    streams = torch.get_rng_state(), random.getstate()
    for name in LATER:
        importlib.import_module(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _first_calls()
    torch.set_rng_state(streams[0])
    random.setstate(streams[1])


def _first_calls() -> None:
    import numpy as np
    import torch
    import torch.nn.functional as F  # noqa: N812
    from torch import nn

    kept = np.random.get_state()
    model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2), nn.Sigmoid())
    for optimiser in (torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9), torch.optim.Adam(model.parameters())):
        for loss in (nn.MSELoss(), nn.BCELoss(), nn.L1Loss()):
            optimiser.zero_grad()
            torch.autograd.backward(loss(model(torch.rand(5, 3)), torch.rand(5, 2)))
            optimiser.step()
    torch.autograd.backward(F.cross_entropy(model(torch.rand(4, 3)), torch.tensor([0, 1, 0, 1])))
    nn.BCEWithLogitsLoss()(model(torch.rand(5, 3)), torch.rand(5, 2)).backward()
    nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Dropout(0.1))(torch.rand(1, 1, 8, 8)).sum().backward()
    for recurrent in (nn.LSTM(3, 4), nn.GRU(3, 4), nn.RNN(3, 4)):
        recurrent(torch.rand(2, 1, 3))[0].sum().backward()
    nn.MultiheadAttention(4, 2)(torch.rand(2, 1, 4), torch.rand(2, 1, 4), torch.rand(2, 1, 4))
    square = torch.rand(3, 3)
    torch.linalg.svd(square)
    torch.linalg.solve(square + torch.eye(3), square)
    torch.vmap(torch.sin)(square)
    torch.func.grad(lambda x: (x * x).sum())(square)
    torch.autograd.functional.jacobian(torch.sin, square)  # type: ignore[no-untyped-call]
    with torch.autocast("cpu"):
        square @ square
    with torch.inference_mode():
        square.t().reshape(9).view(3, 3)
    list(torch.utils.data.DataLoader(torch.utils.data.TensorDataset(square, square), batch_size=2, shuffle=True))
    saved = io.BytesIO()
    torch.save(model.state_dict(), saved)
    saved.seek(0)
    torch.load(saved, weights_only=True)
    f"{square} {model!r} {square.int()} {square > 0} {square.to(torch.bfloat16)}"
    torch.from_numpy(square.numpy().copy())
    try:
        square.view(5)
    except RuntimeError:
        traceback.format_exc()
    np.random.set_state(kept)


def settle() -> int:
    """Make the process cheap to copy: no garbage, and its memory in large pages. Returns how many pages were joined.

    A copy of 4 KiB pages costs the copying of their tables (7.5 ms); of 2 MiB pages, a third. The kernel may refuse.
    """
    gc.collect()
    libc = ctypes.CDLL(None, use_errno=True)
    joined = 0
    for low, high in _anonymous():
        start = -(-low // HUGE_PAGE) * HUGE_PAGE
        for address in range(start, high - HUGE_PAGE + 1, HUGE_PAGE):
            outcome = libc.madvise(ctypes.c_void_p(address), ctypes.c_size_t(HUGE_PAGE), MADV_COLLAPSE)
            joined += outcome == 0
    gc.freeze()
    return joined


def _anonymous() -> list[tuple[int, int]]:
    """The address ranges of writable memory that no file stands behind."""
    found = []
    with open("/proc/self/maps", encoding="ascii", errors="replace") as maps:
        for line in maps.read().splitlines():
            fields = line.split()
            if fields[1] in ("rw-p", "rwxp") and (len(fields) == 5 or fields[5] == "[heap]"):
                low, high = fields[0].split("-")
                found.append((int(low, 16), int(high, 16)))
    return found


def threads() -> int:
    """How many threads this process has; the zygote must have one."""
    return len(os.listdir("/proc/self/task"))


def status_bytes(name: str) -> int:
    """A size of this process: VmData as RLIMIT_DATA counts it, VmSize as RLIMIT_AS does."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) << 10 for line in status if line.startswith(f"{name}:"))
