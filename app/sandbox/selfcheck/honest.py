"""The other half: work that a course asks for, which the room must let be done."""

from __future__ import annotations

from app.sandbox.selfcheck.escape import (
    FINISHED,
    FORBIDDEN,
    OWN_SCRATCH,
    PATIENT,
    RAISED,
    Escape,
)
from graders.observation import Plain


def _work(name: str, why: str, code: str | tuple[str, ...], *, probe: bool = False, **leaves: Plain) -> Escape:
    return Escape(name=name, why=why, code=code, may_end=FINISHED, leaves=leaves, limits=PATIENT, probe=probe)


ESCAPES = (
    _work(
        "tensors",
        "the least there is",
        """
            import torch
            x = torch.arange(6.0).reshape(2, 3)
            total = (x @ x.T).sum().item()
        """,
        probe=True,
        total=83.0,
    ),
    _work(
        "training",
        "a network that learns",
        """
            import torch
            from torch import nn
            torch.manual_seed(0)
            x = torch.linspace(-1, 1, 50).reshape(-1, 1)
            model = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1))
            optimiser = torch.optim.Adam(model.parameters(), lr=0.05)
            for _ in range(200):
                optimiser.zero_grad()
                loss = nn.functional.mse_loss(model(x), x**2)
                loss.backward()
                optimiser.step()
            learned = loss.item() < 0.01
        """,
        learned=True,
    ),
    _work(
        "cells_share_names",
        "a notebook",
        ("import torch\nx = 20", "def f(y):\n    return x + y", "total = f(22)"),
        total=42,
    ),
    _work(
        "threads",
        "threads of Python's own",
        """
            import threading
            seen = []
            threads = [threading.Thread(target=seen.append, args=(i,)) for i in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            total = sum(seen)
        """,
        total=28,
    ),
    _work(
        "two_threads_of_torch",
        "a product on two cores: a copy of a process that computed with threads hangs here",
        """
            import torch
            torch.set_num_threads(2)
            a = torch.ones(700, 700)
            for _ in range(3):
                b = a @ a
            w = torch.ones(300, 300, requires_grad=True)
            (w @ w).sum().backward()
            total = b[0, 0].item() + w.grad[0, 0].item()
        """,
        total=1300.0,
    ),
    _work(
        "thread_pool",
        "a pool",
        """
            from concurrent.futures import ThreadPoolExecutor
            with ThreadPoolExecutor(4) as pool:
                total = sum(pool.map(lambda x: x * x, range(10)))
        """,
        total=285,
    ),
    _work(
        "event_loop",
        "asyncio, which makes a pair of sockets for itself",
        """
            import asyncio
            async def later():
                await asyncio.sleep(0.01)
                return await asyncio.to_thread(lambda: 5)
            total = asyncio.run(later())
        """,
        total=5,
    ),
    _work(
        "late_imports",
        "modules that nobody had loaded",
        """
            import calendar, csv, decimal, email, fractions, html, sqlite3, statistics, unittest.mock, uuid, wave
            import xml.dom.minidom, zipfile
            import torch.ao.quantization, torch.nn.utils.prune, torch.optim.swa_utils
            total = int(decimal.Decimal("1.5") * 2)
            found = sqlite3.connect(":memory:").execute("select 2 + 2").fetchone()[0]
        """,
        total=3,
        found=4,
    ),
    _work(
        "large_tensor",
        "two hundred megabytes, well within the limit",
        """
            import torch
            x = torch.ones(50_000_000)
            total = int(x.sum().item())
            del x
        """,
        total=50_000_000,
    ),
    _work(
        "recurrent_network",
        "an LSTM",
        """
            import torch
            lstm = torch.nn.LSTM(3, 4, batch_first=True)
            out, _ = lstm(torch.ones(2, 5, 3))
            out.sum().backward()
            size = out.numel()
        """,
        size=40,
    ),
    _work(
        "convolution",
        "a convolution with batch norm and dropout",
        """
            import torch
            from torch import nn
            net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.1))
            out = net(torch.ones(1, 1, 8, 8))
            out.sum().backward()
            size = out.numel()
        """,
        size=18,
    ),
    _work(
        "attention",
        "a transformer layer",
        """
            import torch
            layer = torch.nn.TransformerEncoderLayer(8, 2, batch_first=True)
            size = layer(torch.ones(2, 3, 8)).numel()
        """,
        size=48,
    ),
    _work(
        "batches",
        "a DataLoader without workers",
        """
            import torch
            from torch.utils.data import DataLoader, TensorDataset
            rows = TensorDataset(torch.arange(10.0), torch.arange(10))
            total = sum(int(y.sum()) for _, y in DataLoader(rows, batch_size=3, shuffle=True))
        """,
        total=45,
    ),
    Escape(
        name="compiled",
        why="torch.compile, as far as it goes without a compiler; it wants a directory for temporary files",
        code="""
            import torch
            double = torch.compile(lambda x: x * 2, backend="eager")
            total = double(torch.ones(2)).sum().item()
        """,
        may_end=FINISHED,
        leaves={"total": 4.0},
        limits=PATIENT,
        at_levels=OWN_SCRATCH,
    ),
    _work(
        "linear_algebra",
        "what LAPACK is for",
        """
            import torch
            a = torch.tensor([[2.0, 0.0], [0.0, 4.0]])
            u, s, v = torch.linalg.svd(a)
            total = s.sum().item() + torch.linalg.det(a).item() + torch.linalg.eigvalsh(a)[0].item()
        """,
        total=16.0,
    ),
    _work(
        "numpy_and_back",
        "NumPy, sharing memory with torch",
        """
            import numpy as np, torch
            a = np.arange(4.0)
            t = torch.from_numpy(a)
            t += 1
            total = float(a.sum() + t.numpy().sum() + np.random.default_rng(0).integers(1, 2))
        """,
        total=21.0,
    ),
    _work(
        "kept_in_memory",
        "a model saved to a buffer and loaded again",
        """
            import io, torch
            buffer = io.BytesIO()
            torch.save({"w": torch.ones(3)}, buffer)
            buffer.seek(0)
            total = torch.load(buffer, weights_only=True)["w"].sum().item()
        """,
        total=3.0,
    ),
    Escape(
        name="kept_in_the_scratch",
        why="a model saved to a file and loaded again, a temporary file beside it",
        code="""
            import tempfile, torch
            torch.save(torch.ones(3), "model.pt")
            torch.save(torch.ones(3), "/tmp/model.pt")
            with tempfile.TemporaryFile() as file:
                file.write(b"kept")
                file.seek(0)
                kept = file.read().decode()
            total = (torch.load("model.pt") + torch.load("/tmp/model.pt")).sum().item()
        """,
        may_end=FINISHED,
        leaves={"total": 6.0, "kept": "kept"},
        limits=PATIENT,
        at_levels=OWN_SCRATCH,
    ),
    Escape(
        name="kept_where_there_may_be_a_scratch",
        why="the same where a scratch must be declared: saved, or refused in so many words",
        code="""
            import torch
            torch.save(torch.ones(3), "model.pt")
            total = torch.load("model.pt").sum().item()
        """,
        may_end=FINISHED | FORBIDDEN | RAISED,
        raises=frozenset({"RuntimeError"}),  # torch's own word for a file that it may not open
        leaves={"total": 3.0},
        limits=PATIENT,
    ),
    _work(
        "source_of_a_function",
        "code that looks at itself, as tools for debugging do",
        """
            import inspect, traceback
            def f():
                return 1
            try:
                1 / 0
            except ZeroDivisionError:
                told = "1 / 0" in traceback.format_exc()
            seen = "return 1" in inspect.getsource(f)
        """,
        told=True,
        seen=True,
    ),
    _work(
        "short_sleep",
        "a pause",
        """
            import time
            before = time.monotonic()
            time.sleep(0.1)
            slept = time.monotonic() - before >= 0.1
        """,
        slept=True,
    ),
    _work(
        "deep_recursion_within_reason",
        "a recursive function of a few hundred steps",
        """
            def count(n):
                return 0 if n == 0 else 1 + count(n - 1)
            total = count(800)
        """,
        total=800,
    ),
)
